"""What the people of a team find hard, as a group: by objective and by question."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Sum

from courses.models import Objective
from quizzes.models import Attempt, ItemVersion, ObjectiveMark, Response
from reports.disclosure import band, coarse, is_enough, shown_parts

MOST_COLUMNS = 6  # teams beside each other
MOST_PEOPLE = 1000  # of whom questions are counted while a page waits
MOST_QUESTIONS = 10


class Figure(NamedTuple):
    """How a group did the first time: about which share was right, of about how many people."""

    share: float
    people: str

    @property
    def is_good(self):
        return self.share >= 0.8

    @property
    def words(self):
        if self.is_good:
            return "mostly right"
        return "mixed" if self.share >= 0.6 else "often missed"

    @property
    def step(self):
        """From 0, often missed, to 4: how strongly a cell is shaded."""
        return min(int(self.share * 5), 4)


@dataclass(frozen=True)
class Row:
    """An objective or a question: the figure of the scope, and of teams beside each other.

    A figure is None where nobody, or too few to be told, were asked.
    """

    about: Objective | ItemVersion
    figure: Figure | None
    cells: list[Figure | None]

    @property
    def is_told(self):
        return bool(self.figure) or any(self.cells)


class Understanding:
    """How the people of a scope did at their first attempts."""

    def __init__(self, scope):
        self.scope = scope
        self.covered = [team.pk for team in scope.coverage.covered_teams]
        self.everyone = scope.coverage.people().active().exclude(pk=scope.viewer_pk)

    @property
    def columns(self):
        """The teams shown beside each other, if there are several and not too many."""
        is_whole = self.scope.team is None and 1 < len(self.covered) <= MOST_COLUMNS
        return self.scope.coverage.covered_teams if is_whole else []

    @property
    def teams_to_count(self):
        """The teams by which it is decided what may be told of one of them.

        From many teams nobody takes all but one away, and shares are too coarse for it.
        """
        if len(self.covered) <= MOST_COLUMNS:
            return self.covered
        return [self.scope.team.pk] if self.scope.team else []

    @cached_property
    def objectives(self):
        """A Row for each objective of the course, in its order."""
        marks = ObjectiveMark.objects.filter(enrollment__course=self.scope.course)
        counted = {"marks": Sum("first_marks"), "asked": Sum("first_asked")}
        counted["count"] = Count("enrollment", distinct=True)
        groups = _Groups(self, marks, "objective", "enrollment__learner", counted)
        offered = Objective.objects.filter(
            module__course=self.scope.course, module__retired_at=None, retired_at=None
        )
        return [groups.row(each, each.pk) for each in offered.select_related("module")]

    @property
    def told(self):
        """The objectives that are told of, in the order of the course."""
        return [row for row in self.objectives if row.is_told]

    @property
    def hardest(self):
        """The same, the hardest first; last those that are told of single teams alone."""
        return sorted(self.told, key=_ease)

    @property
    def hard(self):
        """Those that did not go mostly well, the hardest first."""
        return [row for row in self.hardest if row.figure and not row.figure.is_good]

    @property
    def untold(self):
        return [row for row in self.objectives if not row.is_told]

    @cached_property
    def is_small(self):
        """Whether questions can be counted for everyone while a page waits."""
        return self.everyone.count() <= MOST_PEOPLE

    @property
    def has_questions(self):
        return self.is_small or self.scope.team is not None

    @cached_property
    def questions(self):
        """A Row for each of the questions that went wrong most often, the hardest first."""
        learner = "attempt__enrollment__learner"
        counted = {"marks": Sum("mark"), "asked": Count("pk")}
        counted["count"] = Count("attempt__enrollment", distinct=True)
        first = _first_responses(self.scope.course)
        groups = _Groups(
            self, first, "item_version__item", learner, counted, has_total=self.is_small
        )
        rows = [groups.row(each, each.item_id) for each in _asked_now(groups.keys)]
        hard = [row for row in rows if row.figure and not row.figure.is_good]
        return sorted(hard, key=_ease)[:MOST_QUESTIONS]


class _Groups:
    """Records counted by what they are about, for everyone and for each team.

    Where everyone's figures are counted, those of the teams are held back by which one person
    could be found out. Where they are not, no team can be taken from them.
    """

    def __init__(self, understanding, records, about, learner, counted, *, has_total=True):
        scope = understanding.scope
        self.team, self.columns = scope.team, understanding.columns
        mine = records.filter(**{f"{learner}__is_active": True}).order_by()
        mine = mine.exclude(**{learner: scope.viewer_pk})
        self.totals, self.teams = {}, defaultdict(dict)
        if has_total:
            people = understanding.everyone.values("pk")
            for row in mine.filter(**{f"{learner}__in": people}).values(about).annotate(**counted):
                self.totals[row[about]] = row
        wanted = understanding.teams_to_count if has_total else [scope.team.pk]
        team = f"{learner}__memberships__team"
        in_teams = mine.filter(**{f"{team}__in": wanted}).values(about, team)
        for row in in_teams.annotate(**counted):
            self.teams[row[about]][row[team]] = row

    @property
    def keys(self):
        return self.totals.keys() | self.teams.keys()

    def row(self, about, key):
        total, teams = self.totals.get(key), self.teams[key]
        counts = {team: row["count"] for team, row in teams.items()}
        if total:
            shown = shown_parts(total["count"], counts)
        else:
            shown = {team for team, count in counts.items() if is_enough(count)}
        cells = {team: _figure(teams[team]) for team in shown}
        whole = cells.get(self.team.pk) if self.team else _figure(total)
        return Row(about, whole, [cells.get(team.pk) for team in self.columns])


def _figure(row):
    """The Figure of what was counted of a group; None where it is too small to be spoken of."""
    if not row or not is_enough(row["count"]):
        return None
    return Figure(coarse(row["marks"] / row["asked"]), band(row["count"]))


def _ease(row):
    return row.figure.share if row.figure else 1


def _first_responses(course):
    """The answers of each learner's first attempt at each quiz of a course."""
    # By the sum SQLite looks among a learner's few attempts; by the id it reads all of the quiz's.
    earlier = Attempt.objects.submitted().alias(order=F("pk") + 0)
    earlier = earlier.filter(
        quiz=OuterRef("attempt__quiz"),
        enrollment=OuterRef("attempt__enrollment"),
        order__lt=OuterRef("attempt"),
    )
    return Response.objects.filter(
        ~Exists(earlier),
        attempt__submitted_at__isnull=False,
        attempt__enrollment__course=course,
        mark__isnull=False,
    )


def _asked_now(items):
    """The version of each of some questions that learners are asked, if it is still in use."""
    asked = ItemVersion.objects.last_published().filter(item__in=items, item__retired_at=None)
    return asked.select_related("item__module").order_by("item__module__number", "item__position")
