"""What keeps a question from being published, with what only the database can tell.

Content files are held to `problems`, and what they leave open is shown by `check_curriculum`. An
author who publishes is held to `to_settle`: what asks for a look gets one, or a reason.
"""

from collections.abc import Sequence

from courses.models import Statement
from courses.sources import ledger_of, source_shingles
from quizzes import problems as in_texts
from quizzes.fields import ItemFields
from quizzes.language_findings import CheckedText, checked_texts
from quizzes.pictures import missing
from quizzes.writing_findings import WritingRemark, written


def problems(fields: ItemFields) -> list[str]:
    """Say what keeps a question from being published: in its texts, and among its pictures."""
    return in_texts.problems(fields) + missing(fields)


def found_in(fields: ItemFields, statements) -> tuple[list[CheckedText], list[WritingRemark]]:
    """Return what all checks find in a question that rests on some Statements."""
    return checked_texts(fields), written(fields, ledger_of(statements), source_shingles())


def to_settle(
    fields: ItemFields, checked: Sequence[CheckedText], found: Sequence[WritingRemark]
) -> list[str]:
    """Say what keeps an author from publishing a question in which that was found.

    Those are its problems; when it has none, what is wrong by its statements and sources, and what
    asks for a look and has no reason.
    """
    unfinished = problems(fields)
    if unfinished:
        return unfinished
    words = [
        f"{text.label}: look at “{remark.finding.matched}”, or write why it stays."
        for text in checked
        for remark in text.remarks
        if remark.is_asking
    ]
    return words + [
        f"{each.in_short} Or write why it may stay." if each.is_excusable else each.in_short
        for each in found
        if each.is_asking
    ]


def to_settle_in(fields: ItemFields) -> list[str]:
    """Return the same for a question of the bank, with its checks."""
    statements = Statement.objects.filter(code__in=fields.statements)
    return to_settle(fields, *found_in(fields, statements))
