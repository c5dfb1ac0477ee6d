"""Our Markdown as the plain XHTML that other systems read, with nothing that is ours alone."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt

from quizzes.formats.xml import without_bad_characters

_GAP = re.compile(r"\[\[(\d{1,2})\]\]")
_MARK = re.compile("<[^>]*>|\ue000(\\d+)\ue001")
_BOX = re.compile(r"^:::", re.MULTILINE)
_CITATION = re.compile(r"\[[SC][1-9]\d?\](?!\()")


def to_xhtml(text: str) -> str:
    """Return Markdown as XHTML; markup typed by an author is words, as it is here."""
    return _MARKDOWN.render(without_bad_characters(text)).strip()


def with_gaps(text: str, gap: Callable[[int], str]) -> str:
    """Return a text as XHTML in which `gap` gives what stands for each gap, by its number."""
    html = to_xhtml(_GAP.sub("\ue000\\1\ue001", text))
    return _MARK.sub(lambda mark: gap(int(mark[1])) if mark[1] else _bare(mark[0]), html)


def _bare(tag: str) -> str:
    """Return a tag without the mark of a gap, which cannot stand in an attribute."""
    return re.sub("\ue000\\d+\ue001", "", tag)


def losses(texts: list[str]) -> list[str]:
    """Say what of our Markdown is only words elsewhere."""
    found = []
    if any(_BOX.search(text) for text in texts):
        found.append("Blocks that begin with ::: are there as the words they are typed in.")
    if any(_CITATION.search(text) for text in texts):
        found.append("Citations such as [S42] are there as words and lead nowhere.")
    return found


def _configured() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    for cell in ("th_open", "td_open"):  # without alignment, which is a style
        markdown.add_render_rule(cell, lambda _, tokens, index, *rest: f"<{tokens[index].tag}>")
    return markdown


_MARKDOWN = _configured()
