"""What a version of a question says.

The fields are the same whether they come from a file or from an author's form: texts, and the
ids of what the question rests on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from types import MappingProxyType
from typing import Any

from courses.markdown import MarkdownError, link_to_source, render
from courses.pictures import SCHEME, Shown
from quizzes.types import TYPES
from quizzes.types.parts import Placed, tidy_text
from quizzes.types.schema import Schema

LONGEST_TAG = 40
_PICTURE = re.compile(rf"!\[([^\[\]]*)\]\({SCHEME}[^()\s]*\)")
AREAS = ("foundations", "service-delivery", "return-planning", "replication")


@dataclass(frozen=True)
class ItemFields:
    """All that a version of a question says; objective and statements by their ids."""

    type: str
    content: Mapping[str, Any]
    bloom: str
    area: str
    is_case: bool = False
    objective: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    lint_ok: Mapping[str, str] = field(default_factory=dict)
    statements: tuple[str, ...] = ()


def schema_of(fields: ItemFields) -> Schema:
    return TYPES[fields.type].SCHEMA


def tidy(fields: ItemFields) -> ItemFields:
    """Return fields whose texts have no space around them and end their lines alike."""
    content = schema_of(fields).tidy(fields.content)
    return replace(fields, content=content, note=tidy_text(fields.note))


def texts_of(fields: ItemFields) -> list[Placed]:
    """Return the texts of the content, in the order of the page."""
    return list(schema_of(fields).walk(fields.content))


def first_line(content: Mapping[str, Any]) -> str:
    """Return how a question begins, for lists; of a picture its words. Empty without a text."""
    lines = _PICTURE.sub(r"[\1]", content.get("stem", "")).strip().splitlines()
    return next(iter(lines), "")


def searchable(fields: ItemFields) -> str:
    """Return the texts as one, in the small letters that searches are compared in."""
    return "\n".join(placed.text for placed in texts_of(fields)).casefold()


def rendered(
    slug: str, fields: ItemFields, pictures: Mapping[str, Shown] = MappingProxyType({})
) -> dict[str, Any]:
    """Return the texts as safe HTML; citations lead to the sources shown under the question.

    `pictures` are those that there are, by the names that the texts have for them.
    """
    html = partial(_html, slug=slug, pictures=pictures)
    return schema_of(fields).rendered(fields.content, html)


def _html(text: str, *, slug: str, pictures: Mapping[str, Shown]) -> str:
    """Return a text's HTML; a draft that Markdown cannot read is shown as it was typed."""
    try:
        cite = partial(link_to_source, place=slug)
        return render(text, cite=cite, pictures=pictures, exercises=False)
    except MarkdownError:
        return f"<p>{escape(text)}</p>"
