"""What is gathered of one question while a file is read: texts, pictures, and what is lost."""

import base64
import binascii
import re
from collections.abc import Iterable
from html import unescape

import nh3

from quizzes.fields import LONGEST_TAG
from quizzes.formats.packages import shown
from quizzes.formats.pictures import kind_of, picture_name
from quizzes.formats.texts import from_html

LONGEST_HTML = 100_000  # characters of one text; pages pasted from a word processor are long
DEEPEST_HTML = 100  # tags inside one another

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSE_THEMSELVES = "area br col hr img input li p source td th tr wbr"
_DATA_PICTURE = re.compile(
    r"""(\bsrc\s*=\s*["']?)data:image/[a-z+.-]+;base64,([A-Za-z0-9+/=\r\n]+)"""
)
_BREAKS = """
br p div li ul ol td th tr table h1 h2 h3 h4 h5 h6 blockquote pre dt dd hr
"""
_FORMS = "b strong i em u s sub sup code a table ul ol img h1 h2 h3 h4 h5 h6"
_CLEAN_TAG = re.compile(r"</?([a-z0-9]+)[^>]*>")
_NO_PICTURE = re.compile(r"""<img\b[^<>]*\bsrc=(""|'')[^<>]*>""")
_NO_SLUG = re.compile(r"[^a-z0-9]+")


class UnkeptQuestion(Exception):
    """A question of a file does not become one here; the message says why."""


class Gathered:
    """The losses and pictures of one question, and its texts as they would be here."""

    def __init__(self) -> None:
        self.losses: list[str] = []
        self.pictures: dict[str, bytes] = {}

    def lose(self, *sentences: str) -> None:
        """Note what cannot be kept, each sentence once."""
        self.losses += [one for one in dict.fromkeys(sentences) if one not in self.losses]

    def markdown(self, html: str) -> str:
        """Return HTML as Markdown. Raises UnkeptQuestion for more than the limits."""
        text, losses = from_html(self._bounded(html))
        self.lose(*losses)
        return text

    def plain(self, html: str, what: str) -> str:
        """Return the words of HTML on one line, for what has no form here, like an option."""
        breaks, forms = set(_BREAKS.split()), set(_FORMS.split())
        cleaned = nh3.clean(self._bounded(html), tags=breaks | forms, attributes={})
        tags = set(_CLEAN_TAG.findall(cleaned))
        if "img" in tags:
            self.lose(f"A picture in {what} is not kept: it is words alone here.")
        if tags & forms - {"img"}:
            self.lose(f"The form of words in {what}, such as bold or a link, is not kept.")
        spaced = _CLEAN_TAG.sub(lambda tag: " " if tag[1] in breaks else "", cleaned)
        return " ".join(unescape(spaced).split())

    def _bounded(self, html: str) -> str:
        html = _NO_PICTURE.sub("", _DATA_PICTURE.sub(self._take_picture, html))
        if len(html) > LONGEST_HTML:
            raise UnkeptQuestion(f"A text is longer than {LONGEST_HTML:,} characters.")
        closed, depth = set(_CLOSE_THEMSELVES.split()), 0
        for closing, tag in _TAG.findall(html):
            if tag.lower() not in closed:
                depth += -1 if closing else 1
            if depth > DEEPEST_HTML:
                raise UnkeptQuestion(f"The HTML of a text is nested {DEEPEST_HTML} deep.")
        return html

    def _take_picture(self, match: re.Match) -> str:
        name = self.picture("picture", decoded_base64(match[2]) or b"")
        return f"{match[1]}picture:{name}" if name else match[1]

    def picture(self, path: str, data: bytes) -> str:
        """Keep a picture and return its name, empty for a file that is none; that is a loss."""
        if not kind_of(data):
            name = shown(path.rsplit("/", 1)[-1])
            self.lose(f"The file “{name}” is not kept: only PNG, JPEG, GIF and WebP pictures are.")
            return ""
        name = picture_name(path, data, self.pictures)
        self.pictures[name] = data
        return name

    def tags(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return words as tags, which are small letters, digits and hyphens."""
        kept = []
        for word in words:
            tag = _NO_SLUG.sub("-", word.casefold()).strip("-")[:LONGEST_TAG].strip("-")
            if tag != word:
                became = f"becomes “{tag}”" if tag else "is not kept"
                self.lose(f"The tag “{shown(word)}” {became}: tags are small letters and hyphens.")
            kept.append(tag)
        return tuple(dict.fromkeys(filter(None, kept)))


def decoded_base64(text: str) -> bytes | None:
    """Return the bytes of a file written in letters, None where it is broken."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def quoted(text: str, longest: int = 80) -> str:
    """Return the beginning of a text in quotation marks, on one line."""
    words = " ".join(text.split())
    return f"“{words if len(words) <= longest else words[: longest - 1].rstrip() + '…'}”"
