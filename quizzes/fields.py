"""What a version of a question says.

The fields are the same whether they come from a file or from an author's form: texts, and the
ids of what the question rests on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from typing import Any

from courses.markdown import MarkdownError, link_to_source, render

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
    note: str = ""
    lint_ok: Mapping[str, str] = field(default_factory=dict)
    statements: tuple[str, ...] = ()


def tidy(fields: ItemFields) -> ItemFields:
    """Return fields whose texts have no space around them and end their lines alike.

    Browsers end lines in their own way; without this a question that somebody opened and saved
    would differ from its file.
    """
    content = {
        "stem": _tidy(fields.content.get("stem", "")),
        "options": [_tidy_option(option) for option in fields.content.get("options", [])],
    }
    return replace(fields, content=content, note=_tidy(fields.note))


def _tidy_option(option: Mapping[str, Any]) -> dict[str, Any]:
    text, feedback = _tidy(option.get("text", "")), _tidy(option.get("feedback", ""))
    key = {"correct": True} if option.get("correct") else {}
    return {"text": text, **key, "feedback": feedback}


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def marked_texts(fields: ItemFields) -> list[tuple[str, str]]:
    """Return the texts that are Markdown, each with what it is called."""
    options = enumerate(fields.content["options"], start=1)
    feedback = [(f"Option {number}", option["feedback"]) for number, option in options]
    return [("The question", fields.content["stem"]), *feedback]


def searchable(fields: ItemFields) -> str:
    """Return the texts as one, in the small letters that searches are compared in."""
    options = [
        option[name] for option in fields.content["options"] for name in ("text", "feedback")
    ]
    return "\n".join([fields.content["stem"], *options]).casefold()


def rendered(slug: str, fields: ItemFields) -> dict[str, Any]:
    """Return the texts as safe HTML; citations lead to the sources shown under the question."""
    texts = [_html(text, slug) for _, text in marked_texts(fields)]
    return {"stem": texts[0], "feedback": texts[1:]}


def _html(text: str, slug: str) -> str:
    """Return a text's HTML; a draft that Markdown cannot read is shown as it was typed."""
    try:
        return render(text, cite=partial(link_to_source, place=slug), exercises=False)
    except MarkdownError:
        return f"<p>{escape(text)}</p>"
