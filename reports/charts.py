"""Charts as numbers for their drawings: no styles, no scripts, and a table says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 220
LEFT, TOP, BOTTOM = 8, 28, 184  # the edges of the plot within it
GAP = 0.3  # of the room of a bar


@dataclass(frozen=True)
class Bar:
    """One bar, in the units of the drawing; the label stands under it, the text above."""

    label: str
    text: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


def bars(labels: Sequence[str], values: Sequence[int], most: int) -> list[Bar]:
    """Return a bar for each value of 0 to `most`, from left to right.

    A value that is not 0 can be seen, however small. Raises ValueError if the lengths differ.
    """
    room = (WIDTH - 2 * LEFT) / max(len(values), 1)
    made = []
    for place, (label, value) in enumerate(zip(labels, values, strict=True)):
        height = max((BOTTOM - TOP) * value / most, 2) if value else 0
        made.append(
            Bar(
                label=label,
                text=f"{value:,}",
                x=round(LEFT + room * (place + GAP / 2), 1),
                y=round(BOTTOM - height, 1),
                width=round(room * (1 - GAP), 1),
                height=round(height, 1),
            )
        )
    return made


def shares(values: Sequence[int]) -> list[float]:
    """Return what percent each value is of all, to one decimal, for a bar in parts."""
    total = sum(values)
    return [round(100 * value / total, 1) if total else 0.0 for value in values]
