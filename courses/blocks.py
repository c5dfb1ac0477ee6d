"""The ::: blocks of Markdown: callouts, answers to open, exercises, and figures.

markdown.py has the parser and the renderer, which call on the functions here. The cards of
exercises are laid out in exercises.py.
"""

import re
import unicodedata
from typing import Any

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from courses.figures import FigureError, check_figure


def _callout(name: str, kind: str = "", ending: str = "") -> tuple[str, str, str]:
    section = f'<section class="callout callout-{name}" aria-labelledby="{{id}}">\n'
    heading = '<h2 id="{id}" class="callout-title">'
    kind = f'<span class="callout-kind">{kind}</span> ' if kind else ""
    return section + heading + kind, "</h2>\n", f"{ending}</section>\n"


_TEXT_BOX = """\
<label class="write-label" for="{id}_text">Your words</label>
<textarea class="form-control" id="{id}_text" rows="6" autocomplete="off" \
aria-describedby="{id}_about"></textarea>
<p class="write-about" id="{id}_about">What you type stays on this page and is gone when \
you leave it. It is neither sent nor saved. Write about fictional people only, with no client \
details.</p>
"""

# The HTML before the title of a ::: block, between title and content, and after the content
BLOCKS = {
    "case": _callout("case", "Case moment"),
    "sort": _callout("sort", "Sort the cards"),
    "order": _callout("order", "Put in order"),
    "write": _callout("write", "In your own words", _TEXT_BOX),
    **{name: _callout(name) for name in ("try", "unknown", "take", "note")},
    "answer": ('<details class="answer"><summary>', "</summary>\n<div>\n", "</div></details>\n"),
    "figure": (
        '<figure class="figure">\n{figure}\n<figcaption>',
        "</figcaption>\n<details>\n<summary>The same in words</summary>\n",
        "</details>\n</figure>\n",
    ),
}
# The titles that are always the same; authors give the others
TITLES = {
    "try": "Try it",
    "answer": "See what the guidance points to",
    "unknown": "What we do not know",
    "take": "One thing to take to work",
}

_OPENING = re.compile(r"\s*(\S*)\s*(.*?)\s*")
_CLOSING_LINE = re.compile(r"[\s>]*:{3,}\s*")
_FIGURE_PLACE = re.compile(r'<span class="figure-place-\d+"></span>')


class MarkdownError(ValueError):
    """A text that cannot be rendered: `line` counts from 1, `reason` is for the author."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def error_at(token: Token, reason: str) -> MarkdownError:
    """Return the error to raise for what begins with a token."""
    return MarkdownError(token.map[0] + 1, reason)


def slug_of(words: str) -> str:
    """Return small letters, digits and single hyphens that stand for words in an id."""
    plain = unicodedata.normalize("NFKD", words.replace("'", "")).encode("ascii", "ignore")
    return re.sub("[^a-z0-9]+", "-", plain.decode().lower()).strip("-") or "section"


def expand_blocks(state: StateCore) -> None:
    """Give each block its title, to be read like other text, and the HTML around it."""
    lines, closing_lines = state.src.split("\n"), set()
    tokens, opened = [], []
    for token in state.tokens:
        tokens.append(token)
        if token.type == "container_block_open":
            name, title = _name_and_title(token)
            _check_extent(token, lines, closing_lines)
            token.meta["name"] = name
            token.content, between, _ = BLOCKS[name]
            tokens += [title, part_of(token, between)]
            opened.append(token)
        elif token.type == "container_block_close":
            token.meta["block"] = opened.pop()
            token.content = BLOCKS[token.meta["block"].meta["name"]][2]
    state.tokens = tokens


def part_of(block: Token, html: str) -> Token:
    """Return a token for HTML of our own inside a block; {id} in it stands for the block's id."""
    return Token("block_part", "", 0, content=html, meta={"block": block})


def _name_and_title(token: Token) -> tuple[str, Token]:
    """Return a block's name and its title, which has lines in the source if it is the author's."""
    name, title = _OPENING.fullmatch(token.info).groups()
    if name not in BLOCKS:
        known = ", ".join(BLOCKS)
        raise error_at(token, f"::: {name} is none of {known}" if name else "::: closes nothing")
    if name == "figure":
        token.meta["file"], _, title = title.partition(" ")
    if bool(title) == (name in TITLES):
        raise error_at(token, f"::: {name} " + ("takes no title" if title else "needs a title"))
    place = token.map if title else None
    return name, Token("inline", "", 0, content=title or TITLES[name], map=place, children=[])


def _check_extent(token: Token, lines: list[str], closing_lines: set[int]) -> None:
    start, end = token.map  # the end is a closing line, or where the parser ran out of lines
    if end in closing_lines or not _CLOSING_LINE.fullmatch(lines[end]):
        raise error_at(token, "the block is not closed; a block around another needs four colons")
    closing_lines.add(end)
    if "file" in token.meta and not "".join(lines[start + 1 : end]).strip():
        raise error_at(token, "the figure needs the same in words")


def write_block(_: Any, tokens: list[Token], index: int, __: Any, env: dict[str, Any]) -> str:
    """Return the HTML at a block's beginning or end, or of a part of it; for the renderer.

    `env` has the SVG of each figure by its file's name, and takes up the drawings.
    """
    token = tokens[index]
    figure = _place_figure(token, env) if "file" in token.meta else ""
    block = token.meta.get("block", token)
    return token.content.format(id=block.attrGet("id"), figure=figure)


def _place_figure(token: Token, env: dict[str, Any]) -> str:
    """Keep a figure's drawing for after the cleaning, and return the mark of its place."""
    file, drawings = token.meta["file"], env["drawings"]
    if file not in env["figures"]:
        raise error_at(token, f"there is no figure {file}")
    try:
        drawing = check_figure(env["figures"][file], f"{slug_of(file)}_{len(drawings) + 1}")
    except FigureError as error:
        raise error_at(token, f"figure {file}: {error.reason}") from error
    place = f'<span class="figure-place-{len(drawings)}"></span>'
    drawings[place] = drawing
    return place


def insert_drawings(html: str, env: dict[str, Any]) -> str:
    """Put the drawings, each checked by itself, where their marks are in the cleaned HTML.

    Authors cannot forge a mark: every < of theirs is escaped by now.
    """
    return _FIGURE_PLACE.sub(lambda place: env["drawings"][place[0]], html)
