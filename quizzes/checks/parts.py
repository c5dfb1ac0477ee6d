"""What the checks read and what they find: a question, a spot in it, a finding for the author."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from courses.copying import Shingle
from courses.readability import plain, sentences, words
from quizzes.fields import ItemFields, texts_of
from quizzes.types.parts import Placed

INSTRUCTION = re.compile(
    r"\(?(?:Choose|Select|Mark) (?:all|any|every|one|two|three|four)\b[^?:]*[:)]*"
)


class Claim(Protocol):
    """What a check asks of a statement; a Statement and a StatementContent both know it."""

    certainty: str
    use: str
    text: str


Ledger = Mapping[str, Claim]
Bank = Mapping[str, ItemFields]


@dataclass(frozen=True)
class Option:
    """An option as a learner reads it; `index` is its place in the content, from 0."""

    index: int
    text: str
    feedback: str
    is_key: bool

    @property
    def number(self) -> int:
        return self.index + 1

    @property
    def place(self) -> str:
        return f"options-{self.index}-text"

    @property
    def feedback_place(self) -> str:
        return f"options-{self.index}-feedback"


@dataclass(frozen=True)
class Question:
    """A question's fields, and what its texts are checked against."""

    fields: ItemFields
    ledger: Ledger = field(default_factory=dict)
    source_runs: Collection[Shingle] = frozenset()

    @cached_property
    def stem(self) -> str:
        return plain(self.fields.content.get("stem", "")).strip()

    @cached_property
    def lead_in(self) -> str:
        """The last sentence of the stem: what is asked after the vignette."""
        found = sentences(self.stem)
        if len(found) > 1 and INSTRUCTION.fullmatch(found[-1]):
            return found[-2]
        return found[-1] if found else ""

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The options; none where the type has no such list."""
        options = self.fields.content.get("options", [])
        return tuple(_option(index, option) for index, option in enumerate(options))

    @cached_property
    def asked(self) -> list[tuple[str, str]]:
        """All that is read before answering, the stem first, each text with its place."""
        return [(each.place, _plain(each)) for each in self._texts if each.context != "feedback"]

    @cached_property
    def told(self) -> list[tuple[str, str]]:
        """The feedback of every kind, each text with its place."""
        return [(each.place, _plain(each)) for each in self._texts if each.context == "feedback"]

    @cached_property
    def _texts(self) -> list[Placed]:
        return texts_of(self.fields)

    @property
    def keys(self) -> list[Option]:
        return [option for option in self.options if option.is_key]

    @property
    def distractors(self) -> list[Option]:
        return [option for option in self.options if not option.is_key]

    @property
    def is_single_best(self) -> bool:
        return self.fields.type == "single_best"

    @property
    def claims(self) -> list[Claim]:
        """What the question rests on, as far as the ledger knows it."""
        return [self.ledger[code] for code in self.fields.statements if code in self.ledger]


def _plain(each: Placed) -> str:
    return plain(each.text).strip()


def _option(index: int, option: Mapping[str, Any]) -> Option:
    return Option(
        index=index,
        text=option.get("text", "").strip(),
        feedback=plain(option.get("feedback", "")).strip(),
        is_key=bool(option.get("correct")),
    )


@dataclass(frozen=True)
class Spot:
    """A place in a question, and what to change there; `severity` where it is not the check's.

    No reason excuses what `is_final`.
    """

    place: str
    message: str
    matched: tuple[str, ...] = ()
    severity: str = ""
    is_final: bool = False


@dataclass(frozen=True)
class ItemFinding:
    """What a check found in a question.

    `place` is the name of a field in the editor, or "" for the whole question; `matched` are the
    words it is about. `reason` is why the author lets it be; a finding without one is open, and
    one that `is_final` stays open.
    """

    check: str
    severity: str
    place: str
    message: str
    matched: tuple[str, ...] = ()
    reason: str = ""
    is_final: bool = False

    @property
    def is_open(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class BankSpot:
    """What is the matter with a bank; `owner` is the question to change, where it is one."""

    message: str
    numbers: Mapping[str, float]
    items: tuple[str, ...] = ()
    owner: str = ""


@dataclass(frozen=True)
class BankFinding:
    """What a check found in a bank, with the numbers it rests on.

    `items` names the questions concerned, in order; none means all of them.
    """

    check: str
    severity: str
    message: str
    numbers: Mapping[str, float]
    items: tuple[str, ...] = ()
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class Check:
    """A rule of item writing: `why` names what it rests on, and `severity` is the usual one.

    A test holds the check to its examples: it finds something in each hit and nothing in a miss.
    """

    id: str
    severity: str
    title: str
    why: str


@dataclass(frozen=True)
class ItemCheck(Check):
    find: Callable[[Question], Iterator[Spot]]
    hits: tuple[ItemFields, ...]
    misses: tuple[ItemFields, ...]


@dataclass(frozen=True)
class BankCheck(Check):
    find: Callable[[Bank, Ledger], Iterator[BankSpot]]
    hits: tuple[Bank, ...]
    misses: tuple[Bank, ...]


def word_count(text: str) -> int:
    return len(words(text))
