"""The figures of one question: how hard it is, and whether it tells who knows more."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.analysis import moments
from quizzes.analysis.moments import DUST, Pairs
from quizzes.analysis.tallies import Tally

SMALLEST = 30  # first attempts; below it, figures say more about who came than about questions


@dataclass(frozen=True)
class ItemFigures:
    """What the answers say of a question; fractions, and None for what they cannot say.

    `count` is how many first attempts asked it, `guess` the mark that guessing earns on average.
    """

    count: int
    facility: float
    deviation: float | None
    guess: float | None
    discrimination: float | None
    efficiency: float | None


def item_figures(tally: Tally, guess: float | None = None) -> ItemFigures | None:
    """Return the figures of one question from its cells; None below SMALLEST first attempts."""
    marks: Counter[float] = Counter()
    pairs: Counter[tuple[float, float]] = Counter()
    for cell, count in tally.items():
        marks[cell.fraction] += count
        if cell.rest is not None:
            pairs[cell.fraction, cell.rest] += count
    if moments.size(marks) < SMALLEST:
        return None
    return ItemFigures(
        count=moments.size(marks),
        facility=moments.mean(marks),
        deviation=moments.deviation(marks),
        guess=guess,
        discrimination=moments.correlation(pairs),
        efficiency=discriminative_efficiency(pairs),
    )


def discriminative_efficiency(pairs: Pairs) -> float | None:
    """Return the covariance of mark and rest as a part of the most it could be, at most 1.

    The most is what the same marks would have if the best of the rest had the best of these. None
    where one side does not vary.

    Source: Moodle, question/classes/statistics/questions/calculator.php, which gives it in %.
    """
    together = moments.covariance(pairs)
    if together is None:
        return None
    most = moments.covariance(moments.sorted_together(pairs))
    return None if most < DUST else min(1.0, together / most)


def guess_mark(type_name: str, kind: Any, content: Mapping[str, Any]) -> float | None:
    """Return the mean mark of a random choice; None where there is no one choice to make.

    `kind` is the module of the question's type. Source: Moodle, qtype_multichoice, which leaves it
    out for several answers too.
    """
    if type_name != "single_best":
        return None
    options = range(len(content["options"]))
    return sum(kind.grade(content, option) for option in options) / len(options)
