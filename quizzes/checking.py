"""Feedback after each question: an answer is checked, shown with its feedback, and stays."""

from django.db import transaction
from django.utils import timezone

from quizzes import marking, questions
from quizzes.attempts import open_responses, save_answers


class FeedbackAtEnd(Exception):
    """The attempt shows feedback with its result alone."""


@transaction.atomic
def check_answer(responses, number, given, *, client="", sequence=0):
    """Save what is given to a question, keep its answer for good, and return its Response.

    `responses` and `given` are as in save_answers; nothing is given where the page had nothing
    new. Without an answer there is nothing to check. Again changes nothing. Raises FeedbackAtEnd,
    and as save_answers.
    """
    save_answers(responses, given, client=client, sequence=sequence)
    response = open_responses(responses, [number])[number]
    if not response.attempt.has_feedback_after_each:
        raise FeedbackAtEnd
    if response.is_answered and response.checked_at is None:
        response.checked_at = timezone.now()
        response.is_flagged = False  # there is nothing left to look at again before submitting
        response.save(update_fields=["checked_at", "is_flagged"])
    return response


def show_checked(response):
    """Return a checked response as the result page shows it. Its mark is kept at the end."""
    marking.with_regrades([response])
    response.mark = marking.mark(response)
    return questions.show(marking.as_corrected(response))
