"""What a quiz asks: its own questions in their order, and what it draws for each attempt."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.drawing import Described, Wanted

MOST_DRAWN = 100  # questions by one draw in one attempt


@dataclass(frozen=True)
class Asked:
    """The ids of a quiz's own questions, and its draws from the questions of no quiz."""

    items: tuple[str, ...] = ()
    draws: tuple[Wanted, ...] = ()

    @property
    def mapping(self) -> dict[str, Any]:
        """Both as a file has them."""
        return {"items": list(self.items), "draw": [draw_mapping(draw) for draw in self.draws]}


def draw_mapping(draw: Wanted) -> dict[str, Any]:
    """Return a draw as a file has it."""
    cases = {"cases": draw.cases} if draw.cases else {}
    return {**draw.criteria, "count": draw.count, **cases}


def digest(asked: Asked) -> str:
    """Return what tells what a quiz asks from all else that it could."""
    return hashlib.sha256(json.dumps(asked.mapping, sort_keys=True).encode()).hexdigest()


def shortage(draw: Wanted, pool: Sequence[Described]) -> str | None:
    """Say that a pool has fewer questions than a draw takes from it; None where it has enough."""
    there = sum(map(draw.fits, pool))
    if draw.count <= there:
        return None
    named = ", ".join(draw.criteria.values())
    return f"the draw asks for {draw.count} questions of {named}; its pool has {there}"
