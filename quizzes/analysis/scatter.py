"""Where questions lie in the chart of facility by discrimination, in the units of its drawing."""

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH, HEIGHT = 480, 400
LEFT, RIGHT, TOP, BOTTOM = 62, 446, 16, 330  # the edges of the plot within it
FACILITIES = (0, 0.25, 0.5, 0.75, 1)
DISCRIMINATIONS = (-1, -0.5, 0, 0.5, 1)


@dataclass(frozen=True)
class Point:
    """A question's number, and the middle of its mark."""

    number: int
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A line of the grid: where it is, across or along, and the value it stands for."""

    at: float
    value: float


def across(facility: float) -> float:
    """Return how far from the left a facility from 0 to 1 lies."""
    return round(LEFT + (RIGHT - LEFT) * facility, 1)


def down(discrimination: float) -> float:
    """Return how far from the top a discrimination from -1 to 1 lies."""
    return round(TOP + (BOTTOM - TOP) * (1 - discrimination) / 2, 1)


def points(figures: Iterable[tuple[int, float, float]]) -> list[Point]:
    """Return the points of numbered questions, each with its facility and discrimination."""
    return [Point(number, across(easy), down(tells)) for number, easy, tells in figures]


COLUMNS = [Line(across(value), value) for value in FACILITIES]
ROWS = [Line(down(value), value) for value in DISCRIMINATIONS]
