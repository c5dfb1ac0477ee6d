"""How far people have come: what the screen, the CSV and the learner's own page all show."""

from collections import ChainMap, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from django.db import models
from django.db.models import Aggregate, Case, Exists, OuterRef, Q, Value, When

from accounts.templatetags.display import percent
from courses.asked import Asked, asked_of
from courses.enrollment import next_activity
from courses.models import (
    Activity,
    Assignment,
    Completion,
    Course,
    CourseCompletion,
    Enrollment,
    Module,
)
from courses.refreshing import Validity, strictest, validity_of
from quizzes.models import Attempt
from reports.objectives import Went, went_by_module


class State(models.TextChoices):
    """Where a learner stands in a course, in the order of the way."""

    NOT_STARTED = "not-started", "not started"
    UNDER_WAY = "under-way", "under way"
    COMPLETE = "complete", "complete"


# Which of an enrollment's moments are absent. Being enrolled is no start: that happens when My
# training is opened. Opening a part is.
STATE_RULES = {
    State.NOT_STARTED: {"completed_at": True, "last_active_on": True},
    State.UNDER_WAY: {"completed_at": True, "last_active_on": False},
    State.COMPLETE: {"completed_at": False},
}


def in_state(state, path=""):
    """A state as a condition on an enrollment to which `path` leads and which may be absent."""
    rule = STATE_RULES[state].items()
    return Q(**{f"{path}{name}__isnull": is_absent for name, is_absent in rule})


def state_of(**moments):
    """The state that an enrollment's moments make."""
    return _state_by_absence(**{name: moment is None for name, moment in moments.items()})


@lru_cache  # the rules are gone through once, and not for every row of a file
def _state_by_absence(**absent):
    for state, rule in STATE_RULES.items():
        if all(absent[name] == is_absent for name, is_absent in rule.items()):
            return state
    raise ValueError(absent)


def state_order(path=""):
    """A number to sort states by, in the order of the way."""
    places = [When(in_state(state, path), then=Value(n)) for n, state in enumerate(State)]
    return Case(*places, output_field=models.SmallIntegerField())


@dataclass(frozen=True)
class Progress:
    """How many of the parts on offer are done."""

    done: int
    total: int

    @property
    def is_done(self):
        return self.done >= self.total

    def __str__(self):
        return "done" if self.is_done else f"{self.done} of {self.total}"


def best_marks(enrollments):
    """Map each enrollment's id to its best marks, if any, by the ids of the quizzes' activities.

    The one rule for which of several marks a report shows.
    """
    attempts = Attempt.objects.submitted().filter(enrollment__pk__in=enrollments).order_by()
    best = defaultdict(dict)
    for enrollment, activity, mark in attempts.values_list("enrollment", "quiz__activity", "mark"):
        marks = best[enrollment]
        marks[activity] = max(mark, marks.get(activity, 0))
    return best


class Joined(Aggregate):
    """The values of a group as one text, with commas between them."""

    function = "GROUP_CONCAT"
    output_field = models.TextField()

    def as_postgresql(self, compiler, connection, **context):
        template = "STRING_AGG(%(expressions)s::text, ',')"
        return self.as_sql(compiler, connection, template=template, **context)


def done_activities(enrollments):
    """Map each enrollment's id to the ids of the activities done in it, joined, if any.

    An index has them so. To count them by module the database would sort them first, which takes
    it more than twice as long.
    """
    done = Completion.objects.filter(enrollment__pk__in=enrollments).order_by()
    return dict(done.values_list("enrollment").annotate(ids=Joined("activity")))


# -- Courses -------------------------------------------------------------------------------


def courses_of(organizations):
    """The courses that people of some organizations take: are asked to, or have begun."""
    here = {"course": OuterRef("pk")}
    asked = Assignment.objects.in_force().filter(organization__in=organizations, **here)
    begun = Enrollment.objects.filter(learner__organization__in=organizations, **here)
    given = Course.objects.offered().filter(Exists(asked) | Exists(begun), activity_count__gt=0)
    return given.order_by("title", "pk")


def outlines(condition):
    """Return (course, [(module, [activity, ...]), ...]) for what is on offer under a condition."""
    offered = Activity.objects.offered().filter(condition, course__retired_at=None)
    activities = offered.select_related("course", "module", "quiz")
    in_order = activities.order_by("course__title", "course", "sequence")
    return [(course, _groups(steps, "module")) for course, steps in _groups(in_order, "course")]


def _groups(activities, name):
    return [(key, list(group)) for key, group in groupby(activities, attrgetter(name))]


