"""Matching and sorting as other systems know both: pairs, and choices that fit nothing."""

from collections.abc import Mapping
from typing import Any

from quizzes.types.parts import folded

Content = Mapping[str, Any]
Pairs = tuple[list[tuple[str, str]], list[str]]


def pairs_of(content: Content) -> Pairs:
    """Return the pairs of a matching, and the matches that belong to none."""
    pairs = [(pair.get("text") or "", pair.get("match") or "") for pair in content["pairs"]]
    return pairs, [one.get("text") or "" for one in content.get("others", ())]


def pairs_of_columns(content: Content) -> Pairs:
    """Return the cards of a sorting with their columns, and the columns that stay empty."""
    columns = {
        folded(one.get("text") or ""): one.get("text") or "" for one in content["categories"]
    }
    pairs = [
        (card.get("text") or "", columns.get(folded(card.get("category") or ""), ""))
        for card in content["cards"]
    ]
    used = dict(pairs).values()
    return pairs, [column for column in columns.values() if column not in used]
