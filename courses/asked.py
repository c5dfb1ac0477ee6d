"""What learners are asked to do, and by when: for one of them, and as a condition over many."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from accounts.models import Membership
from courses.dates import start_of
from courses.models import Assignment, Extension


class Asked(NamedTuple):
    """One assignment, as it is for one learner."""

    assignment: Assignment
    due_on: date | None

    @property
    def course_id(self):
        return self.assignment.course_id

    @property
    def modules(self):
        return self.assignment.modules.all()


def asked_of(learner, course=None):
    """Return what a learner is asked to do, the earliest due first, what has no date last.

    `course` is the id of one alone that is meant.
    """
    assignments = Assignment.objects.for_learner(learner).with_dates_of(learner)
    if course:
        assignments = assignments.filter(course=course)
    related = assignments.select_related("organization", "team", "given_by")
    asked = [
        Asked(
            each,
            each.due_for(each.joined_at(each.member_since, learner.joined_at), each.extended_to),
        )
        for each in related.prefetch_related("modules")
    ]
    return sorted(asked, key=lambda each: (each.due_on or date.max, each.assignment.pk))


def is_asked(assignment):
    """Whether a person is among those whom an assignment asks, as a condition on people."""
    if assignment.person_id:
        return Q(pk=assignment.person_id)
    if assignment.team_id:
        return Q(Exists(Membership.objects.filter(user=OuterRef("pk"), team=assignment.team_id)))
    return Q(organization=assignment.organization_id)


def is_due_before(assignment, day):
    """Whether an assignment asks a person to be done before a day, as a condition on people.

    The same dates as `Assignment.due_for` gives for each of them.
    """
    extended = Extension.objects.filter(assignment=assignment, learner=OuterRef("pk"))
    own_date = Q(Exists(extended.filter(due_on__lt=day)))
    return is_asked(assignment) & (own_date | (_terms_before(assignment, day) & ~Exists(extended)))


NOBODY = Q(pk__in=[])


def _terms_before(assignment, day):
    """The terms that hold for whoever has no date of their own, as a condition on people."""
    terms = assignment.terms
    if terms.on:
        return Q() if terms.on < day else NOBODY
    if terms.after_days is None:
        return NOBODY
    joined_before = day - timedelta(days=terms.after_days)
    if terms.given_on >= joined_before:
        return NOBODY
    return _joined_before(assignment, start_of(joined_before, assignment.organization.time_zone))


def _joined_before(assignment, moment):
    if assignment.person_id:
        return Q()
    if assignment.team_id:
        early = Membership.objects.filter(team=assignment.team_id, joined_at__lt=moment)
        return Q(Exists(early.filter(user=OuterRef("pk"))))
    return Q(joined_at__lt=moment)
