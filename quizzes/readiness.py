"""What keeps a question from being published, with what only the database can tell."""

from quizzes import problems as in_texts
from quizzes.fields import ItemFields
from quizzes.pictures import missing


def problems(fields: ItemFields) -> list[str]:
    """Say what keeps a question from being published: in its texts, and among its pictures."""
    return in_texts.problems(fields) + missing(fields)
