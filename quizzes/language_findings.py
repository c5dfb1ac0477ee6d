"""What care for language finds in a question, and what of it holds back publishing.

This is the one place that says which of a question's texts is checked as what.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from courses import language
from courses.language import Finding
from quizzes.fields import ItemFields, texts_of
from quizzes.findings import Shown
from quizzes.types.parts import Placed, Text

RULES = {rule.id: rule for rule in language.RULES}

# Characters; what is longer is not kept, and checking it would take too long while one types.
LONGEST_NOTE = LONGEST_REASON = 500
LONGEST_IN_ALL = 10_000
NOTE = Text("note", "Content note", LONGEST_NOTE, "ui")
TOO_LONG = "This text is too long to check; shorten it first."
TOO_LONG_IN_ALL = "Together the texts are too long to check; shorten them first."
MOST_OF_A_RULE = 5  # findings of one rule shown in a text: more of them say nothing new

Reasons = Mapping[str, str]


@dataclass(frozen=True)
class Remark(Shown):
    """A finding with the rest of its sentence, so that the words can be shown marked."""

    finding: Finding
    before: str
    after: str


@dataclass(frozen=True)
class CheckedText:
    """One text of a question; `place` is the name of its field in the editor."""

    place: str
    label: str
    remarks: list[Remark]


def checked_texts(fields: ItemFields) -> list[CheckedText]:
    """Return the texts in which something is found, in the order of the page.

    What the author has given a reason for, in this question, is not found.
    """
    return _checked(fields, fields.lint_ok)


def all_checked_texts(fields: ItemFields) -> list[CheckedText]:
    """Return the same with what the author's reasons cover."""
    return _checked(fields, {})


def _checked(fields: ItemFields, reasons: Reasons) -> list[CheckedText]:
    if is_too_long_in_all(fields):
        return []
    return [
        CheckedText(each.place, each.label, remarks)
        for each in _texts(fields)
        if not _is_too_long(each) and (remarks := _remarks(each.text, each.context, reasons))
    ]


def unchecked(fields: ItemFields) -> list[str]:
    """Say which texts are too long to check; an empty list when none is."""
    if is_too_long_in_all(fields):
        return [TOO_LONG_IN_ALL]
    return [f"{each.label}: {TOO_LONG}" for each in _texts(fields) if _is_too_long(each)]


def is_too_long_in_all(fields: ItemFields) -> bool:
    """Say whether the texts that may be checked one by one are too much together."""
    lengths = [len(each.text) for each in _texts(fields) if not _is_too_long(each)]
    return sum(lengths) > LONGEST_IN_ALL


def unexplained_errors(fields: ItemFields) -> list[str]:
    """Say what holds back publishing: words to change without a reason, and what is unchecked."""
    return unchecked(fields) + [
        f"{text.label}: change “{remark.finding.matched}”, or write why it stays."
        for text in checked_texts(fields)
        for remark in text.remarks
        if remark.finding.severity == "error"
    ]


def _texts(fields: ItemFields) -> list[Placed]:
    """Return every text that a learner may read."""
    note = Placed("note", NOTE.label, NOTE, {}, fields.note)
    return [*texts_of(fields), note]


def _is_too_long(each: Placed) -> bool:
    return len(each.text) > each.part.longest


def _remarks(text: str, context: str, reasons: Reasons) -> list[Remark]:
    """Return what is found in a text; of each rule only the first findings."""
    seen = Counter()
    remarks = []
    for finding in language.check(text, context, allowed=reasons):
        seen[finding.rule] += 1
        if seen[finding.rule] <= MOST_OF_A_RULE:
            remarks.append(_remark(text, finding))
    return remarks


def _remark(text: str, finding: Finding) -> Remark:
    start = text.index(finding.sentence, max(0, finding.end - len(finding.sentence)))
    end = start + len(finding.sentence)
    return Remark(finding, before=text[start : finding.start], after=text[finding.end : end])
