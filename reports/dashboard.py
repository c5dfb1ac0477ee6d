"""Where the people of a team, of several or of a whole organization stand, in a few numbers."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, F, FilteredRelation, Q
from django.utils import timezone

from accounts.covering import CoveredTeam
from accounts.models import Membership
from accounts.templatetags.display import percent
from reports import charts
from reports.counting import counted
from reports.looks import Look, with_progress
from reports.queries import State, in_state

MONTHS = 12
NAMED = 5  # people named under a heading; the others are a click away
TEAMS_A_PAGE = 25


class Group(NamedTuple):
    """Some people who may need something: how many, and the first of them."""

    look: Look
    count: int
    people: list


@dataclass(frozen=True)
class TeamStates:
    """A team, how many learn in it, and how many of them are in each state."""

    NONE = {"learners": 0, "not_started": 0, "under_way": 0, "complete": 0}

    team: CoveredTeam
    learners: int
    not_started: int
    under_way: int
    complete: int

    @property
    def completed_share(self):
        return percent(self.complete / self.learners if self.learners else None)


class Month(NamedTuple):
    """A month of the calendar, and how many had completed the course when it ended."""

    starts_on: datetime
    completed: int


class Dashboard:
    """The numbers of one scope in its course, each of which leads to the people behind it."""

    def __init__(self, scope):
        self.scope = scope
        self.people = with_progress(scope.people, scope.course)

    @cached_property
    def _ends(self):
        """When each of the last months ended or, the running one, will; in the reader's zone."""
        return _month_ends(timezone.localtime(), MONTHS)

    @cached_property
    def counts(self):
        """Everyone, each state, each look, and who had completed by the end of each month."""
        return counted(self.scope, "dashboard", self._count)

    def _count(self):
        conditions = {state.name: in_state(state, "progress__") for state in State}
        looking = self.scope.looking
        looks = {look: looking.condition(look) for look in Look if look != Look.SOON}
        conditions |= {look.name: condition for look, condition in looks.items()}
        conditions["due"] = looking.is_due
        conditions |= {
            f"by_{place}": Q(progress__completed_at__lt=end)
            for place, (_, end) in enumerate(self._ends)
        }
        counts = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
        counts = self.people.aggregate(everyone=Count("pk"), **counts)
        return counts | {Look.SOON.name: counts["due"] - counts[Look.OVERDUE.name]}

    @property
    def states(self):
        """[(state, count, percent of everyone), ...] in the order of the way."""
        counts = [self.counts[state.name] for state in State]
        return list(zip(State, counts, charts.shares(counts), strict=True))

    @property
    def state_parts(self):
        """The states as parts of one bar, 100 wide; those done first."""
        parts, x = [], 0.0
        for state, _, share in reversed(self.states):
            parts.append({"name": state.value, "x": x, "width": share})
            x = round(x + share, 1)
        return parts

    @property
    def completed_share(self):
        everyone = self.counts["everyone"]
        return percent(self.counts["COMPLETE"] / everyone if everyone else None)

    @property
    def months(self):
        completed = [self.counts[f"by_{place}"] for place in range(MONTHS)]
        return [Month(start, n) for (start, _), n in zip(self._ends, completed, strict=True)]

    @property
    def month_bars(self):
        labels = [f"{month.starts_on:%b}" for month in self.months]
        values = [month.completed for month in self.months]
        return charts.bars(labels, values, self.counts["everyone"] or 1)

    @cached_property
    def groups(self):
        """Who is late, and who is quiet: those who may need something, if anybody does."""
        return [
            Group(look, self.counts[look.name], self._first(look))
            for look in (Look.OVERDUE, Look.QUIET)
            if self.counts[look.name]
        ]

    def _first(self, look):
        found = self.people.filter(self.scope.looking.condition(look))
        by_name = found.order_by("name", "pk")
        return list(by_name.values("pk", "name", last=F("progress__last_active_on"))[:NAMED])

    def teams(self, number):
        """Return a page of the teams covered, as TeamStates; None where there is only one."""
        covered = self.scope.coverage.covered_teams
        if self.scope.team or len(covered) < 2:
            return None
        page = Paginator(covered, TEAMS_A_PAGE).get_page(number)
        page.object_list = self._states_of(page.object_list)
        return page

    @cached_property
    def team_states(self):
        """All the teams that the scope covers, as TeamStates."""
        chosen = [self.scope.team] if self.scope.team else self.scope.coverage.covered_teams
        return self._states_of(chosen)

    def _states_of(self, teams):
        counted = self._count_states([team.pk for team in teams])
        return [TeamStates(team, **counted.get(team.pk, TeamStates.NONE)) for team in teams]

    def _count_states(self, teams):
        """Map the ids of teams with learners to how many of them are in each state."""
        learning = Membership.objects.filter(team__in=teams, user__is_active=True)
        learning = learning.exclude(user=self.scope.viewer_pk).order_by()
        in_course = Q(user__enrollments__course=self.scope.course)
        joined = learning.alias(progress=FilteredRelation("user__enrollments", condition=in_course))
        counted = joined.values("team").annotate(
            learners=Count("pk"),
            **{
                state.name.lower(): Count("pk", filter=in_state(state, "progress__"))
                for state in State
            },
        )
        return {row.pop("team"): row for row in counted}


def _month_ends(now, count):
    """Return [(start, end), ...] of the month of an aware moment and those before it, in order."""
    zone, year, month = now.tzinfo, now.year, now.month
    starts = [datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)]
    for _ in range(count):
        starts.append(datetime(year, month, 1, tzinfo=zone))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    in_order = starts[::-1]
    return list(pairwise(in_order))
