"""Practice: a quiz again that counts for nothing, and that nobody but the learner sees."""

from django.db import transaction
from django.db.models import Count, Max, Q

from quizzes.attempts import ask_questions
from quizzes.calibration import calibrate
from quizzes.grading import FULL_MARK
from quizzes.models import Attempt, Quiz, Response


@transaction.atomic
def start_practice(quiz, enrollment, *, asks_certainty=False):
    """Return the learner's open practice of a quiz, begun now if there is none.

    No limit of the quiz holds, and none of its results changes. The log, which others can read,
    says nothing of it; so it does not matter who asks. Raises NothingToAsk.
    """
    attempt, is_new = Attempt.with_practice.get_or_create(
        quiz=quiz,
        enrollment=enrollment,
        submitted_at=None,
        is_practice=True,
        defaults={"asks_certainty": asks_certainty},
    )
    if is_new:
        ask_questions(attempt)
    return attempt


def runs(quiz, enrollment):
    """A learner's practice of a quiz, the newest first, with how many were right of how many."""
    own = Attempt.with_practice.practice().filter(quiz=quiz, enrollment=enrollment)
    is_right = Q(responses__mark__gte=FULL_MARK)
    counted = own.annotate(
        question_count=Count("responses"), right_count=Count("responses", filter=is_right)
    )
    return counted.order_by("-started_at", "-pk")  # a grouped query has no order of its own


def outcome(questions):
    """Return what practice says in place of a mark, of the questions as shown in its result."""
    responses = [question.response for question in questions]
    marked = [response for response in responses if response.mark is not None]
    marks = [response.mark for response in marked]
    given = [(each.certainty, each.mark) for each in marked if each.is_answered]
    return {
        "levels": calibrate(pair for pair in given if pair[0]),
        "marked_count": len(marks),
        "right_count": sum(mark >= FULL_MARK for mark in marks),
        "partly_count": sum(0 < mark < FULL_MARK for mark in marks),
    }


def levels_of(learner):
    """Return how sure and how right a learner was in all practice that they submitted."""
    own = Response.with_practice.visible_to(learner).filter(
        attempt__is_practice=True,
        attempt__submitted_at__isnull=False,
        answer__isnull=False,
        mark__isnull=False,
    )
    return calibrate(own.exclude(certainty="").order_by().values_list("certainty", "mark"))


def practiced_quizzes(learner):
    """The quizzes on offer that a learner has practiced, with how often and when last.

    `open_run` is the id of the practice that is not submitted yet, if there is one.
    """
    own = Q(
        attempts_with_practice__is_practice=True,
        attempts_with_practice__enrollment__learner=learner,
    )
    is_open = Q(attempts_with_practice__submitted_at=None)
    quizzes = Quiz.objects.offered().filter(own, activity__course__retired_at=None)
    return (
        quizzes.annotate(
            times=Count("attempts_with_practice", filter=~is_open),
            last_at=Max("attempts_with_practice__started_at"),
            open_run=Max("attempts_with_practice", filter=is_open),
        )
        .select_related("activity__module", "activity__course")
        .order_by("activity__course__title", "activity__sequence")
    )
