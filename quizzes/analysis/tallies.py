"""What is counted of attempts: cells, in which nobody can be found again.

One attempt adds 1 to one cell for each of its marked questions. A tally is a Counter of cells;
two tallies are joined by adding them.
"""

from collections import Counter
from collections.abc import Iterable
from math import fsum
from typing import NamedTuple

# Halves, thirds, quarters, fifths and sixths of a mark are exact; anything else is off by at most
# half a part. A coarser total keeps the cells few where many questions earn parts of a mark.
MARK_PARTS, TOTAL_PARTS = 60, 12


class Cell(NamedTuple):
    """One way that a question went.

    `version` is the id of what was asked, `answer` the chosen options by their indexes ("0 2"),
    empty for none and where nothing is chosen. `asked` is how many marked questions the attempt
    had, `mark` the question's mark in sixtieths, `total` the attempt's marks in twelfths.
    """

    version: int
    answer: str
    asked: int
    mark: int
    total: int

    @property
    def fraction(self) -> float:
        """The question's mark, 0 to 1."""
        return self.mark / MARK_PARTS

    @property
    def sum(self) -> float:
        """The marks of the whole attempt, 0 to `asked`."""
        return self.total / TOTAL_PARTS

    @property
    def rest(self) -> float | None:
        """The mean mark of the other questions, 0 to 1; None where there are none."""
        others = self.asked - 1
        if not others:
            return None
        return min(1.0, max(0.0, (self.sum - self.fraction) / others))


Tally = Counter[Cell]


def cells(answered: Iterable[tuple[int, str, float | None]]) -> list[Cell]:
    """Return the cells of one attempt, from each question's version, answer and mark.

    A question that nothing marks has None for a mark, and no cell.
    """
    marked = [each for each in answered if each[2] is not None]
    total = round(fsum(mark for _, _, mark in marked) * TOTAL_PARTS)
    return [
        Cell(version, answer, len(marked), round(mark * MARK_PARTS), total)
        for version, answer, mark in marked
    ]
