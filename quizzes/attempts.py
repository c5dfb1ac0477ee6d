"""An attempt from start to result: nothing that was answered is lost, nothing is marked twice."""

import random
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.prepared import prepared
from courses.models import Enrollment
from courses.progress import record_completion
from quizzes import faults, marking, objective_marks, outages
from quizzes.allowances import allowance_of
from quizzes.asking import versions_to_ask
from quizzes.beginning import standing_of
from quizzes.calibration import Certainty
from quizzes.grading import attempt_mark
from quizzes.models import Attempt, Response
from quizzes.tallying import count_attempt
from quizzes.time_limits import MINUTE, full_minute
from quizzes.types import InvalidAnswer
from quizzes.types.answers import Sent

KEEP_MARK = "UPDATE quizzes_response SET mark = %s WHERE id = %s"
SAVED = ["answer", "certainty", "is_flagged", "client", "sequence", "saved_at"]


class AttemptClosed(Exception):
    """The attempt was submitted before."""


class NothingToAsk(Exception):
    """The quiz has no published question."""


class NoAttemptsLeft(Exception):
    """The learner has taken the quiz as often as its settings allow."""


class TooSoon(Exception):
    """The wait after the learner's last attempt is not over; `begins_at` says when it is."""

    def __init__(self, begins_at):
        super().__init__(f"The next attempt may begin at {begins_at}.")
        self.begins_at = begins_at


class TimeIsUp(Exception):
    """The attempt's time limit has ended, and a minute more."""


class NoSuchQuestion(Exception):
    """The attempt has no question of that number."""


class AnswerChecked(Exception):
    """The learner has seen the feedback of question `number`, so its answer stays as it is."""

    def __init__(self, number):
        super().__init__(f"The answer to question {number} was checked.")
        self.number = number


@dataclass(frozen=True)
class GivenAnswer:
    """What a page sends for a question: its inputs' values by part, the flag, how sure one is."""

    number: int
    sent: Sent
    is_flagged: bool = False
    certainty: str = ""


def start_attempt(quiz, enrollment, *, actor):
    """Return the learner's open attempt at a quiz, begun now if there is none.

    It holds the newest published version of each question and the order of its options, when
    feedback shows, the layout, the pass mark and when its time ends; all stay as they are until
    the attempt ends.

    Raises NoAttemptsLeft, TooSoon, or NothingToAsk.
    """
    if quiz.time_limit_minutes:
        outages.beat()  # a silence before this attempt is none of it
    return _start(quiz, enrollment, actor)


@transaction.atomic
def _start(quiz, enrollment, actor):
    _take_turns(enrollment)
    own = quiz.attempts.filter(enrollment=enrollment)
    attempt = own.open().first()
    if attempt is None:
        allowance = allowance_of(quiz, enrollment.learner_id)
        _check_standing(standing_of(quiz, own.submitted(), allowance))
        attempt = _begin(quiz, enrollment, allowance)
        audit.record(actor, "attempt.started", attempt)
    return attempt


def _take_turns(enrollment):
    """Let one start at a time count a learner's attempts: two could begin the last one twice."""
    own = Enrollment.objects.filter(pk=enrollment.pk)
    list(own.select_for_update(no_key=True).values_list("pk"))


def _check_standing(standing):
    if not standing.has_attempts_left:
        raise NoAttemptsLeft
    if standing.begins_at:
        raise TooSoon(standing.begins_at)


def _begin(quiz, enrollment, allowance):
    attempt = Attempt.objects.create(
        quiz=quiz,
        enrollment=enrollment,
        pass_mark=quiz.required_mark,
        feedback=quiz.feedback,
        layout=quiz.shown_layout,
        **_time(quiz, allowance),
    )
    ask_questions(attempt)
    return attempt


def ask_questions(attempt):
    """Give a new attempt its questions. Raises NothingToAsk."""
    is_shuffled = attempt.quiz.is_shuffled
    responses = [
        Response(
            attempt=attempt,
            number=number,
            item_version=version,
            option_order=_order(version, is_shuffled=is_shuffled),
        )
        for number, version in enumerate(versions_to_ask(attempt), start=1)
    ]
    if not responses:
        raise NothingToAsk
    Response.objects.bulk_create(responses)
    attempt.has_just_begun = True


def _time(quiz, allowance):
    """Return how much time a new attempt has, nothing where its time is not limited."""
    limit = quiz.time_limit_minutes
    if limit is None:
        return {}
    extra = allowance.extra_time(limit) if allowance else 0
    ends_at = full_minute(timezone.now() + (limit + extra) * MINUTE)
    return {"time_limit_minutes": limit, "extra_minutes": extra, "ends_at": ends_at}


def _order(version, *, is_shuffled):
    order = list(range(version.kind.to_shuffle(version.asked)))
    if is_shuffled:
        random.shuffle(order)
    return order


