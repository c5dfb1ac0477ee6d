"""Pictures in Markdown: ![words](picture:name), in texts that may show them.

A picture is named by what it is kept under; whoever renders the text says which there are. What
is written in other ways is refused: nothing is fetched from elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import unquote

from markdown_it.token import Token

from courses.blocks import error_at

SCHEME = "picture:"
LINE = "![what it shows](picture:…)"


@dataclass(frozen=True)
class Shown:
    """Where a picture is served, and its size in pixels."""

    src: str
    width: int
    height: int


@dataclass(frozen=True)
class Mention:
    """A picture that a text shows: its name, and the words for those who do not see it."""

    name: str
    words: str


def check_inline(token: Token, env: Mapping[str, Any]) -> None:
    """Refuse a picture where none may be, one from elsewhere, and a link to one."""
    for child in token.children or []:
        if child.type == "link_open" and child.attrs["href"].lower().startswith(SCHEME):
            raise error_at(token, f"a picture begins with an exclamation mark: {LINE}")
        if child.type != "image":
            continue
        if "pictures" not in env:
            raise error_at(token, "an image is written as a ::: figure block")
        if not str(child.attrs["src"]).startswith(SCHEME):
            raise error_at(token, f"a picture is kept here, and shown by its line: {LINE}")


def mentions(tokens: Sequence[Token]) -> list[Mention]:
    """Return the pictures that a text's tokens show, in order."""
    children = (child for token in tokens for child in token.children or [])
    return [_mention(child) for child in children if child.type == "image"]


def write_picture(_: Any, tokens: Sequence[Token], index: int, __: Any, env: Any) -> str:
    """Return the HTML of a picture, or of the place of one that is not there; for the renderer."""
    mention = _mention(tokens[index])
    words, shown = escape(mention.words), env["pictures"].get(mention.name)
    if shown is None:
        return f'<span class="no-picture">[A picture that is not here: {words}]</span>'
    size = f'width="{shown.width}" height="{shown.height}"'
    return f'<img class="picture" src="{escape(shown.src)}" alt="{words}" {size}>'


def _mention(image: Token) -> Mention:
    name = unquote(str(image.attrs["src"]).removeprefix(SCHEME))
    return Mention(name, " ".join(_words(image.children or []).split()))


def _words(tokens: Sequence[Token]) -> str:
    """Return the text in a picture's brackets without its marks."""
    return "".join(
        " "
        if token.type in ("softbreak", "hardbreak")
        else _words(token.children or [])
        if token.type == "image"
        else f"[{token.info}]"
        if token.type == "citation"
        else token.content
        for token in tokens
    )
