"""Practice: a quiz again that counts for nothing, and that nobody but the learner sees."""

from django.db import transaction

from quizzes.attempts import ask_questions
from quizzes.models import Attempt


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
