"""Authors' Markdown to the HTML that learners read: the one configured renderer.

Authors cannot write markup of their own: raw HTML is shown as text, and the result passes one
list of what a page may hold. Only figures are put in after that, each checked by figures.py.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.replacements import replace_rare
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from courses.blocks import (
    MarkdownError,
    error_at,
    expand_blocks,
    insert_drawings,
    slug_of,
    write_block,
)
from courses.exercises import expand_exercises, write_again
from courses.pictures import Mention, Shown, check_inline, mentions, write_picture
from courses.terms import link_terms

LONGEST = 200_000  # characters in a text
LONGEST_PARAGRAPH = 10_000  # characters; pairing quotation marks takes time with their square
DEEPEST = 20  # blocks inside one another; the parser drops what is deeper without a word

_TAGS = """
h2 h3 p a em strong code pre blockquote ul ol li hr br table thead tbody tr th td
section div span details summary figure figcaption
dl dt dd fieldset legend label input select option textarea
"""
_ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href", "rel"},
    "div": {"aria-label", "role", "tabindex"},
    "input": {"name"},
    "label": {"for"},
    "ol": {"start"},
    "option": {"value"},
    "section": {"aria-labelledby"},
    "textarea": {"aria-describedby", "rows"},
    "ul": {"aria-labelledby"},
}
# The browser is not to bring back what somebody chose or typed: computers are shared. For radio
# buttons the standard has no autocomplete, but browsers heed it.
_OFF = {"autocomplete": {"off"}}
_ATTRIBUTE_VALUES = {"input": {"type": {"radio"}, **_OFF}, "select": _OFF, "textarea": _OFF}
_FIXED_ATTRIBUTES = {"table": {"class": "table"}, "th": {"scope": "col"}}
_SCHEMES = {"http", "https", "mailto"}
_SCHEMES_IN_TEXTS = {*_SCHEMES, "picture"}  # of pictures alone, which are no links
# nh3 panics when it is misconfigured, so it is configured once, where every test meets it. Its
# link_rel is off because it would mark the links inside the course too.
_CLEANING = {
    "tag_attribute_values": _ATTRIBUTE_VALUES,
    "set_tag_attribute_values": _FIXED_ATTRIBUTES,
    "url_schemes": _SCHEMES,
    "link_rel": None,
}
_CLEANER = nh3.Cleaner(tags=set(_TAGS.split()), attributes=_ATTRIBUTES, **_CLEANING)
_CLEANER_WITH_PICTURES = nh3.Cleaner(
    tags={*_TAGS.split(), "img"},
    attributes=_ATTRIBUTES | {"img": {"alt", "height", "src", "width"}},
    **_CLEANING,
)

SOURCES = "from"  # the name of a page's list of sources: its ids are like from-S42

_CITATION = re.compile(r"\[([SC][1-9]\d?)\](?!\(|\[(?![SC]\d))")  # [S1][S2] are two citations
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_CITE = '<a class="cite" href="#{0}-{1}"><span class="visually-hidden">Source </span>{1}</a>'
_REGION = '<div class="table-scroll" tabindex="0" role="region" aria-label="Table {0}">'
_ALIGNMENTS = {"text-align:right": "text-end", "text-align:center": "text-center"}


def render(
    source: str,
    *,
    cite: Callable[[str], str] | None = None,
    figures: Mapping[str, str] = MappingProxyType({}),
    terms: Mapping[str, str] = MappingProxyType({}),
    pictures: Mapping[str, Shown] | None = None,
    exercises: bool = True,
) -> str:
    """Return the HTML of a text, safe to put into a page; ids are unique within it.

    `cite` gives the HTML of a citation from the statement's id; it is cleaned like the rest.
    `figures` maps names of files to SVG, and `terms` forms of the glossary's terms to the addresses
    of their entries. `pictures` maps names to what is shown; without it a text may have none, and
    one that is not in it leaves its words. A text that stands in a form holds no `exercises`.
    Raises MarkdownError for what `_parse` refuses, and for a figure that is missing or that
    figures.py refuses.
    """
    env = {"cite": cite or link_to_source, "figures": figures, "drawings": {}}
    env |= {"terms": terms, "exercises": exercises}
    env |= {} if pictures is None else {"pictures": pictures}
    html = _MARKDOWN.renderer.render(_parse(source, env), _MARKDOWN.options, env)
    cleaner = _CLEANER if pictures is None else _CLEANER_WITH_PICTURES
    return insert_drawings(cleaner.clean(html), env)


def link_to_source(statement: str, place: str = SOURCES) -> str:
    """Return the HTML of a citation that leads into the list of sources of that name."""
    return _CITE.format(place, statement)


def citations(source: str) -> list[str]:
    """Return the ids of the statements a text cites, each once, in order of first appearance.

    An id is S or C and a number to 99; whether there is such a statement is not known here. In
    code and in links it is only text. Raises MarkdownError as `_parse` does.
    """
    return list(_citations(source))


@lru_cache(maxsize=2048)  # loading a course asks of each text several times what it cites
def _citations(source: str) -> tuple[str, ...]:
    tokens = _parse(source, {"pictures": {}})  # those of questions may have some
    children = [child for token in tokens for child in token.children or []]
    return tuple(dict.fromkeys(child.info for child in children if child.type == "citation"))


def pictures_in(source: str) -> list[Mention]:
    """Return the pictures that a text shows, in order. Raises MarkdownError as `_parse` does."""
    return mentions(_parse(source, {"pictures": {}}))


def links(source: str) -> list[str]:
    """Return where a text's links lead, in order. Raises MarkdownError as `_parse` does."""
    children = (child for token in _parse(source, {}) for child in token.children or [])
    return [child.attrs["href"] for child in children if child.type == "link_open"]


