"""Which options people choose, by how well they did in the rest of the quiz."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.analysis import moments
from quizzes.analysis.tallies import Tally

SMALLEST = 100  # first attempts
RARE = 0.05  # of those who did not earn the full mark


@dataclass(frozen=True)
class OptionFigures:
    """How an option was chosen; `option` is its index, None for no answer. Shares are fractions.

    `thirds` are its shares among those who did least, middling and best in the rest of the quiz,
    None for a third that is empty because many did equally well. `of_wrong` is its share among
    those without the full mark. `correlation` is that of choosing it with the rest mark.
    """

    option: int | None
    count: int
    share: float
    of_wrong: float | None
    thirds: tuple[float | None, float | None, float | None]
    correlation: float | None


def option_figures(tally: Tally, options: int) -> list[OptionFigures] | None:
    """Return the figures of each option of one question, then of no answer if some gave none.

    From its cells in attempts that had other questions as well. None below SMALLEST of those.
    """
    seen = Counter({cell: count for cell, count in tally.items() if cell.rest is not None})
    if moments.size(seen) < SMALLEST:
        return None
    third_of = _thirds(seen)
    found = [_figures(seen, third_of, option) for option in range(options)]
    silent = _figures(seen, third_of, None)
    return [*found, silent] if silent.count else found


def _thirds(tally: Tally) -> dict[float, int]:
    """Return for each rest mark whether it is in the lower (0), middle or upper (2) third.

    Those who did equally well stay together: where their middle lies decides.
    """
    rests: Counter[float] = Counter()
    for cell, count in tally.items():
        rests[cell.rest] += count
    below, number, third_of = 0, moments.size(rests), {}
    for rest, count in sorted(rests.items()):
        third_of[rest] = min(2, int(3 * (below + count / 2) / number))
        below += count
    return third_of


def _figures(tally: Tally, third_of: dict[float, int], option: int | None) -> OptionFigures:
    sizes, chosen = [0, 0, 0], [0, 0, 0]
    wrong = wrong_chosen = 0
    pairs: Counter[tuple[float, float]] = Counter()
    for cell, count in tally.items():
        picks = _has_chosen(cell.answer, option)
        third = third_of[cell.rest]
        sizes[third] += count
        chosen[third] += count * picks
        if cell.fraction < 1:
            wrong += count
            wrong_chosen += count * picks
        pairs[float(picks), cell.rest] += count
    return OptionFigures(
        option=option,
        count=sum(chosen),
        share=sum(chosen) / sum(sizes),
        of_wrong=wrong_chosen / wrong if wrong else None,
        thirds=tuple(
            part / whole if whole else None for part, whole in zip(chosen, sizes, strict=True)
        ),
        correlation=moments.correlation(pairs),
    )


def _has_chosen(answer: str, option: int | None) -> bool:
    return not answer if option is None else str(option) in answer.split()


def option_reading(figures: OptionFigures, keys: Sequence[int]) -> str:
    """Say what an option's figures suggest; empty where they suggest nothing."""
    if figures.option is None or figures.of_wrong is None:
        return ""
    if figures.option in keys:
        if figures.correlation is not None and figures.correlation < 0:
            return "Chosen less by those who did well: check the key."
        return ""
    if figures.of_wrong < RARE:
        return "Hardly anyone is tempted by it."
    if figures.correlation is not None and figures.correlation > 0:
        return "Chosen more by those who did well: is it right too?"
    return ""
