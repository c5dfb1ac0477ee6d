"""Figures: SVG files, checked so that they can stand inside a page.

An SVG can carry scripts, styles and links. These figures are drawings and words only, so they are
held to a short list of elements and attributes, and refused when anything else is in them.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.ElementTree import fromstring

LONGEST = 100_000  # characters
DEEPEST = 20  # elements inside one another; the writer of the XML calls itself for each

_ELEMENTS = """
svg title desc g defs marker
rect circle ellipse line polyline polygon path text tspan
"""
_ATTRIBUTES = """
id class role aria-labelledby viewBox width height preserveAspectRatio
x y x1 y1 x2 y2 cx cy r rx ry dx dy d points transform
fill fill-opacity fill-rule opacity vector-effect
stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin
font-family font-size font-style font-weight letter-spacing text-anchor dominant-baseline
marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient
"""
ELEMENTS = frozenset(_ELEMENTS.split())
ATTRIBUTES = frozenset(_ATTRIBUTES.split())

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_NUMBER = r"-?\d+(?:\.\d+)?"
_SIZE = r"[1-9]\d*(?:\.\d+)?"
_VIEW_BOX = re.compile(rf"\s*{_NUMBER}[\s,]+{_NUMBER}[\s,]+{_SIZE}[\s,]+{_SIZE}\s*")
_OWN_PART = re.compile(r"url\(#[\w.-]+\)")


class FigureError(ValueError):
    """An SVG that may not stand in a page; `reason` says why, in words for its author."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_figure(svg: str, name: str) -> str:
    """Return an SVG document as markup to put inside an HTML page.

    `name` is an id no other element of the page has; the figure's own ids are put behind it, so
    that two figures may both have an arrow. The title names the figure for screen readers.
    Raises FigureError if the file is not XML, has an element or attribute that is not in the
    lists above, or lacks a viewBox, role="img" or a title.
    """
    figure = _parse(svg)
    for element, depth in _walk(figure):
        _check_element(element, depth)
    _check_figure(figure)
    _own_ids(figure, name)
    return tostring(figure, encoding="unicode").strip()


def _parse(svg: str) -> Element:
    if len(svg) > LONGEST:
        raise FigureError(f"it is longer than {LONGEST:,} characters")
    try:
        return fromstring(svg.strip(), forbid_dtd=True)
    except (ParseError, ValueError) as error:  # ValueError: entities, or characters XML forbids
        raise FigureError(f"it cannot be read as XML ({error})") from error


def _walk(element: Element, depth: int = 1) -> Iterator[tuple[Element, int]]:
    yield element, depth
    for child in element:
        yield from _walk(child, depth + 1)


def _check_element(element: Element, depth: int) -> None:
    element.tag = element.tag.removeprefix(_NAMESPACE)
    if element.tag not in ELEMENTS:
        raise FigureError(f"<{element.tag}> is not allowed")
    if depth > DEEPEST:
        raise FigureError(f"its elements are nested more than {DEEPEST} deep")
    # HTML reads what is inside these two as HTML, not as SVG
    if element.tag in ("title", "desc") and len(element):
        raise FigureError(f"<{element.tag}> may hold only text")
    for attribute, value in element.items():
        _check_attribute(attribute, value)


def _check_attribute(attribute: str, value: str) -> None:
    if attribute not in ATTRIBUTES:
        raise FigureError(f"the attribute {attribute} is not allowed")
    # A backslash could spell url( in a way that only CSS reads
    if "\\" in value or "url(" in _OWN_PART.sub("", value).lower():
        raise FigureError(f"{attribute}={value!r} points outside the figure")


def _check_figure(figure: Element) -> None:
    if figure.tag != "svg":
        raise FigureError("its outermost element is not <svg>")
    if not _VIEW_BOX.fullmatch(figure.get("viewBox", "")):
        raise FigureError("it needs a viewBox of four numbers, the last two above 0")
    if figure.get("role") != "img":
        raise FigureError('it needs role="img"')
    if not (figure.findtext("title") or "").strip():
        raise FigureError("it needs a <title> with words in it")


def _own_ids(figure: Element, name: str) -> None:
    """Put `name` before every id and every use of one, and name the figure by its title."""
    figure.find("title").set("id", "title")
    for element in figure.iter():
        for attribute, value in element.items():
            element.set(attribute, value.replace("url(#", f"url(#{name}_"))
        if "id" in element.attrib:
            element.set("id", f"{name}_{element.get('id')}")
    figure.set("aria-labelledby", f"{name}_title")
    ids = [element.get("id") for element in figure.iter() if "id" in element.attrib]
    if len(ids) > len(set(ids)):
        raise FigureError("two of its elements have the same id")
