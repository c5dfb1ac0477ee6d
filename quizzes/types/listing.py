"""Choices of a list, with letters where they are too long to be read in a narrow closed one."""

from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_uppercase

LONGEST_IN_LIST = 32  # characters; about what a list on a telephone shows of its choice


@dataclass(frozen=True)
class Choice:
    """One choice; `letter` is empty where all choices of its list are short."""

    value: str
    text: str
    letter: str = ""


def listed(choices: Iterable[tuple[str, str]]) -> list[Choice]:
    """Return (value, text) pairs as choices, all with letters if one of them is long.

    A page then shows the choices in full beside the list, and the letter tells which is taken.
    """
    pairs = list(choices)
    are_long = any(len(text) > LONGEST_IN_LIST for _, text in pairs)
    return [
        Choice(value, text, letter(place) if are_long else "")
        for place, (value, text) in enumerate(pairs)
    ]


def letter(place: int) -> str:
    """Return the letter of a place from 0, as HTML's lists have them: A to Z, AA to AZ, BA."""
    before, last = divmod(place, len(ascii_uppercase))
    return (letter(before - 1) if before else "") + ascii_uppercase[last]
