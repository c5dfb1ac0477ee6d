"""The table of a team: one row for each learner, on the screen and in the CSV."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.batches import batches
from accounts.templatetags.display import percent
from courses.models import Activity, Completion
from reports.looks import has_done, with_progress
from reports.queries import (
    Progress,
    State,
    best_marks,
    done_activities,
    in_state,
    state_of,
    state_order,
)

PAGE_SIZE = 25
NO_MARK = percent(None)
BATCH_SIZE = 500
ENROLLMENT_FIELDS = [
    "progress",
    "progress__done_count",
    "progress__completed_at",
    "progress__last_active_on",
]
# What a table can be sorted by, in terms of a person and their enrollment.
SORTS = {
    "name": F("name"),
    "state": state_order("progress__"),
    "progress": Coalesce("progress__done_count", 0),
    "active": F("progress__last_active_on"),
}


def module_sort(module):
    """The name by which a table is sorted by how much of a module is done."""
    return f"module-{module.number}"


@dataclass(frozen=True)
class Heading:
    """Of a column that a course brings: a module's progress, or the best mark at a quiz."""

    short: str
    title: str
    meaning: str

    def __str__(self):
        return f"{self.short}: {self.title}"


def headings_of(modules):
    """Return the columns of a course's modules, each followed by those of its quizzes."""
    headings = []
    for module, activities in modules:
        parts = "parts of the module done"
        headings.append(Heading(f"Module {module.number}", module.title, parts))
        for quiz in _quizzes(activities):
            mark = "the highest mark of the submitted attempts, rounded down"
            headings.append(Heading(f"Best mark {module.number}", quiz.title, mark))
    return headings


class ModuleCell(NamedTuple):
    """How far a learner is in a module, and the best mark at each of its quizzes, if any."""

    progress: Progress
    marks: tuple[str, ...]

    @property
    def step(self):
        """0 for nothing done, 1 for some, 2 for all: how strongly a cell is shaded."""
        return 2 if self.progress.is_done else int(self.progress.done > 0)

    @property
    def taken(self):
        """The marks there are."""
        return [mark for mark in self.marks if mark != NO_MARK]


class LearnerRow(NamedTuple):
    """What a supervisor sees of one learner at a glance."""

    pk: int
    name: str
    state: State
    progress: Progress
    modules: list[ModuleCell]
    last_active_on: date | None

    @property
    def cells(self):
        """The texts that stand under the Headings."""
        return [text for progress, marks in self.modules for text in (str(progress), *marks)]

    @property
    def last_active(self):
        """The day as the screen shows it."""
        day = self.last_active_on
        return f"{day:%b} {day.day}, {day.year}" if day else "not yet"

    @property
    def texts(self):
        """The row as files have it."""
        day = self.last_active_on.isoformat() if self.last_active_on else "not yet"
        return [self.name, self.state.label, str(self.progress), *self.cells, day]


class TeamReport:
    """Where people stand in a course. Who never opened it is there as well.

    `modules` are the course's outline. `q` is part of a name, `state` a State, `module` the
    activities of a module that is not done yet, `asked` a condition on people, `look` one that
    Looking gives, `sort` a key of SORTS or a module_sort, with a minus before it for the other
    way round.
    """

    def __init__(
        self,
        people,
        course,
        modules,
        *,
        q="",
        state="",
        module=(),
        asked=None,
        look=None,
        sort="name",
    ):
        self.course = course
        self.modules = modules
        self.sort = sort
        self.people = with_progress(people, course)
        self.narrowing = Q(name__icontains=q) if q else Q()
        if state:
            self.narrowing &= in_state(state, "progress__")
        if module:
            self.narrowing &= ~has_done(module)
        for condition in (asked, look):
            self.narrowing &= condition or Q()

    @cached_property
    def counts(self):
        return self.count()

    def count(self):
        """How many people there are, how many in each state, and how many the filter finds.

        Two states are counted; the third is the rest.
        """
        conditions = {
            "not_started": in_state(State.NOT_STARTED, "progress__"),
            "complete": in_state(State.COMPLETE, "progress__"),
        }
        if self.narrowing:
            conditions["found"] = self.narrowing
        counted = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
        counts = self.people.aggregate(everyone=Count("pk"), **counted)
        under_way = counts["everyone"] - counts["not_started"] - counts["complete"]
        return {"found": counts["everyone"], "under_way": under_way} | counts

    def page(self, number):
        """Return one page of rows; the last one where there are not so many pages."""
        paginator = Paginator(self._found(), PAGE_SIZE)
        paginator.count = self.counts["found"]
        page = paginator.get_page(number)
        page.object_list = self._rows(list(page.object_list))
        return page

    def rows(self):
        """Yield every row that the filter finds, holding no more than a batch of them."""
        for batch in batches(self._found().iterator(chunk_size=BATCH_SIZE), BATCH_SIZE):
            yield from self._rows(batch)

    def _found(self):
        """The people that the filter finds, in order, with what their rows are made of."""
        people = self.people.filter(self.narrowing).order_by(*self._ordering())
        return people.values_list("pk", "name", *ENROLLMENT_FIELDS, named=True)

    def _ordering(self):
        """What was asked for, then the name: who ties is in the same order on every page."""
        column = self._sort_column(self.sort.removeprefix("-"))
        if self.sort.startswith("-"):
            return column.desc(nulls_last=True), "name", "pk"
        return column.asc(nulls_first=True), "name", "pk"

    def _sort_column(self, name):
        if name in SORTS:
            return SORTS[name]
        activities = {module_sort(module): each for module, each in self.modules}[name]
        done = Completion.objects.filter(enrollment=OuterRef("progress"), activity__in=activities)
        counted = done.order_by().values("enrollment").annotate(count=Count("pk"))
        return Coalesce(Subquery(counted.values("count")), 0)

    def _rows(self, batch):
        enrollments = [found.progress for found in batch if found.progress]
        done, best = done_activities(enrollments), best_marks(enrollments)
        total = sum(len(activities) for _, activities in self.modules)
        return [
            LearnerRow(
                pk=found.pk,
                name=found.name,
                state=state_of(
                    completed_at=found.progress__completed_at,
                    last_active_on=found.progress__last_active_on,
                ),
                progress=Progress(found.progress__done_count or 0, total),
                modules=self._cells(done.get(found.progress, ""), best.get(found.progress, {})),
                last_active_on=found.progress__last_active_on,
            )
            for found in batch
        ]

    def _cells(self, done, best):
        """How far a learner is in each module, from the ids of what is done and the best marks."""
        return [
            _cell(count, total, *map(best.get, quizzes))
            for count, (total, quizzes) in zip(self._done_counts(done), self._columns, strict=True)
        ]

    @cached_property
    def _columns(self):
        """(how many activities, ids of quizzes) of the modules: looked up once for all rows."""
        return [
            (len(activities), [quiz.pk for quiz in _quizzes(activities)])
            for _, activities in self.modules
        ]

    @cached_property
    def _done_counts(self):
        """A function from the ids of activities done to how many on offer each module has."""
        offered = [{activity.pk for activity in activities} for _, activities in self.modules]

        @lru_cache(maxsize=1024)  # many have come equally far: most take the parts in order
        def count(joined):
            done = {int(pk) for pk in joined.split(",") if pk}
            return [len(done & module) for module in offered]

        return count


@lru_cache(maxsize=4096)  # ten thousand learners have the same few cells over and over
def _cell(done, total, *marks):
    return ModuleCell(Progress(done, total), tuple(map(percent, marks)))


def _quizzes(activities):
    return [activity for activity in activities if activity.kind == Activity.Kind.QUIZ]
