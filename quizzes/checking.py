"""Feedback after each question: an answer is checked, shown with its feedback, and stays."""

from django.db import transaction
from django.utils import timezone

from quizzes import questions
from quizzes.attempts import open_responses, save_answers


class FeedbackAtEnd(Exception):
    """The attempt shows feedback with its result alone."""


class NoAnswerYet(Exception):
    """There is no answer to check."""


@transaction.atomic
def check_answer(responses, number, given, *, client="", sequence=0):
    """Save what is given to a question, keep it for good, and return its Response.

    `responses` and `given` are as in save_answers; nothing is given where the page had nothing
    new. Again changes nothing. Raises FeedbackAtEnd, NoAnswerYet, and as save_answers.
    """
    save_answers(responses, given, client=client, sequence=sequence)
    response = open_responses(responses, [number])[number]
    if not response.attempt.has_feedback_after_each:
        raise FeedbackAtEnd
    if not response.is_answered:
        raise NoAnswerYet
    if response.checked_at is None:
        response.checked_at = timezone.now()
        response.save(update_fields=["checked_at"])
    return response


def show_checked(response):
    """Return a checked response as the result page shows it. Its mark is kept at the end."""
    version = response.item_version
    response.mark = version.kind.grade(version.content, response.answer)
    return questions.show(response)
