"""What an answer's numbers stand for, and the same answer in another wording of its question.

An answer names options, cards and columns by their places in one content. A corrected content may
have them in another order: who had put a card first has put it first there too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from quizzes.types.parts import folded

Answer = Any  # what a type's parse returns
REWORDED = 0.6  # share of its characters that a text keeps when it is only worded better


class CannotCarry(ValueError):
    """The other wording has no place for something that could be answered; says for what."""


@dataclass(frozen=True)
class Terms:
    """The texts behind an answer's numbers.

    An answer has one entry for each of the `parts`, in their order; without parts it is one value,
    or a list of those chosen. A value is the place of one of the `choices`; without choices it
    means the same in any wording.
    """

    parts: Sequence[str] = ()
    choices: Sequence[str] = ()


@dataclass(frozen=True)
class Carrier:
    """Takes answers from one wording of a question to another.

    `parts` and `choices` hold for each place in the old wording the place in the new one;
    `choice_count` is how many choices the new one has.
    """

    parts: tuple[int, ...]
    choices: tuple[int, ...]
    choice_count: int

    def answer(self, answer: Answer) -> Answer:
        """Return an answer to the old wording as one to the new."""
        if not isinstance(answer, list):
            return self._value(answer)
        values = [self._value(value) for value in answer]
        if not self.parts:
            return sorted(values)
        return [values[self.parts.index(place)] for place in range(len(self.parts))]

    def order(self, order: Sequence[int]) -> list[int]:
        """Return the order of what was shown; choices that only the new one has come last."""
        if self.parts:
            return [self.parts[place] for place in order]
        shown = [self.choices[place] for place in order]
        return shown + [place for place in range(self.choice_count) if place not in self.choices]

    def _value(self, value):
        if self.choices and isinstance(value, int):
            return self.choices[value]
        return value


def carrier(was: Terms, now: Terms) -> Carrier:
    """Return what takes answers from one wording to another. Raises CannotCarry.

    Parts must be the same in both; of choices the new wording may have more.
    """
    parts = paired(was.parts, now.parts)
    if len(now.parts) > len(parts):
        [added, *_] = [text for place, text in enumerate(now.parts) if place not in parts]
        raise CannotCarry(f"“{added}” was not there to be answered.")
    return Carrier(parts, paired(was.choices, now.choices), len(now.choices))


def paired(was: Sequence[str], now: Sequence[str]) -> tuple[int, ...]:
    """Return for each old text the place of the new one that it became. Raises CannotCarry.

    It is the one that says the same; else the one in its place, if no other became that and it
    reads alike: what replaced a text is not what somebody has chosen.
    """
    there = {folded(text): place for place, text in reversed(list(enumerate(now)))}
    places = [there.get(folded(text)) for text in was]
    for place, text in enumerate(was):
        if places[place] is None:
            if place >= len(now) or place in places or not reads_alike(text, now[place]):
                raise CannotCarry(f"“{text}” is no longer there.")
            places[place] = place
    return tuple(places)


def reads_alike(was: str, now: str) -> bool:
    """Say whether one text may be the other, worded better."""
    return SequenceMatcher(None, folded(was), folded(now), autojunk=False).ratio() >= REWORDED
