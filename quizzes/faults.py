"""Time that a failing page takes from a timed attempt, while the site is up, is given back.

outages.py finds when the whole site was down. Here a page of an attempt ended in a server error:
the attempt keeps since when, and is given the time when a page of it is answered again.
"""

from contextlib import suppress

from django.db import DatabaseError, transaction
from django.utils import timezone

from quizzes.models import Attempt
from quizzes.time_limits import LONGEST_GAP

KEPT = ["failing_since", "failed_at", "ends_at", "given_back_seconds"]


class FaultMiddleware:
    """Note which of a learner's timed attempts a failing page belongs to."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code >= 500 and _is_of_an_attempt(request):
            # Where nothing can be written, the signs of life stop too, and outages sees it.
            with suppress(DatabaseError):
                note_failure(request.user)
        return response


def _is_of_an_attempt(request):
    match = request.resolver_match
    return bool(match) and match.namespace == "quizzes" and request.user.is_authenticated


@transaction.atomic
def note_failure(learner, now=None):
    """Keep that a page of a learner's open timed attempts failed, and since when pages do."""
    now = now or timezone.now()
    mine = Attempt.objects.open().timed().filter(enrollment__learner=learner)
    for attempt in mine.select_for_update(of=("self",)).order_by("pk"):
        if attempt.failing_since and now - attempt.failed_at > LONGEST_GAP:
            _move_end(attempt, now)  # the fault before this one had ended, unnoticed
        attempt.failing_since = attempt.failing_since or now
        attempt.failed_at = now
        attempt.save(update_fields=KEPT)


@transaction.atomic
def give_back(attempt, now=None):
    """Give an open attempt, answered again, the time that a fault took; once."""
    mine = Attempt.objects.open().exclude(failing_since=None).filter(pk=attempt.pk)
    for failing in mine.select_for_update(of=("self",)):
        _move_end(failing, now or timezone.now())
        failing.save(update_fields=KEPT)
    attempt.refresh_from_db(fields=[*KEPT, "submitted_at"])


def _move_end(attempt, now):
    """Put on an attempt what a fault took of its time.

    It lasts until now, or until pages that try again by themselves would have found its end: the
    learner may have left.
    """
    attempt.give_back(attempt.failing_since, min(now, attempt.failed_at + LONGEST_GAP))
    attempt.failing_since = attempt.failed_at = None
