"""Giving a learner more than the settings of a quiz allow, and withdrawing it."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.roles import Permission
from quizzes import outages
from quizzes.models import Allowance, Attempt, Quiz
from quizzes.time_limits import MINUTE


class AllowanceThere(Exception):
    """The learner has an allowance for this quiz; it has to be withdrawn before another."""


class AllowanceWithdrawn(Exception):
    """The allowance was withdrawn before, as after a double click."""


def people_to_ask(learner):
    """Return those who may give a learner an allowance. Nobody gives one to themself."""
    people = User.objects.over(learner, Permission.GIVE_ALLOWANCES).active()
    return people.exclude(pk=learner.pk)


def people_to_allow(viewer):
    """Return those to whom the viewer may give allowances: people_to_ask, turned round."""
    return User.objects.others_under(viewer, Permission.GIVE_ALLOWANCES)


def limited_quizzes(course_set):
    """Return the quizzes on offer in some courses of which an allowance could change something."""
    return Quiz.objects.offered().limited().filter(activity__course__in=course_set)


def allowance_of(quiz, learner):
    """Return the allowance in force of a learner at a quiz, None if there is none."""
    if not quiz.is_limited:
        return None
    return quiz.allowances.in_force().filter(learner=learner).select_related("given_by").first()


def own_limit(quiz, allowance):
    """Return the minutes that a learner has with an allowance, None without more time."""
    limit = quiz.time_limit_minutes
    extra = allowance.extra_time(limit) if limit else 0
    return limit + extra if extra else None


def give_allowance(quiz, learner, *, reason, actor, **extras):
    """Allow a learner what `extras` say, by the names of the model. Raises AllowanceThere.

    More time is added to an attempt that is open, too.
    """
    outages.beat_if_needed()  # a silence until now counts for the end as it was
    return _give(quiz, learner, reason, actor, extras)


@transaction.atomic
def _give(quiz, learner, reason, actor, extras):
    allowance, is_new = Allowance.objects.get_or_create(
        quiz=quiz,
        learner=learner,
        withdrawn_at=None,
        defaults={"reason": reason, "given_by": actor, **extras},
    )
    if not is_new:
        raise AllowanceThere
    # Without the reason: those who read the log need not know it.
    audit.record(actor, "allowance.given", allowance, quiz=quiz.pk, learner=learner.pk, **extras)
    _extend_open_attempt(allowance)
    return allowance


def _extend_open_attempt(allowance):
    """Add what is allowed beyond what the attempt has been allowed before."""
    own = (
        Attempt.objects.open()
        .timed()
        .filter(quiz=allowance.quiz, enrollment__learner=allowance.learner)
    )
    for attempt in own.select_for_update(of=("self",)):
        extra = allowance.extra_time(attempt.time_limit_minutes)
        if extra > attempt.extra_minutes:
            attempt.ends_at += (extra - attempt.extra_minutes) * MINUTE
            attempt.extra_minutes = extra
            attempt.save(update_fields=["ends_at", "extra_minutes"])


@transaction.atomic
def withdraw_allowance(allowance, *, actor):
    """End an allowance. Raises AllowanceWithdrawn.

    Attempts that it let somebody begin stay as they are, with the time they were given.
    """
    in_force = Allowance.objects.in_force().select_for_update(of=("self",)).filter(pk=allowance.pk)
    if not in_force:
        raise AllowanceWithdrawn
    allowance.withdrawn_at, allowance.withdrawn_by = timezone.now(), actor
    allowance.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record(actor, "allowance.withdrawn", allowance, quiz=allowance.quiz_id)
