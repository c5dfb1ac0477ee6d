"""Signing off what was seen in practice; the learner can answer."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from courses.enrollment import enroll
from courses.models import Enrollment, Observation
from courses.progress import rebuild_totals


class ObservationWithdrawn(Exception):
    """It was withdrawn before."""


@transaction.atomic
def sign_off(learner, objectives, *, setting, observed_on, actor):
    """Sign off objectives of one course that a learner was seen to do; what is there stays once.

    Where the course asks for it, that may complete it. Returns how many are new.
    """
    if not objectives:
        return 0
    enrollment = enroll(learner, objectives[0].module.course, actor=actor)
    seen = {"enrollment": enrollment, "observer": actor}
    seen |= {"setting": setting, "observed_on": observed_on}
    signed = Observation.objects.in_force().filter(objective__in=objectives, **seen)
    signed = set(signed.values_list("objective", flat=True))
    new = [each for each in objectives if each.pk not in signed]
    Observation.objects.bulk_create(
        # Of two clicks at once the second finds the rows there.
        [Observation(objective=objective, **seen) for objective in new],
        ignore_conflicts=True,
    )
    codes = [objective.code for objective in objectives]
    audit.record(actor, "observation.signed_off", enrollment, objectives=codes)
    _recount(enrollment)
    return len(new)


@transaction.atomic
def withdraw_observation(observation, *, actor):
    """Take a signature back. A course that was completed by it stays so.

    Raises ObservationWithdrawn.
    """
    theirs = Observation.objects.in_force().filter(pk=observation.pk)
    if not theirs.update(withdrawn_at=timezone.now()):
        raise ObservationWithdrawn
    audit.record(actor, "observation.withdrawn", observation.enrollment)


def answer_observation(observation, answer):
    """Keep what the learner says to it; an empty answer takes one back."""
    observation.answer = answer
    observation.answered_at = timezone.now() if answer else None
    observation.save(update_fields=["answer", "answered_at"])


def note_seen(observations):
    """Note that their learner has looked at observations."""
    unseen = [each.pk for each in observations if each.seen_at is None]
    if unseen:
        Observation.objects.filter(pk__in=unseen).update(seen_at=timezone.now())


def _recount(enrollment):
    if enrollment.course.observed_count:
        rebuild_totals(Enrollment.objects.filter(pk=enrollment.pk))
