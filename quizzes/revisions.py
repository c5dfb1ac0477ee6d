"""What changed between two versions of a question, word by word, for people to read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

SAME, REMOVED, ADDED = "same", "removed", "added"

_WORD = re.compile(r"\s+|\S+")

Row = Mapping[str, str]
Pair = tuple[int | None, int | None]


@dataclass(frozen=True)
class Run:
    """Words in a row that stayed, went or came: `kind` is SAME, REMOVED or ADDED."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    label: str
    runs: list[Run]


@dataclass(frozen=True)
class Revision:
    """A version as it is compared: texts by label in the order to show, and lists of rows.

    `rows` holds a list by what one of it is called, such as Option. A row has its texts by label,
    what tells it from the others first.
    """

    texts: Mapping[str, str]
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)


def changes(before: Revision, after: Revision) -> list[Change]:
    """Return what differs between two revisions, first the texts, then list by list, row by row.

    The labels of `after` decide on the order; a text that only one of them has was empty in
    the other.
    """
    texts = [
        (label, before.texts.get(label, ""), after.texts.get(label, ""))
        for label in _labels(after.texts, before.texts)
    ]
    moves = []
    for name in _labels(after.rows, before.rows):
        old, new = before.rows.get(name, ()), after.rows.get(name, ())
        pairs = pair_rows(old, new)
        for pair in pairs:
            texts += _row_texts(name, pair, old, new)
        moves += _moves(name, pairs)
    differing = [Change(label, word_runs(old, new)) for label, old, new in texts if old != new]
    return differing + moves


def _labels(after: Mapping[str, Any], before: Mapping[str, Any]) -> list[str]:
    return [*after, *(label for label in before if label not in after)]


def word_runs(before: str, after: str) -> list[Run]:
    """Return two texts as one row of runs, the words that stayed between those that changed.

    All runs but the added ones make up `before`, all but the removed ones `after`. White space
    alone does not part two changes: that would read as a list of single words.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    runs: list[Run] = []
    gone = come = ""
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        removed, added = "".join(old[i:i_end]), "".join(new[j:j_end])
        if tag == "equal" and (removed.strip() or not gone + come):
            runs += [*_change(gone, come), Run(SAME, removed)]
            gone = come = ""
        else:
            gone, come = gone + removed, come + added
    return runs + _change(gone, come)


def _change(gone: str, come: str) -> list[Run]:
    return [Run(kind, text) for kind, text in ((REMOVED, gone), (ADDED, come)) if text]


def pair_rows(before: Sequence[Row], after: Sequence[Row]) -> list[Pair]:
    """Say which row of one version became which of another, as (old, new) indexes.

    Rows whose first texts are the same belong together wherever they stand; the others follow
    each other in order, and None stands for a row that was added or removed. Removed ones come
    last.
    """
    old_left, pairs, new_left = list(range(len(before))), [], []
    for new, row in enumerate(after):
        same = (old for old in old_left if _first(before[old]) == _first(row))
        old = next(same, None)
        if old is None:
            new_left.append(new)
        else:
            old_left.remove(old)
            pairs.append((old, new))
    pairs += zip_longest(old_left, new_left)
    return sorted(pairs, key=lambda pair: (pair[1] is None, pair[1], pair[0]))


def _first(row: Row) -> str:
    return next(iter(row.values()), "")


def _moves(name: str, pairs: Sequence[Pair]) -> list[Change]:
    """Return the change of order among the rows that were kept, told by their old numbers.

    Adding or removing a row moves the ones behind it on the screen, but nobody moved them.
    """
    order = [old + 1 for old, new in pairs if old is not None and new is not None]
    if order == sorted(order):
        return []
    runs = [Run(REMOVED, _numbers(sorted(order))), Run(ADDED, _numbers(order))]
    return [Change(f"Order of {name.lower()}s, by their old numbers", runs)]


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _row_texts(
    name: str, pair: Pair, before: Sequence[Row], after: Sequence[Row]
) -> list[tuple[str, str, str]]:
    """Return (label, old, new) for all that a row says; equal ones are no change."""
    old, new = pair
    if new is None:
        return [(f"{name} {old + 1}, removed", _whole(before[old]), "")]
    if old is None:
        return [(f"{name} {new + 1}, added", "", _whole(after[new]))]
    was, now = before[old], after[new]
    return [
        (f"{name} {new + 1}, {label}", was.get(label, ""), now.get(label, ""))
        for label in _labels(now, was)
    ]


def _whole(row: Row) -> str:
    """Return all that a row says, each text but the first with its label."""
    first, *others = row.items()
    return "\n".join([first[1], *(f"{label}: {text}" for label, text in others if text)])
