"""What learners are asked to do, and by when: for one of them, and as a condition over many."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q

from accounts.models import Membership
from courses.dates import start_of
from courses.models import Assignment


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
    related = assignments.select_related("course", "organization", "team", "given_by")
    asked = [
        Asked(
            each,
            each.due_for(each.joined_at(each.member_since, learner.joined_at), each.extended_to),
        )
        for each in related.prefetch_related("modules")
    ]
    return sorted(asked, key=lambda each: (each.due_on or date.max, each.assignment.pk))


NOBODY = Q(pk__in=[])


def is_asked(assignments):
    """Whether a person is among those whom one of some assignments asks, as a condition on people.

    A database reads what is asked for here once, and not again for each of ten thousand people.
    """
    people = {each.person_id for each in assignments if each.person_id}
    teams = {each.team_id for each in assignments if each.team_id}
    places = {each.organization_id for each in assignments if each.target == each.organization}
    members = Membership.objects.filter(team__in=teams).values("user")
    found = Q(pk__in=people) if people else NOBODY
    found |= Q(pk__in=members) if teams else NOBODY
    return found | Q(organization__in=places) if places else found


def is_due_before(days):
    """Whether a person is asked to be done before a day, as a condition on people.

    `days` maps assignments, with their extensions at hand, to the day that is meant: it may not be
    the same day in all organizations. The same dates as `Assignment.due_for` gives for a person.
    """
    due, of_members = NOBODY, NOBODY
    for assignment, day in days.items():
        if assignment.team_id:
            of_members |= Q(team=assignment.team_id) & _date_before(assignment, day, "user")
        else:
            due |= is_asked([assignment]) & _date_before(assignment, day, "pk")
    members = Membership.objects.filter(of_members).values("user")
    return due | Q(pk__in=members) if of_members != NOBODY else due


def _date_before(assignment, day, person):
    """Whether the date of someone who is asked is before a day.

    A condition on rows with `joined_at`; `person` is the name of the person's id in them.
    """
    extended = {each.learner_id: each.due_on for each in assignment.extensions.all()}
    by_terms = _terms_before(assignment, day)
    if not extended:
        return by_terms
    own_date = [learner for learner, due_on in extended.items() if due_on < day]
    return Q(**{f"{person}__in": own_date}) | (by_terms & ~Q(**{f"{person}__in": [*extended]}))


def _terms_before(assignment, day):
    """The same for whoever has no date of their own."""
    terms = assignment.terms
    if terms.after_days is None:
        return Q() if terms.on and terms.on < day else NOBODY
    joined_before = day - timedelta(days=terms.after_days)
    if terms.given_on >= joined_before:
        return NOBODY
    if assignment.person_id:
        return Q()
    return Q(joined_at__lt=start_of(joined_before, assignment.organization.time_zone))
