"""Choosing questions from a pool for one attempt: by chance, and none again before its turn."""

import random
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Candidate:
    """A question of the pool; the least `turn` comes first, as how often it was asked before."""

    id: Hashable
    is_case: bool
    turn: int | tuple[int, bool]


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
