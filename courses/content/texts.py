"""What the files have in common: Markdown, figures, content notes and lists of statements."""

import re
from collections.abc import Mapping

from courses.content.folder import Folder
from courses.content.nodes import SLUG, ContentError, Node, Once
from courses.figures import FigureError, check_figure
from courses.markdown import MarkdownError, render
from courses.pictures import Shown

NOTE_WORDS = 40
_FIGURE = re.compile(rf"({SLUG.pattern})\.svg")


def check_markdown(
    text: str,
    path: str,
    first_line: int,
    drawings: Mapping[str, str],
    *,
    exercises: bool = False,
    pictures: Mapping[str, Shown] | None = None,
) -> None:
    """Raise ContentError where a text that begins on a line of a file cannot be rendered."""
    try:
        render(text, figures=drawings, exercises=exercises, pictures=pictures)
    except MarkdownError as error:
        raise ContentError(path, first_line + error.line - 1, error.reason) from None


def read_figure(folder: Folder, name: str) -> str:
    path = f"figures/{name}"
    if not _FIGURE.fullmatch(name):
        raise ContentError(path, 1, "a figure’s file is called like this: a-few-words.svg")
    svg = folder.text(path)
    try:
        check_figure(svg, name.removesuffix(".svg"))
    except FigureError as error:
        raise ContentError(path, 1, error.reason) from None
    return svg


def read_note(fields: Mapping[str, Node]) -> str:
    """Return the content note, which is short and often absent. Raises ContentError."""
    if "note" not in fields:
        return ""
    words = len(fields["note"].text().split())
    if words > NOTE_WORDS:
        raise fields["note"].error(f"“note” has {words} words, more than {NOTE_WORDS}")
    return fields["note"].text()


def read_reasons(fields: Mapping[str, Node]) -> dict[str, str]:
    """Return why findings of checks are left, by the checks' ids. Raises ContentError."""
    if "lint_ok" not in fields:
        return {}
    return {check: reason.text() for check, reason in fields["lint_ok"].mapping().items()}


def read_codes(node: Node | None, ledger: Mapping[str, int]) -> tuple[str, ...]:
    """Return the statements that a list names, in the order of the ledger, none without a list.

    Raises ContentError on an id that the ledger does not have, or that comes twice.
    """
    once = Once()
    entries = node.entries("statement") if node else []
    codes = [once(entry.text(), entry) for entry in entries]
    for entry in entries:
        if entry.value not in ledger:
            raise entry.error(f"there is no statement “{entry.value}”")
    return tuple(sorted(codes, key=ledger.__getitem__))
