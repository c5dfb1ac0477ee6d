"""What a format's reader makes of a file and its writer is given: questions as drafts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizzes.fields import ItemFields


class UnreadableFile(Exception):
    """Nothing in the file can be read; the message says why, in words for an author."""


@dataclass(frozen=True)
class Draft:
    """A question as a file says it, in the form that it would have here.

    `fields` may be unfinished, as a draft may. `losses` are sentences, one for each thing the
    file says of the question that cannot be kept. Texts show a picture as
    `![words](picture:name)`; `pictures` holds the bytes by that name.
    """

    fields: ItemFields
    where: str = ""
    name: str = ""
    category: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """Why a part of a file does not become a question; `where` is like "line 12"."""

    where: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """All that a file says, in its order."""

    drafts: tuple[Draft, ...] = ()
    faults: tuple[Fault, ...] = ()
