"""What decides whether a learner may begin an attempt."""

from django.utils import timezone

from quizzes.standing import Standing, standing


def standing_of(quiz, submitted, allowance=None):
    """Return where a learner stands at a quiz, given their submitted attempts at it."""
    allowed, wait = quiz.attempts_allowed, quiz.wait_minutes
    if allowed is None and wait is None:
        return Standing()
    if allowance:
        allowed = None if allowed is None else allowed + allowance.extra_attempts
        wait = None if allowance.has_no_wait else wait
    return standing(
        [attempt.submitted_at for attempt in submitted],
        timezone.now(),
        attempts_allowed=allowed,
        wait_minutes=wait,
    )
