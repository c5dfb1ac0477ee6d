"""Whom a supervisor may want to look at: who is late, who soon has to be done, who is quiet."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property, reduce
from operator import or_

from django.db import models
from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q
from django.utils import timezone

from courses.asked import NOBODY, is_asked, is_due_before
from courses.dates import last_day_before, local_date, start_of
from courses.models import Assignment, Completion, CourseCompletion
from courses.outline import outline
from courses.refreshing import OPEN_FOR, terms_of_course
from reports.queries import State, in_state

SOON_DAYS = 30
QUIET_DAYS = 14


class Look(models.TextChoices):
    """What a list of learners can be narrowed to beside their state."""

    OWING = "owing", "asked, and not done yet"
    OVERDUE = "overdue", "past their date"
    SOON = "soon", f"due within {SOON_DAYS} days"
    QUIET = "quiet", f"quiet for {QUIET_DAYS} days"
    REFRESH = "refresh", "asked for a refresher"


def with_progress(people, course):
    """People with their enrollment in a course, if any, joined as `progress` for conditions."""
    in_course = Q(enrollments__course=course)
    return people.alias(progress=FilteredRelation("enrollments", condition=in_course))


def assignments_in(course, places):
    """Return what people of some organizations are asked to do in a course."""
    given = Assignment.objects.in_force().filter(course=course, organization__in=places)
    related = given.select_related("organization", "team", "person")
    return list(related.prefetch_related("modules", "extensions"))


def looking_in(course, places):
    """Return the conditions for all that people of some organizations are asked in a course."""
    own = terms_of_course(course, places)
    return Looking(assignments_in(course, places), outline(course).modules, own)


@dataclass(frozen=True)
class Looking:
    """The conditions of looks on people whose enrollment is joined as `progress`.

    `assignments` are those that count, `modules` the course's outline, `own_terms` what the course
    itself says on how long it is valid.
    """

    assignments: list[Assignment]
    modules: list
    own_terms: list[Assignment] = field(default_factory=list)

    def only(self, assignment):
        """Return the conditions for one assignment alone, if one is given."""
        return Looking([assignment], self.modules) if assignment else self

    def condition(self, look):
        return self._conditions[look]

    @cached_property
    def is_due(self):
        """Who is past their date, or due soon."""
        return self.owing(lambda given: is_due_before(self._days(given, SOON_DAYS + 1)))

    @cached_property
    def _conditions(self):
        overdue = self.owing(lambda given: is_due_before(self._days(given, 0)))
        return {
            Look.OWING: self.owing(is_asked),
            Look.OVERDUE: overdue,
            Look.SOON: self.is_due & ~overdue,
            Look.QUIET: is_quiet(timezone.localdate()),
            Look.REFRESH: self._is_to_refresh(),
        }

    def _days(self, assignments, ahead):
        """The day so many days from today, as each assignment's organization has it."""
        now, later = timezone.now(), timedelta(days=ahead)
        return {each: local_date(now, each.organization.time_zone) + later for each in assignments}

    def owing(self, condition):
        """Who is under a condition on assignments, and has not done what they ask."""
        wanted = defaultdict(list)
        for assignment in self.assignments:
            wanted[frozenset(module.pk for module in assignment.modules.all())].append(assignment)
        parts = [condition(given) & self._has_not_done(what) for what, given in wanted.items()]
        return reduce(or_, parts, NOBODY)

    def _is_to_refresh(self):
        """Whose completion is no longer valid, or soon will be: their refresher is open."""
        return self._ending(lambda given, today: ~_is_valid_after(given, today + OPEN_FOR))

    def ends_between(self, before, after):
        """Whose completion ended so long ago at most, or ends so soon."""

        def condition(given, today):
            return _is_valid_after(given, today - before) & ~_is_valid_after(given, today + after)

        return self._ending(condition)

    def _ending(self, condition):
        """Who completed the course and is under a condition on an assignment that has an end."""
        found = NOBODY
        for each in [*self.assignments, *self.own_terms]:
            if each.valid_months:
                today = local_date(timezone.now(), each.organization.time_zone)
                found |= is_asked([each]) & condition(each, today)
        return in_state(State.COMPLETE, "progress__") & found

    def _has_not_done(self, wanted):
        """Who has parts left of some modules, by their ids; without: of the course."""
        if not wanted:
            return ~in_state(State.COMPLETE, "progress__")
        return ~has_done(
            [step for module, steps in self.modules if module.pk in wanted for step in steps]
        )


def _is_valid_after(assignment, day):
    """Whether a completion of the course is valid beyond a day, by one assignment."""
    since = last_day_before(day, assignment.valid_months) + timedelta(days=1)
    lately = CourseCompletion.objects.filter(
        enrollment=OuterRef("progress"),
        completed_at__gte=start_of(since, assignment.organization.time_zone),
    )
    return Q(Exists(lately))


def is_quiet(today):
    """Whether a learner has begun, is not done, and did nothing in the last days."""
    before = today - timedelta(days=QUIET_DAYS)
    return in_state(State.UNDER_WAY, "progress__") & Q(progress__last_active_on__lt=before)


def has_done(activities):
    """Whether a learner has done all of some activities; without an enrollment they have not."""
    done = Completion.objects.filter(
        enrollment=OuterRef("progress"), activity__in=[activity.pk for activity in activities]
    )
    counted = done.order_by().values("enrollment").annotate(count=Count("pk"))
    return Q(Exists(counted.filter(count=len(activities))))


def next_dates(assignments, number=5):
    """Return the next assignments with a date of the calendar that has not passed, in order."""
    ahead = [
        each
        for each in assignments
        if each.due_on and each.due_on >= local_date(timezone.now(), each.organization.time_zone)
    ]
    return ahead[:number]