def plain_text(source: str) -> str:
    """Return a text's words for checks, with a blank line between paragraphs, titles and cells.

    Markup, citations and the words of our own are left out. Raises MarkdownError as
    `_parse` does.
    """
    authored = (token for token in _parse(source, {}) if token.map)
    return "\n\n".join(filter(None, map(_words, authored)))


def _parse(source: str, env: dict[str, Any]) -> list[Token]:
    """Return a text's tokens.

    Raises MarkdownError for a heading other than ## and ###, an image, a block that is unknown,
    lacks its title or is not closed, an exercise whose table is not as it should be or whose
    cards hold links or citations, and for text that is too long or nested too deeply.
    """
    if len(source) > LONGEST:
        raise MarkdownError(1, f"the text is longer than {LONGEST:,} characters")
    storable = source.encode(errors="replace").decode()  # JSON can bring half a surrogate pair
    return _MARKDOWN.parse(storable + "\n", env)  # the container plugin reads past an open line


def _words(token: Token) -> str:
    if token.type in ("fence", "code_block"):
        return token.content.strip()
    words = ""
    for child in token.children or []:
        if child.type == "citation":  # the space before it goes too, or "[S47]." would leave " ."
            words = words.rstrip()
        words += " " if child.type in ("softbreak", "hardbreak") else child.content
    return words.strip()


def _read_citation(state: StateInline, silent: bool) -> bool:
    # The parser asks silently when it looks for the end of a link, where an id is only text
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if silent or state.linkLevel or not match:
        return False
    state.push("citation", "", 0).info = match[1]
    state.pos = match.end()
    return True


def _is_allowed_link(url: str) -> bool:
    scheme = _SCHEME.match(url)
    return scheme[1].lower() in _SCHEMES_IN_TEXTS if scheme else not url.startswith("//")


def _check_tokens(state: StateCore) -> None:
    for token in state.tokens:
        if token.map and token.level >= DEEPEST - 1:
            raise error_at(token, f"blocks are nested {DEEPEST} deep")
        if token.type == "inline" and len(token.content) > LONGEST_PARAGRAPH:
            raise error_at(token, f"the paragraph is longer than {LONGEST_PARAGRAPH:,} characters")
        if token.type == "heading_open" and token.tag not in ("h2", "h3"):
            raise error_at(token, "a heading starts with ## or ###")


def _set_dashes(state: StateCore) -> None:
    """Set dashes and ellipses, and leave (c) as it is: authors count (a), (b), (c)."""
    for token in state.tokens:
        replace_rare(token.children or [])


def _finish_tokens(state: StateCore) -> None:
    namesakes: Counter[str] = Counter()
    for token, following in pairwise([*state.tokens, None]):
        if token.type == "inline":
            check_inline(token, state.env)
            _finish_inline(token)
        elif token.type in ("heading_open", "container_block_open"):
            slug = slug_of(_words(following))
            namesakes[slug] += 1  # a slug has no underscore of its own
            token.attrSet("id", f"{slug}_{namesakes[slug]}" if namesakes[slug] > 1 else slug)
        elif token.attrs.get("style") in _ALIGNMENTS:
            token.attrs = {"class": _ALIGNMENTS[token.attrs["style"]]}


def _finish_inline(token: Token) -> None:
    for child in token.children:
        if "is_label" in token.meta and child.type in ("link_open", "citation"):
            raise error_at(token, "a card and its place hold no link and no citation")
        if child.type == "link_open" and child.attrs["href"].lower().startswith(
            ("http:", "https:")
        ):
            child.attrSet("rel", "noreferrer")


def _open_table(*args: Any) -> str:
    env = args[-1]
    env["tables"] = env.get("tables", 0) + 1  # two regions of one page need two names
    return f"{_REGION.format(env['tables'])}\n<table>\n"


def _configured() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": True})
    markdown.enable(["table", "replacements", "smartquotes"])
    markdown.use(container_plugin, "block", validate=lambda *_: True, render=write_block)
    markdown.validateLink = _is_allowed_link
    markdown.inline.ruler.before("link", "citation", _read_citation)
    markdown.core.ruler.after("block", "expand_blocks", expand_blocks)
    markdown.core.ruler.after("expand_blocks", "expand_exercises", expand_exercises)
    markdown.core.ruler.after("expand_exercises", "check_tokens", _check_tokens)
    markdown.core.ruler.at("replacements", _set_dashes)
    markdown.core.ruler.push("finish_tokens", _finish_tokens)
    markdown.core.ruler.push("link_terms", link_terms)
    write = markdown.add_render_rule
    write("block_part", write_block)
    write("again", write_again)
    write("image", write_picture)
    write("citation", lambda _, tokens, index, __, env: env["cite"](tokens[index].info))
    write("table_open", _open_table)
    write("table_close", lambda *_: "</table>\n</div>\n")
    return markdown


_MARKDOWN = _configured()
