"""What care for language finds in a question, and what of it holds back publishing.

This is the one place that says which of a question's texts is checked as what.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from courses import language
from courses.language import Finding
from quizzes.findings import Shown, label_of

RULES = {rule.id: rule for rule in language.RULES}

# Characters; what is longer is not kept, and checking it would take too long while one types.
LONGEST = {"stem": 5000, "text": 1000, "feedback": 3000, "note": 500, "reason": 500}
LONGEST_IN_ALL = 10_000
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


def checked_texts(
    content: Mapping[str, Any], note: str = "", reasons: Reasons = MappingProxyType({})
) -> list[CheckedText]:
    """Return the texts in which something is found, in the order of the page.

    `reasons` maps a rule's id to the author's reason for keeping such words in this question;
    what it covers is not found.
    """
    if is_too_long_in_all(content, note):
        return []
    return [
        CheckedText(place, label, remarks)
        for place, label, context, text in _texts(content, note)
        if not _is_too_long(place, text) and (remarks := _remarks(text, context, reasons))
    ]


def unchecked(content: Mapping[str, Any], note: str = "") -> list[str]:
    """Say which texts are too long to check; an empty list when none is."""
    if is_too_long_in_all(content, note):
        return [TOO_LONG_IN_ALL]
    return [
        f"{label}: {TOO_LONG}"
        for place, label, _, text in _texts(content, note)
        if _is_too_long(place, text)
    ]


def is_too_long_in_all(content: Mapping[str, Any], note: str = "") -> bool:
    """Say whether the texts that may be checked one by one are too much together."""
    texts = [(place, text) for place, *_, text in _texts(content, note)]
    return sum(len(text) for place, text in texts if not _is_too_long(place, text)) > LONGEST_IN_ALL


def unexplained_errors(
    content: Mapping[str, Any], note: str = "", reasons: Reasons = MappingProxyType({})
) -> list[str]:
    """Say what holds back publishing: words to change without a reason, and what is unchecked."""
    return unchecked(content, note) + [
        f"{text.label}: change “{remark.finding.matched}”, or write why it stays."
        for text in checked_texts(content, note, reasons)
        for remark in text.remarks
        if remark.finding.severity == "error"
    ]


def _texts(content: Mapping[str, Any], note: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield (place, label, context, text) for every text that a learner may read."""
    texts = [("stem", "stem", content.get("stem", ""))]
    for index, option in enumerate(content.get("options", [])):
        context = "key" if option.get("correct") else "distractor"
        texts.append((f"options-{index}-text", context, option.get("text", "")))
        texts.append((f"options-{index}-feedback", "feedback", option.get("feedback", "")))
    for place, context, text in [*texts, ("note", "ui", note)]:
        yield place, label_of(place), context, text


def _is_too_long(place: str, text: str) -> bool:
    return len(text) > LONGEST[place.rpartition("-")[2]]


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
