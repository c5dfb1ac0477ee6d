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
