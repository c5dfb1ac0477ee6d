"""Asking people to take a course: giving an assignment, moving its date, withdrawing it."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Organization
from courses.models import Assignment


class AssignmentThere(Exception):
    """The same people are asked for the same already, as after a double click."""


class AssignmentWithdrawn(Exception):
    """The assignment was withdrawn before, perhaps by somebody else."""


@transaction.atomic
def assign(course, *, organization, team=None, person=None, modules=(), actor, **terms):
    """Ask an organization's people, one of its teams or one person to take a course.

    `modules` are those that are meant, none for the whole course. `terms` are `due_on` or
    `due_after_days`, and `reason`. Raises AssignmentThere.
    """
    # One at a time in an organization: two clicks would both find nothing there.
    Organization.objects.select_for_update().get(pk=organization.pk)
    target = {"organization": organization, "team": team, "person": person}
    wanted = {module.pk for module in modules}
    for other in Assignment.objects.in_force().filter(course=course, **target):
        if wanted == {module.pk for module in other.modules.all()}:
            raise AssignmentThere
    assignment = Assignment.objects.create(course=course, given_by=actor, **target, **terms)
    assignment.modules.set(modules)
    titles = [str(module) for module in modules]
    audit.record(actor, "assignment.given", assignment, modules=titles, **_dates(assignment))
    return assignment


@transaction.atomic
def move_date(assignment, *, due_on, due_after_days, actor):
    """Give an assignment another date, or none. Raises AssignmentWithdrawn."""
    assignment = _in_force(assignment)
    before = _dates(assignment)
    assignment.due_on, assignment.due_after_days = due_on, due_after_days
    assignment.save(update_fields=["due_on", "due_after_days"])
    if before != (after := _dates(assignment)):
        audit.record(actor, "assignment.date_moved", assignment, before=before, after=after)
    return assignment


@transaction.atomic
def extend(assignment, learner, due_on, *, actor):
    """Give one learner until a date of their own. Raises AssignmentWithdrawn."""
    assignment = _in_force(assignment)
    assignment.extensions.update_or_create(learner=learner, defaults={"due_on": due_on})
    data = {"learner": learner.pk, "due_on": due_on.isoformat()}
    audit.record(actor, "assignment.extended", assignment, **data)


@transaction.atomic
def withdraw_assignment(assignment, *, actor):
    """Ask no longer. What was begun stays open to its learners. Raises AssignmentWithdrawn."""
    assignment = _in_force(assignment)
    assignment.withdrawn_at, assignment.withdrawn_by = timezone.now(), actor
    assignment.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record(actor, "assignment.withdrawn", assignment)


def _in_force(assignment):
    found = Assignment.objects.in_force().select_for_update(of=("self",)).filter(pk=assignment.pk)
    if not found:
        raise AssignmentWithdrawn
    return found[0]


def _dates(assignment):
    """The date of an assignment as the log keeps it."""
    due_on = assignment.due_on and assignment.due_on.isoformat()
    return {"due_on": due_on, "due_after_days": assignment.due_after_days}
