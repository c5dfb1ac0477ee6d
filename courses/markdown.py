"""Authors' Markdown to the HTML that learners read: the one configured renderer.

Authors cannot write markup of their own: raw HTML is shown as text, and the result passes one
list of what a page may hold. Only figures are put in after that, each checked by figures.py.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.replacements import replace_rare
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from .figures import FigureError, check_figure

LONGEST = 200_000  # characters in a text
LONGEST_PARAGRAPH = 10_000  # pairing quotation marks takes time with the square of this
DEEPEST = 20  # blocks inside one another; what is deeper the parser would drop without a word

# Blocks that get a heading, with its words unless the author gives them
CALLOUTS = {
    "case": None,
    "try": "Try it",
    "unknown": "What we do not know",
    "take": "One thing to take to work",
    "note": None,
}
BLOCKS = (*CALLOUTS, "answer", "figure")
TITLED_BLOCKS = ("case", "note", "figure")

_CITATION = re.compile(r"\[([SC][1-9]\d?)\](?!\(|\[(?![SC]\d))")  # [S1][S2] are two citations
_CLOSING_LINE = re.compile(r"[\s>]*:{3,}\s*")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_FIGURE_PLACE = re.compile(r'<span class="figure-place-(\d+)"></span>')
_ALIGNMENTS = {"text-align:right": "text-end", "text-align:center": "text-center"}

_SCHEMES = {"http", "https", "mailto"}
_TAGS = """
h2 h3 p a em strong code pre blockquote ul ol li hr br table thead tbody tr th td
section div span details summary figure figcaption
"""
_ATTRIBUTES = {
    "a": {"class", "href", "rel"},
    "details": {"class"},
    "div": {"aria-label", "class", "role", "tabindex"},
    "figure": {"class"},
    "h2": {"class", "id"},
    "h3": {"id"},
    "ol": {"start"},
    "section": {"aria-labelledby", "class"},
    "span": {"class"},
    "table": {"class"},
    "td": {"class"},
    "th": {"class", "scope"},
}
# nh3 panics when it is misconfigured, so it is configured once, where the tests see it. Its own
# link_rel is off because that would also mark the links inside the course.
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()), attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None
)


class MarkdownError(ValueError):
    """A text that cannot be rendered: `line` counts from 1, `reason` is for the author."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def render(
    source: str,
    *,
    cite: Callable[[str], str] | None = None,
    figures: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return the HTML of a text, safe to put into a page; ids are unique within it.

    `cite` gives the HTML of a citation from the statement's id; it is cleaned like the rest.
    `figures` maps names of files to SVG. Raises MarkdownError for what `_parse` refuses, and for
    a figure that is missing or that figures.py refuses.
    """
    env = {"cite": cite or _cite, "figures": figures, "drawings": []}
    html = _MARKDOWN.renderer.render(_parse(source, env), _MARKDOWN.options, env)
    # Authors cannot forge a place for a figure: what they write has no < left
    return _FIGURE_PLACE.sub(lambda place: env["drawings"][int(place[1])], _CLEANER.clean(html))


def citations(source: str) -> list[str]:
    """Return the ids of the statements a text cites, each once, in order of first appearance.

    Ids are S or C with a number to 99; whether there is such a statement is not known here. In
    code and in links they are text. Raises MarkdownError as `_parse` does.
    """
    children = [child for token in _parse(source, {}) for child in token.children or []]
    return list(dict.fromkeys(child.info for child in children if child.type == "citation"))


def plain_text(source: str) -> str:
    """Return a text's words for checks, with a blank line between paragraphs, titles and cells.

    Markup, citations and the words this module adds are left out. Raises MarkdownError as
    `_parse` does.
    """
    return "\n\n".join(filter(None, map(_words, _parse(source, {}))))


def _parse(source: str, env: dict[str, Any]) -> list[Token]:
    """Return a text's tokens.

    Raises MarkdownError for a heading other than ## and ###, an image, a block that is unknown,
    without its title or not closed, and for text that is too long or nested too deeply.
    """
    if len(source) > LONGEST:
        raise MarkdownError(1, f"the text is longer than {LONGEST:,} characters")
    storable = source.encode(errors="replace").decode()  # JSON can bring half a surrogate pair
    return _MARKDOWN.parse(storable + "\n", env)  # container_plugin reads past an unended line


def _line(token: Token) -> int:
    return token.map[0] + 1


def _words(token: Token) -> str:
    if token.type in ("fence", "code_block"):
        return token.content.strip()
    if token.type != "inline" or token.map is None:  # what has no line in the source is ours
        return ""
    words = ""
    for child in token.children:
        # The space before a citation goes with it: "may return [S47]." leaves "may return."
        words = words.rstrip() if child.type == "citation" else words + _child_words(child)
    return words.strip()


def _child_words(child: Token) -> str:
    return " " if child.type in ("softbreak", "hardbreak") else child.content


# What the parser does besides


def _read_citation(state: StateInline, silent: bool) -> bool:
    # It asks silently to find where a link's text ends, and in there [S1] is text
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if silent or state.linkLevel or not match:
        return False
    state.push("citation", "", 0).info = match[1]
    state.pos = match.end()
    return True


def _is_allowed_link(url: str) -> bool:
    scheme = _SCHEME.match(url)
    return scheme[1].lower() in _SCHEMES if scheme else not url.startswith("//")


def _set_dashes(state: StateCore) -> None:
    """Set dashes and ellipses, but leave (c) as it is: authors count (a), (b), (c)."""
    for token in state.tokens:
        replace_rare(token.children or [])


def _check_size(state: StateCore) -> None:
    for token in state.tokens:
        if token.map and token.level >= DEEPEST - 1:
            raise MarkdownError(_line(token), f"blocks are nested {DEEPEST} deep")
        if len(token.content) > LONGEST_PARAGRAPH and token.type == "inline":
            reason = f"the paragraph is longer than {LONGEST_PARAGRAPH:,} characters"
            raise MarkdownError(_line(token), reason)


def _check_inlines(state: StateCore) -> None:
    for token in state.tokens:
        if any(child.type == "image" for child in token.children or []):
            raise MarkdownError(_line(token), "an image goes into a ::: figure block")


def _expand_blocks(state: StateCore) -> None:
    """Put the elements and the title that a block stands for in place of its marks."""
    tokens, endings, closing_lines = [], [], set()
    for token in state.tokens:
        if token.type == "container_block_open":
            name, title = _check_block(token, state.src.split("\n"), closing_lines)
            beginning, ending = _block(name, title, token.map)
            tokens += beginning
            endings.append(ending)
        elif token.type == "container_block_close":
            tokens += endings.pop()
        else:
            tokens.append(token)
    state.tokens = tokens


def _check_block(token: Token, lines: list[str], closing_lines: set[int]) -> tuple[str, str]:
    """Return a block's name and title, and add its last line to `closing_lines`."""
    name, _, title = token.info.strip().partition(" ")
    ...


