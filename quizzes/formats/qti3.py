"""QTI 3.0: packages of items, and single items."""

from collections.abc import Iterable

from quizzes.fields import texts_of
from quizzes.formats import markup, metadata
from quizzes.formats.drafts import Draft
from quizzes.formats.gaps import typing_losses
from quizzes.formats.qti.package_writing import write_package
from quizzes.formats.qti.packages import read_file as read
from quizzes.formats.qti.type_writing import WRITERS
from quizzes.types import TYPES

__all__ = ["LABEL", "SUFFIXES", "losses", "read", "write"]

LABEL = "QTI 3.0"
SUFFIXES = (".zip", ".xml")


def write(drafts: Iterable[Draft]) -> bytes:
    """Return a package of the questions that QTI can say; `losses` names the others."""
    return write_package(drafts)


def losses(draft: Draft) -> list[str]:
    """Say what a package does not say of a question."""
    fields = draft.fields
    if fields.type not in WRITERS:
        label = TYPES[fields.type].LABEL
        return [f"QTI has no question of the type “{label}”: this one is left out."]
    marked = [placed.text for placed in texts_of(fields) if placed.part.is_markdown]
    return [
        *_of_type(fields.type, fields.content),
        *markup.losses(marked),
        *metadata.losses(fields),
    ]


def _of_type(kind: str, content: dict) -> list[str]:
    found = []
    if kind == "ordering":
        found.append("The order earns all or nothing there; parts of the mark are not kept.")
        if any(card.get("with_previous") for card in content.get("cards", ())):
            found.append("That cards may change places is not in the file.")
    found += typing_losses(content)
    if kind == "cloze" and content.get("text", "").strip() == "[[1]]":
        found.append("A text that is one gap comes back as a question with words to type.")
    return found
