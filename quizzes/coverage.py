"""What a statement lacks of being taught and tested: the one rule for what counts as a gap."""

from collections import Counter
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Protocol

ENOUGH_QUESTIONS = 2


class Gap(StrEnum):
    """What is missing, in words that go into addresses with hyphens."""

    NOT_TAUGHT = "not-taught"
    NOT_TESTED = "not-tested"
    FEW_QUESTIONS = "fewer-than-two-questions"
    NO_CASE = "no-case-question"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ")


class Asked(Protocol):
    """A question, as far as the rule looks at it."""

    is_case: bool


def find_gaps(use: str, lessons: Collection[object], questions: Collection[Asked]) -> list[Gap]:
    """Return what a statement lacks, in the order of Gap; empty when nothing is missing.

    `use` is the statement's, "apply" or "know". `lessons` are those on offer that rest on it,
    `questions` the published ones in use. What is to act on needs two questions and a case;
    without any question it lacks these too, so that each gap can be counted by itself.
    """
    to_act_on = use == "apply"
    missing = {
        Gap.NOT_TAUGHT: not lessons,
        Gap.NOT_TESTED: not questions,
        Gap.FEW_QUESTIONS: to_act_on and len(questions) < ENOUGH_QUESTIONS,
        Gap.NO_CASE: to_act_on and not any(question.is_case for question in questions),
    }
    return [gap for gap, is_missing in missing.items() if is_missing]


def to_say(gaps: Collection[Gap]) -> list[Gap]:
    """Return the gaps to tell an author of: of no question at all the rest goes without saying."""
    implied = {Gap.FEW_QUESTIONS, Gap.NO_CASE} if Gap.NOT_TESTED in gaps else set()
    return [gap for gap in gaps if gap not in implied]


def summary(gaps_of_statements: Iterable[Collection[Gap]]) -> str:
    """Say in a line how far statements are covered, given the gaps of each.

    >>> summary([[], [Gap.NOT_TESTED]])
    '2 statements: 2 taught, 1 tested'
    """
    found = list(gaps_of_statements)
    counts = Counter(gap for gaps in found for gap in gaps)
    total = len(found)
    taught, tested = total - counts[Gap.NOT_TAUGHT], total - counts[Gap.NOT_TESTED]
    line = f"{total} statement{'' if total == 1 else 's'}: {taught} taught, {tested} tested"
    lacking = [
        f"{counts[gap]} to act on {'has' if counts[gap] == 1 else 'have'} {gap.label}"
        for gap in (Gap.FEW_QUESTIONS, Gap.NO_CASE)
        if counts[gap]
    ]
    return "; ".join([line, *lacking])
