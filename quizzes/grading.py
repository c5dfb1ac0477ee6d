"""The mark of a whole attempt. Marking one answer is the question type's work."""

from collections.abc import Sequence
from math import fsum

# Marks are sums of fractions: eight tenths must pass at 0.8 whatever the rounding.
TOLERANCE = 1e-9
FULL_MARK = 1 - TOLERANCE


def attempt_mark(marks: Sequence[float | None]) -> float | None:
    """Return the mean of an attempt's marks, each 0 to 1, every marked question weighing the same.

    A question that is not marked has None for a mark; None when no question is marked. Raises
    ValueError for an attempt without questions.
    """
    if not marks:
        raise ValueError("An attempt without questions has no mark.")
    marked = [mark for mark in marks if mark is not None]
    return min(1.0, fsum(marked) / len(marked)) if marked else None


def passes(mark: float, required: float) -> bool:
    """Say whether a mark reaches the required one; both are fractions."""
    return mark >= required - TOLERANCE


def mark_again(
    marks: Sequence[float | None], place: int, mark: float | None, *, may_lower: bool
) -> float | None:
    """Return the mark that the question at `place` of an attempt gets when it is marked again.

    It is `mark`, None to leave the question out; unless that would lower the mark of the attempt
    and it may not: then it is what the question had.
    """
    again = [*marks[:place], mark, *marks[place + 1 :]]
    is_lower = _reached(attempt_mark(again)) < _reached(attempt_mark(marks)) - TOLERANCE
    return marks[place] if is_lower and not may_lower else mark


def _reached(mark: float | None) -> float:
    """Where nothing is marked nothing is missed."""
    return 1.0 if mark is None else mark
