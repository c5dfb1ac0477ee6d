"""Whom a supervisor may want to look at: who is late, who soon has to be done, who is quiet."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, reduce
from operator import or_

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from courses.asked import NOBODY, is_asked, is_due_before
from courses.dates import local_date
from courses.models import Assignment, Completion
from reports.queries import State, in_state

SOON_DAYS = 30
QUIET_DAYS = 14


class Look(models.TextChoices):
    """What a list of learners can be narrowed to beside their state."""

    OWING = "owing", "asked, and not done yet"
    OVERDUE = "overdue", "past their date"
    SOON = "soon", f"due within {SOON_DAYS} days"
    QUIET = "quiet", f"quiet for {QUIET_DAYS} days"


def assignments_in(course, places):
    """Return what people of some organizations are asked to do in a course."""
    given = Assignment.objects.in_force().filter(course=course, organization__in=places)
    return list(given.select_related("organization").prefetch_related("modules"))


@dataclass(frozen=True)
class Looking:
    """The conditions of looks on people whose enrollment is joined as `progress`.

    `assignments` are those that count, `modules` the course's outline.
    """

    assignments: list[Assignment]
    modules: list

    def only(self, assignment):
        """Return the conditions for one assignment alone, if one is given."""
        return Looking([assignment], self.modules) if assignment else self

    @property
    def is_asked(self):
        """Who is asked by one of the assignments at least."""
        return reduce(or_, map(is_asked, self.assignments), NOBODY)

    def condition(self, look):
        return self._conditions[look]

    @cached_property
    def _conditions(self):
        overdue = self._owing(lambda assignment, today: is_due_before(assignment, today))
        soon = timedelta(days=SOON_DAYS + 1)
        due = self._owing(lambda assignment, today: is_due_before(assignment, today + soon))
        return {
            Look.OWING: self._owing(lambda assignment, today: is_asked(assignment)),
            Look.OVERDUE: overdue,
            Look.SOON: due & ~overdue,
            Look.QUIET: is_quiet(timezone.localdate()),
        }

    def _owing(self, condition):
        """Who is asked under a condition to do something that they have not done."""
        owing = NOBODY
        for assignment in self.assignments:
            today = local_date(timezone.now(), assignment.organization.time_zone)
            owing |= condition(assignment, today) & self._has_not_done(assignment)
        return owing

    def _has_not_done(self, assignment):
        wanted = {module.pk for module in assignment.modules.all()}
        if not wanted:
            return ~in_state(State.COMPLETE, "progress__")
        return ~has_done(
            [step for module, steps in self.modules if module.pk in wanted for step in steps]
        )


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
