"""A question's versions, and how two of them differ."""

from quizzes.models import Area
from quizzes.revisions import Revision, changes
from quizzes.types import TYPES


def compare(before, after):
    """Return the changes from one version's ItemFields to another's."""
    return changes(_revision(before), _revision(after))


def _revision(fields):
    reasons = [f"{rule}: {reason}" for rule, reason in sorted(fields.lint_ok.items())]
    texts = {
        "Type": TYPES[fields.type].LABEL,
        "Question": fields.content["stem"],
        "Case": "yes" if fields.is_case else "no",
        "Content note": fields.note,
        "Statements": ", ".join(fields.statements),
        "Objective": fields.objective,
        "What it asks of the learner": fields.bloom,
        "Area": Area(fields.area).label if fields.area else "",
        "Reasons for words that stay": "\n".join(reasons),
    }
    return Revision(texts, fields.content["options"])
