"""An attempt from start to result: nothing that was answered is lost, nothing is marked twice."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts import audit
from courses.progress import record_completion
from quizzes.grading import attempt_mark
from quizzes.models import Attempt, ItemVersion, Response


class AttemptClosed(Exception):
    """The attempt was submitted before."""


class NothingToAsk(Exception):
    """The quiz has no published question."""


class NoSuchQuestion(Exception):
    """The attempt has no question of that number."""


@dataclass(frozen=True)
class GivenAnswer:
    """What a page sends for a question: the values of its inputs, and the flag."""

    number: int
    values: Sequence[str]
    is_flagged: bool = False


@transaction.atomic
def start_attempt(quiz, enrollment, *, actor):
    """Return the learner's open attempt at a quiz, begun now if there is none.

    It holds the newest published version of each question, with the options in an order of
    its own; both stay as they are until the attempt ends. Raises NothingToAsk.
    """
    attempt, is_new = Attempt.objects.get_or_create(
        quiz=quiz, enrollment=enrollment, submitted_at=None
    )
    if is_new:
        responses = [
            Response(attempt=attempt, number=number, item_version=version, **_shuffled(version))
            for number, version in enumerate(_published_versions(quiz), start=1)
        ]
        if not responses:
            raise NothingToAsk
        Response.objects.bulk_create(responses)
        audit.record(actor, "attempt.started", attempt)
    return attempt


def _published_versions(quiz):
    newest = ItemVersion.objects.published().filter(item=OuterRef("item")).order_by("-number")
    shown = quiz.slots.filter(item__retired_at__isnull=True).order_by("position")
    ids = shown.annotate(version=Subquery(newest.values("pk")[:1])).values_list(
        "version", flat=True
    )
    versions = ItemVersion.objects.in_bulk([pk for pk in ids if pk])
    return [versions[pk] for pk in ids if pk]


def _shuffled(version):
    order = list(range(version.kind.option_count(version.content)))
    random.shuffle(order)
    return {"option_order": order}


@transaction.atomic
def save_answers(attempt, given, *, client="", sequence=0):
    """Keep GivenAnswers to questions of an open attempt, all or none. Again changes nothing.

    `client` names the browser page that sends, `sequence` counts its changes: of one page's
    saves that overtake each other on the way, the latest made stays. Returns the Responses
    saved, without those that came late.

    Raises AttemptClosed, InvalidAnswer, or NoSuchQuestion.
    """
    lock_open_attempt(attempt)
    numbers = [answer.number for answer in given]
    responses = attempt.responses.filter(number__in=numbers).select_related("item_version")
    by_number = {response.number: response for response in responses}
    if len(by_number) < len(numbers):
        raise NoSuchQuestion
    saved = []
    for answer in given:
        response = by_number[answer.number]
        if not _is_late(response, client, sequence):
            saved.append(_save(response, answer, client, sequence))
    return saved


def _is_late(response, client, sequence):
    return client != "" and client == response.client and sequence < response.sequence


def _save(response, answer, client, sequence):
    version = response.item_version
    response.answer = version.kind.parse(answer.values, version.content)
    response.is_flagged = answer.is_flagged
    response.client, response.sequence = client, sequence
    response.saved_at = timezone.now()
    response.save(update_fields=["answer", "is_flagged", "client", "sequence", "saved_at"])
    return response


def lock_open_attempt(attempt):
    """Make saving and submitting wait for each other. Raises AttemptClosed after submission."""
    locked = Attempt.objects.select_for_update().values_list("submitted_at", flat=True)
    if locked.get(pk=attempt.pk) is not None:
        raise AttemptClosed


@transaction.atomic
def submit_attempt(attempt, *, actor):
    """Mark an open attempt, close it, and tell the course when the learner passed.

    Raises AttemptClosed if it was already submitted, as after a double click.
    """
    lock_open_attempt(attempt)
    responses = list(attempt.responses.select_related("item_version"))
    for response in responses:
        version = response.item_version
        response.mark = version.kind.grade(version.content, response.answer)
    Response.objects.bulk_update(responses, ["mark"])
    attempt.mark = attempt_mark([response.mark for response in responses])
    attempt.submitted_at = timezone.now()
    attempt.save(update_fields=["mark", "submitted_at"])
    if attempt.has_passed:
        record_completion(attempt.enrollment, attempt.quiz.activity, score=attempt.mark)
    audit.record(actor, "attempt.submitted", attempt, mark=attempt.mark)
    return attempt
