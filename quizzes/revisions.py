"""What changed between two versions of a question, word by word, for people to read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

SAME, REMOVED, ADDED = "same", "removed", "added"

_WORD = re.compile(r"\s+|\S+")

Option = Mapping[str, Any]
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
    """A version as it is compared: texts by label in the order to show, and the options."""

    texts: Mapping[str, str]
    options: Sequence[Option] = field(default_factory=list)


def changes(before: Revision, after: Revision) -> list[Change]:
    """Return what differs between two revisions, first the texts, then option by option.

    The labels of `after` decide on the order; a text that only one of them has was empty in
    the other.
    """
    labels = [*after.texts, *(label for label in before.texts if label not in after.texts)]
    texts = [(label, before.texts.get(label, ""), after.texts.get(label, "")) for label in labels]
    pairs = pair_options(before.options, after.options)
    for pair in pairs:
        texts += _option_texts(pair, before.options, after.options)
    differing = [Change(label, word_runs(old, new)) for label, old, new in texts if old != new]
    return differing + _moves(pairs)


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


def pair_options(before: Sequence[Option], after: Sequence[Option]) -> list[Pair]:
    """Say which option of one version became which of another, as (old, new) indexes.

    Options of the same text belong together wherever they stand; the others follow each other
    in order, and None stands for an option that was added or removed. Removed ones come last.
    """
    old_left, pairs, new_left = list(range(len(before))), [], []
    for new, option in enumerate(after):
        same = (old for old in old_left if before[old]["text"] == option["text"])
        old = next(same, None)
        if old is None:
            new_left.append(new)
        else:
            old_left.remove(old)
            pairs.append((old, new))
    pairs += zip_longest(old_left, new_left)
    return sorted(pairs, key=lambda pair: (pair[1] is None, pair[1], pair[0]))


def _moves(pairs: Sequence[Pair]) -> list[Change]:
    """Return the change of order among the options that were kept, told by their old numbers.

    Adding or removing an option moves the ones behind it on the screen, but nobody moved them.
    """
    order = [old + 1 for old, new in pairs if old is not None and new is not None]
    if order == sorted(order):
        return []
    runs = [Run(REMOVED, _numbers(sorted(order))), Run(ADDED, _numbers(order))]
    return [Change("Order of options, by their old numbers", runs)]


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _option_texts(
    pair: Pair, before: Sequence[Option], after: Sequence[Option]
) -> list[tuple[str, str, str]]:
    """Return (label, old, new) for all that an option says; equal ones are no change."""
    old, new = pair
    if new is None:
        return [(f"Option {old + 1}, removed", _whole(before[old]), "")]
    if old is None:
        return [(f"Option {new + 1}, added", "", _whole(after[new]))]
    was, now = before[old], after[new]
    return [
        (f"Option {new + 1}, text", was["text"], now["text"]),
        (f"Option {new + 1}, supported", _yes_or_no(was), _yes_or_no(now)),
        (f"Option {new + 1}, feedback", was["feedback"], now["feedback"]),
    ]


def _whole(option: Option) -> str:
    supported = " (supported)" if option.get("correct") else ""
    return f"{option['text']}{supported}\n{option['feedback']}"


def _yes_or_no(option: Option) -> str:
    return "yes" if option.get("correct") else "no"
