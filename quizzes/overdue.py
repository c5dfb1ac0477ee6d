"""Attempts whose time has ended: submitted with what was saved."""

from zoneinfo import ZoneInfo

from django.utils import timezone

from quizzes import faults, outages
from quizzes.attempts import AttemptClosed, submit_attempt
from quizzes.models import Attempt
from quizzes.time_limits import GRACE, LONGEST_GAP


def submit_if_over(attempt):
    """Submit an open attempt if its time has ended; say whether it is submitted.

    Time that a server fault took is given back first, so it may turn out not to have ended. The
    attempt at hand then knows its new end.
    """
    if not attempt.is_over:
        return False
    outages.beat()
    if attempt.failing_since:
        faults.give_back(attempt)
    attempt.refresh_from_db(fields=["ends_at", "given_back_seconds", "submitted_at"])
    for overdue in overdue_attempts().filter(pk=attempt.pk):
        _submit(overdue)
        attempt.refresh_from_db(fields=["ends_at", "given_back_seconds", "submitted_at"])
    return not attempt.is_open


def overdue_attempts():
    """Return the open attempts whose time has ended, with what submitting them needs."""
    now = timezone.now()
    over = Attempt.objects.open().filter(ends_at__lt=now - GRACE)
    over = over.exclude(failed_at__gt=now - LONGEST_GAP)  # its pages fail: it gets that time back
    return over.select_related("enrollment__learner__organization", "quiz__activity__course")


def submit_overdue_attempts():
    """Submit all attempts whose time has ended; return how many."""
    for failing in overdue_attempts().exclude(failing_since=None):
        faults.give_back(failing)
    return sum(_submit(attempt) for attempt in overdue_attempts())


def _submit(attempt):
    """Submit an attempt as of its end; say whether nobody else had, or given it more time."""
    zone = ZoneInfo(attempt.enrollment.learner.time_zone)
    try:
        with timezone.override(zone):  # the day it counts for is the learner's
            submit_attempt(attempt, actor=None, at_end=True)
    except AttemptClosed:
        return False
    return True