# -- One learner ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """What one learner has done of one activity."""

    activity: Activity
    done_at: datetime | None = None
    best_mark: float | None = None
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def submitted(self):
        return [attempt for attempt in self.attempts if not attempt.is_open]

    @property
    def open_attempt(self):
        return next((attempt for attempt in self.attempts if attempt.is_open), None)

    @property
    def state_in_words(self):
        """How far a quiz is, for its learner."""
        required = self.activity.quiz.required_mark
        if self.done_at:
            state = "passed" if required else "taken"
        else:
            state = f"done at {percent(required)} or more" if required else "done when submitted"
        return f"best mark {percent(self.best_mark)}, {state}" if self.submitted else state


@dataclass(frozen=True)
class ModuleReport:
    module: Module
    steps: list[Step]
    objectives: list[Went] = field(default_factory=list)

    @property
    def minutes(self):
        return sum(step.activity.minutes for step in self.steps)

    @property
    def progress(self):
        return Progress(sum(step.done_at is not None for step in self.steps), len(self.steps))


@dataclass(frozen=True)
class CourseReport:
    """How far one learner has come in one course. Without an enrollment they never opened it."""

    course: Course
    enrollment: Enrollment | None
    modules: list[ModuleReport]
    assignments: list[Asked]
    validity: Validity | None = None
    times_completed: list[CourseCompletion] = field(default_factory=list)

    @property
    def state(self):
        return state_of(
            completed_at=self.enrollment and self.enrollment.completed_at,
            last_active_on=self.last_active_on,
        )

    @property
    def last_active_on(self) -> date | None:
        return self.enrollment and self.enrollment.last_active_on

    @property
    def progress(self):
        modules = [module.progress for module in self.modules]
        return Progress(sum(each.done for each in modules), sum(each.total for each in modules))

    @property
    def open_steps(self):
        return [step for module in self.modules for step in module.steps if step.open_attempt]


def course_reports(learner, *, with_objectives=False):
    """Return a CourseReport for each course a learner is asked to take, or has begun."""
    enrollments = learner.enrollments.select_related("bookmark", "course")
    enrollments = enrollments.prefetch_related("times_completed")
    enrollments = {enrollment.course_id: enrollment for enrollment in enrollments}
    assignments = _assignments(learner)
    read_step = _step_reader([enrollment.pk for enrollment in enrollments.values()])
    courses = {*enrollments, *assignments}
    went = went_by_module(learner, courses) if with_objectives else {}
    return [
        CourseReport(
            course=course,
            enrollment=enrollments.get(course.pk),
            modules=[
                ModuleReport(module, list(map(read_step, each)), went.get(module.pk, []))
                for module, each in modules
            ],
            assignments=assignments[course.pk],
            **_completed(enrollments.get(course.pk), learner, assignments[course.pk]),
        )
        for course, modules in outlines(Q(course__in=courses))
    ]


def _completed(enrollment, learner, asked):
    """When a course was completed, and until when that is valid, if it was."""
    if enrollment is None or enrollment.completed_at is None:
        return {}
    enrollment.learner = learner
    validity = validity_of(
        enrollment, strictest(enrollment.course, (each.assignment for each in asked))
    )
    return {"times_completed": list(enrollment.times_completed.all()), "validity": validity}


def _assignments(learner):
    """Map a course's id to what the learner is asked to do in it, the earliest due first."""
    by_course = defaultdict(list)
    for asked in asked_of(learner):
        by_course[asked.course_id].append(asked)
    return by_course


def _step_reader(enrollments):
    """Return a function from an activity to its Step in one learner's enrollments."""
    done = Completion.objects.filter(enrollment__in=enrollments)
    done_at = dict(done.values_list("activity", "completed_at"))
    best = ChainMap(*best_marks(enrollments).values())
    attempts = defaultdict(list)
    for attempt in Attempt.objects.filter(enrollment__in=enrollments).order_by("started_at", "pk"):
        attempts[attempt.quiz_id].append(attempt)

    def read_step(activity):
        quiz = activity.quiz.pk if activity.kind == Activity.Kind.QUIZ else None
        return Step(activity, done_at.get(activity.pk), best.get(activity.pk), attempts[quiz])

    return read_step


@dataclass(frozen=True)
class Card:
    """A course on My training: how far it is, and where to go on."""

    report: CourseReport
    next: Activity | None


def training_cards(learner):
    """Return a Card for each course in which a learner is enrolled, the unfinished first."""
    begun = [report for report in course_reports(learner) if report.enrollment]
    begun.sort(key=lambda report: report.progress.is_done)
    return [Card(report, _next_in(report)) for report in begun]


def _next_in(report):
    report.enrollment.course = report.course
    return next_activity(report.enrollment)
