"""A question's versions, and how two of them differ."""

from quizzes.fields import schema_of
from quizzes.models import Area
from quizzes.revisions import Revision, changes
from quizzes.types import TYPES


def compare(before, after):
    """Return the changes from one version's ItemFields to another's."""
    return changes(_revision(before), _revision(after))


def _revision(fields):
    schema = schema_of(fields)
    reasons = [f"{rule}: {reason}" for rule, reason in sorted(fields.lint_ok.items())]
    texts = {
        "Type": TYPES[fields.type].LABEL,
        **{text.label: fields.content.get(text.name, "") for text in schema.texts},
        "Case": "yes" if fields.is_case else "no",
        "Tags": ", ".join(fields.tags),
        "Content note": fields.note,
        "Statements": ", ".join(fields.statements),
        "Objective": fields.objective,
        "What it asks of the learner": fields.bloom,
        "Area": Area(fields.area).label if fields.area else "",
        "Reasons for words that stay": "\n".join(reasons),
    }
    rows = {
        rows.singular: [_row(rows, row) for row in fields.content.get(rows.name, ())]
        for rows in schema.rows
    }
    return Revision(texts, rows)


def _row(rows, row):
    return {part.short: part.in_words(row.get(part.name)) for part in rows.parts}
