"""Choosing questions from a pool for one attempt: by chance, and none again before its turn."""

import random
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

CRITERIA = ("area", "objective", "statement", "tag")


class Described(Protocol):
    """What a draw asks of a question; objective, statements and tags by their ids and words."""

    area: str
    objective: str
    statements: Collection[str]
    tags: Collection[str]


@dataclass(frozen=True)
class Wanted:
    """So many questions of those that fit all criteria, at least `cases` of them cases.

    An empty criterion lets every question through.
    """

    count: int
    cases: int = 0
    area: str = ""
    objective: str = ""
    statement: str = ""
    tag: str = ""

    @property
    def criteria(self) -> dict[str, str]:
        """What it asks for, by name."""
        named = {name: getattr(self, name) for name in CRITERIA}
        return {name: value for name, value in named.items() if value}

    def fits(self, question: Described) -> bool:
        return (
            self.area in ("", question.area)
            and self.objective in ("", question.objective)
            and (not self.statement or self.statement in question.statements)
            and (not self.tag or self.tag in question.tags)
        )


@dataclass(frozen=True)
class Candidate:
    """A question of the pool; the least `turn` comes first, as how often it was asked before."""

    id: Hashable
    is_case: bool
    turn: int | tuple[int, bool]
    area: str = ""
    objective: str = ""
    statements: Collection[str] = ()
    tags: Collection[str] = ()


def draw_all(
    draws: Sequence[Wanted], pool: Sequence[Candidate], rng: random.Random | None = None
) -> list[Hashable]:
    """Return the ids that several draws take from a pool, none twice, in an order of chance.

    Where a question fits several draws, the one with the least to choose from is served first.
    """
    rng = rng or random.Random()
    left, drawn = list(pool), []
    for wanted in sorted(draws, key=lambda wanted: sum(map(wanted.fits, pool))):
        fitting = [candidate for candidate in left if wanted.fits(candidate)]
        taken = draw(fitting, wanted.count, wanted.cases, rng)
        drawn += taken
        left = [candidate for candidate in left if candidate.id not in taken]
    rng.shuffle(drawn)
    return drawn


def draw(
    pool: Sequence[Candidate], count: int, cases: int, rng: random.Random | None = None
) -> list[Hashable]:
    """Return the ids of `count` questions, all of a smaller pool, in an order of chance.

    No question comes before one of an earlier turn, and so none comes again before every other of
    the pool has been asked as often. Within that, at least `cases` of those drawn are cases, as
    far as there are so many.
    """
    rng = rng or random.Random()
    drawn: list[Candidate] = []
    by_turn = sorted(pool, key=lambda candidate: candidate.turn)
    for _, turn in groupby(by_turn, key=lambda candidate: candidate.turn):
        drawn += _from_turn(list(turn), count - len(drawn), cases - _cases(drawn), rng)
    rng.shuffle(drawn)
    return [candidate.id for candidate in drawn]


def _from_turn(
    turn: list[Candidate], count: int, cases: int, rng: random.Random
) -> list[Candidate]:
    """Return at most `count` of those whose turn is the same, the cases due among them."""
    rng.shuffle(turn)
    due = [candidate for candidate in turn if candidate.is_case][: max(0, min(cases, count))]
    rest = [candidate for candidate in turn if candidate not in due]
    return due + rest[: max(0, count - len(due))]


def _cases(candidates: Sequence[Candidate]) -> int:
    return sum(candidate.is_case for candidate in candidates)
