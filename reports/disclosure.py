"""Which figures about groups may be shown, so that none of them tells of one person.

The rule is cell suppression with complementary suppression: a small group is not shown, and none
beside it by whose subtraction it could be found out. Source: Federal Committee on Statistical
Methodology, Statistical Policy Working Paper 22, Report on Statistical Disclosure Limitation
Methodology. Five is the smallest group that this application speaks of.
"""

from collections.abc import Mapping
from typing import Any

SMALLEST = 5
STEP = 0.1  # to which shares are rounded
BANDS = ((50, "50 or more"), (20, "20 to 49"), (10, "10 to 19"), (SMALLEST, "5 to 9"))


def is_enough(count: int) -> bool:
    """Say whether a group of so many people may be spoken of."""
    return count >= SMALLEST


def shown_parts(total: int, parts: Mapping[Any, int]) -> set[Any]:
    """Return which parts of a whole may be shown beside it.

    `total` is how many people the whole has, `parts` how many of them each part has; some may be
    in no part. What is left when the shown parts are taken from the whole is nobody, or a group
    that is large enough: the smallest parts are held back for that, of equal ones that with the
    lower key. People who are in two parts are not looked at.
    """
    shown = {
        part
        for part, count in parts.items()
        if is_enough(count) and (count == total or is_enough(total - count))
    }
    rest = max(total - sum(parts.values()), 0)
    rest += sum(count for part, count in parts.items() if part not in shown)
    for part in sorted(shown, key=lambda part: (parts[part], part)):
        if rest == 0 or is_enough(rest):
            break
        shown.remove(part)
        rest += parts[part]
    return shown


def coarse(share: float) -> float:
    """Return a share of 0 to 1 to the nearest tenth, which one person more or less seldom moves."""
    return round(round(share / STEP) * STEP, 1)


def band(count: int) -> str:
    """Return about how many people a group has, in words. Raises ValueError below the smallest."""
    for least, words in BANDS:
        if count >= least:
            return words
    raise ValueError(count)
