"""Links from a text to the glossary: the first use of each term leads to its entry.

Only ordinary text is linked. Headings, titles, labels and quotations stay as they are, and what
a reader sees does not change by a letter.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from django.utils.text import slugify
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_TEXT = ("text", "softbreak")
_AROUND_TEXT = ("paragraph_open", "td_open")


def link_terms(state: StateCore) -> None:
    """Link the terms of `state.env`, which maps the forms of terms to where they lead."""
    if not state.env.get("terms"):
        return
    links = _Links(state.env["terms"])
    for token in _ordinary(state.tokens):
        token.children = list(links.set_in(token.children))


def _ordinary(tokens: list[Token]) -> Iterator[Token]:
    """Yield what holds ordinary text: paragraphs, also in lists and callouts, and cells."""
    quotations = 0
    for before, token in pairwise(tokens):
        quotations += (before.type == "blockquote_open") - (before.type == "blockquote_close")
        is_text = before.type in _AROUND_TEXT or "is_text" in token.meta
        if token.type == "inline" and is_text and not quotations:
            yield token


class _Links:
    """The forms of a glossary's terms, and which terms a text has used."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        singular = {_plain(form): place for form, place in terms.items()}
        self.places = {plural_of(form): place for form, place in singular.items()} | singular
        forms = sorted(self.places, key=len, reverse=True)
        words = "|".join(map(_pattern, forms))
        self.finder = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
        self.used: set[str | None] = {None}

    def set_in(self, children: Iterable[Token]) -> Iterator[Token]:
        """Yield the parts of a paragraph with its terms linked, but for what is a link already."""
        run, depth = [], 0
        for child in children:
            if child.type in _TEXT and not depth:
                run.append(child)
                continue
            yield from self._linked(run)
            yield child
            run = []
            depth += child.nesting if child.type in ("link_open", "link_close") else 0
        yield from self._linked(run)

    def _linked(self, run: list[Token]) -> Iterator[Token]:
        """Yield neighboring texts and ends of lines with the terms in them linked."""
        text = "".join(token.content if token.type == "text" else "\n" for token in run)
        end = 0
        for match in self.finder.finditer(text):
            place = self.places.get(_plain(match[0]))
            if place in self.used:
                continue
            self.used.add(place)
            yield from _texts(text[end : match.start()])
            yield Token("link_open", "a", 1, attrs={"href": place, "class": "term"})
            yield from _texts(match[0])
            yield Token("link_close", "a", -1)
            end = match.end()
        yield from _texts(text[end:]) if end else run


def anchor_of(term: str) -> str:
    """Return the id of a term's entry in the glossary, which is of ASCII letters and digits.

    Two terms may have the same one, and one that has none of these letters has "".
    """
    slug = slugify(term)
    return f"term-{slug}" if slug else ""


def plural_of(form: str) -> str:
    """Return a term with the simple plural of its last word; authors give what differs."""
    if re.search("[^aeiou]y$", form):
        return f"{form[:-1]}ies"
    return f"{form}es" if re.search("(?:[sxz]|ch|sh)$", form) else f"{form}s"


def _plain(words: str) -> str:
    """Return words as they are compared: case, spaces and kinds of apostrophe do not count."""
    return " ".join(words.lower().replace("’", "'").split())


def _pattern(form: str) -> str:
    return re.escape(form).replace(r"\ ", r"\s+").replace("'", "['’]")


def _texts(text: str) -> Iterator[Token]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Token("softbreak", "br", 0)
        yield Token("text", "", 0, content=line)