@transaction.atomic
def save_answers(responses, given, *, client="", sequence=0):
    """Keep GivenAnswers to questions of an open attempt, all or none. Again changes nothing.

    `responses` are those of one attempt, as far as whoever saves may see them. `client` names
    the browser page that sends, `sequence` counts its changes: of one page's saves that
    overtake each other on the way, the latest made stays. Returns the Responses saved, without
    those that came late.

    Raises AttemptClosed, TimeIsUp, AnswerChecked, InvalidAnswer, or NoSuchQuestion.
    """
    by_number = open_responses(responses, [answer.number for answer in given])
    for answer in given:
        _check_unsettled(by_number[answer.number], answer)
    return [
        _save(by_number[answer.number], answer, client, sequence)
        for answer in given
        if not _is_late(by_number[answer.number], client, sequence)
    ]


def open_responses(responses, numbers):
    """Return those of some numbers by number, locked: saving, checking and submitting take turns.

    Raises AttemptClosed, TimeIsUp or NoSuchQuestion.
    """
    by_number = {response.number: response for response in _locked(responses, numbers)}
    if len(by_number) < len(numbers):
        raise NoSuchQuestion
    if any(response.attempt.submitted_at for response in by_number.values()):
        raise AttemptClosed
    _give_back(by_number.values())
    if any(response.attempt.is_over for response in by_number.values()):
        raise TimeIsUp
    return by_number


def _give_back(responses):
    """Let an attempt whose page had failed have the time that this took."""
    for response in responses:
        if response.attempt.failing_since:
            faults.give_back(response.attempt)


def _locked(responses, numbers):
    found = responses.filter(number__in=numbers).select_related("attempt", "item_version")
    # The attempt first, as submitting does; the responses too, or PostgreSQL would show those
    # that another save has changed meanwhile as they were before.
    return found.select_for_update(of=("attempt", "self")).only(
        *("number", "answer", "client", "sequence", "checked_at", "attempt__submitted_at"),
        *("attempt__feedback", "attempt__asks_certainty", "attempt__ends_at"),
        "attempt__failing_since",
        *("item_version__type", "item_version__content", "item_version__panel"),
    )


def _check_unsettled(response, given):
    """Let through what changes no checked answer, such as the second click of two."""
    version = response.item_version
    if response.checked_at and version.kind.parse(given.sent, version.asked) != response.answer:
        raise AnswerChecked(response.number)


def _is_late(response, client, sequence):
    if response.checked_at:
        return True
    return client != "" and client == response.client and sequence < response.sequence


def _save(response, answer, client, sequence):
    version = response.item_version
    response.answer = version.kind.parse(answer.sent, version.asked)
    response.is_flagged = answer.is_flagged
    response.certainty = _certainty(response, answer)
    response.client, response.sequence = client, sequence
    response.saved_at = timezone.now()
    response.save(update_fields=SAVED)
    return response


def _certainty(response, answer):
    """Return how sure the learner is; nothing where that is not asked. Raises InvalidAnswer."""
    if not response.attempt.asks_certainty:
        return ""
    if answer.certainty not in ("", *Certainty.values):
        raise InvalidAnswer("This is none of the levels.")
    return answer.certainty


@transaction.atomic
def submit_attempt(attempt, *, actor, at_end=False):
    """Mark an open attempt, close it, and tell the course when the learner passed.

    Practice ends there: no mark of the whole, nothing for the course, and nothing in the log,
    which others can read. `at_end`: because its time has ended, and as of then. Raises
    AttemptClosed if it was already submitted, as after a double click, or has been given more
    time.
    """
    still_open = Attempt.with_practice.open().select_for_update().filter(pk=attempt.pk)
    if at_end:
        still_open = still_open.filter(ends_at=attempt.ends_at)
    if not still_open.exists():
        raise AttemptClosed
    responses = list(_to_mark().filter(attempt=attempt))
    marks = marking.marks(responses)
    for response, mark in zip(responses, marks, strict=True):
        response.mark = mark
    _keep_marks(responses)
    attempt.mark = None if attempt.is_practice else attempt_mark(marks)
    attempt.submitted_at = attempt.ends_at if at_end else timezone.now()
    attempt.save(update_fields=["mark", "submitted_at"])
    if attempt.is_practice:
        return attempt
    count_attempt(attempt, responses)
    objective_marks.keep(attempt, responses)
    if attempt.has_passed:
        record_completion(attempt.enrollment, attempt.quiz.activity, score=attempt.mark)
    cause = {"because": "its time had ended"} if at_end else {}
    audit.record(actor, "attempt.submitted", attempt, mark=attempt.mark, **cause)
    return attempt


@prepared
def _to_mark():
    versions = [f"item_version__{name}" for name in ("type", "content", "panel", "objective")]
    to_mark = Response.with_practice.select_related("item_version")
    return to_mark.only("attempt", "answer", "regrade", *versions)


def _keep_marks(responses):
    """Save the marks of responses. bulk_update would first build an expression for each of them."""
    with connection.cursor() as cursor:
        cursor.executemany(KEEP_MARK, [(response.mark, response.pk) for response in responses])
