"""What decides whether a learner may begin an attempt, and whom they can ask for an exception."""

from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from quizzes.standing import Standing, standing


def standing_of(quiz, submitted):
    """Return where a learner stands at a quiz, given their submitted attempts at it."""
    if quiz.attempts_allowed is None and quiz.wait_minutes is None:
        return Standing()
    return standing(
        [attempt.submitted_at for attempt in submitted],
        timezone.now(),
        attempts_allowed=quiz.attempts_allowed,
        wait_minutes=quiz.wait_minutes,
    )


def people_to_ask(learner):
    """Return those who may make an exception for a learner, who is never one of them."""
    people = User.objects.over(learner, Permission.GIVE_ALLOWANCES).active()
    return people.exclude(pk=learner.pk)
