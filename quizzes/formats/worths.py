"""What options earn of the mark, in percent: as other systems say it of each, and as we do.

They give every option a number. Here the keys share the mark and the others take it away, unless
an option says otherwise.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from quizzes.formats.gathering import Gathered
from quizzes.types.choice import PERCENT
from quizzes.types.multiple_response import ROUNDING

Option = tuple[str, float, str]  # text, what it earns in percent, feedback

_SAME = 0.01  # percent


def choice_content(
    stem: str, options: Sequence[Option], is_single: bool, gathered: Gathered
) -> tuple[str, dict[str, Any]]:
    """Return the type and content of a question with these options."""
    worths = [worth for _, worth, _ in options]
    keys = _best(worths) if is_single else {n for n, worth in enumerate(worths) if worth > 0}
    marks = _single_marks(worths, keys) if is_single else _several_marks(worths, keys, gathered)
    if is_single and keys and max(worths) < 100:
        gathered.lose(
            f"No option earns the whole mark there; the best, with {max(worths):g} percent, does "
            "here."
        )
    rows = []
    for place, (text, _, feedback) in enumerate(options):
        row: dict[str, Any] = {"text": text}
        row |= {"correct": True} if place in keys else {}
        row |= {"mark": marks[place]} if marks[place] is not None else {}
        rows.append(row | {"feedback": feedback})
    kind = "single_best" if is_single else "multiple_response"
    return kind, {"stem": stem, "options": rows}


def _best(worths: Sequence[float]) -> set[int]:
    most = max(worths, default=0)
    return {place for place, worth in enumerate(worths) if worth == most and worth > 0}


def _single_marks(worths: Sequence[float], keys: set[int]) -> list[int | None]:
    return [
        None if place in keys or not worth else _whole(worth) for place, worth in enumerate(worths)
    ]


def _several_marks(worths: Sequence[float], keys: set[int], gathered: Gathered) -> list[int | None]:
    right = [worth for place, worth in enumerate(worths) if place in keys]
    wrong = [worth for place, worth in enumerate(worths) if place not in keys]
    says_right, says_wrong = not _are_all(right, 100), not _are_all(wrong, -100)
    if says_right and abs(sum(map(_whole, right)) - 100) > ROUNDING:
        listed = ", ".join(f"{worth:g}" for worth in right)
        gathered.lose(
            f"The right options earn {listed} percent there, which is no whole; here they share it."
        )
        says_right = False
    return [
        _whole(worth) if (says_right if place in keys else says_wrong) else None
        for place, worth in enumerate(worths)
    ]


def _are_all(worths: Sequence[float], sum_of_all: int) -> bool:
    return all(abs(worth - sum_of_all / len(worths)) < _SAME for worth in worths)


def _whole(worth: float) -> int:
    return max(-100, min(100, round(worth)))


def worths_of(kind: str, content: Mapping[str, Any]) -> list[float]:
    """Return what each option earns, in percent, as other systems want to know it."""
    options = content.get("options") or []
    keys = sum(1 for option in options if option.get("correct"))
    right = 100.0 if kind == "single_best" else 100 / max(keys, 1)
    wrong = 0.0 if kind == "single_best" else -100 / max(len(options) - keys, 1)
    said = [(PERCENT.of(option), bool(option.get("correct"))) for option in options]
    return [
        (right if is_key else wrong) if percent is None else float(percent)
        for percent, is_key in said
    ]
