"""In which sizes a certificate's texts fit on its one page, by the widths of its font.

Letting typst try size after size would take it ten times as long. Lengths are in points.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

PAGE_WIDTH, PAGE_HEIGHT = 487, 690  # within the margins
COLUMN_WIDTH = 232
HEADER_HEIGHT = 225
FACTS_WIDTH = 265
FACT_SIZE, FACT_HEIGHT = 10, 12.8
FOOT_HEIGHT = 52
LINE = 1.22  # of its size, with the space between lines
BOLD = 1.09  # as wide as regular
ZERO_WIDTH_SPACE = "\u200b"
NAME_SIZES = (26, 23, 20, 17, 14)
COURSE_SIZES = (17, 15.5, 14, 12.5, 11)
SMALL_SIZES = (8, 7.5, 7, 6.5, 6, 5.5)


def fitting(text: str, sizes: Sequence[float]) -> float:
    """Return the first size at which a bold text fits on one line, or the last for two lines."""
    width = sum(map(_advance, text)) * BOLD
    return next((size for size in sizes if width * size <= PAGE_WIDTH), sizes[-1])


def breakable(text: str, sizes: Sequence[float]) -> tuple[str, float]:
    """Return a bold text that can be broken where a word is wider than the page at the last size.

    And the height that it takes beyond two lines then: a name of eighty letters without a space.
    """
    size = sizes[-1] * BOLD
    words = [
        ZERO_WIDTH_SPACE.join(word) if sum(map(_advance, word)) * size > PAGE_WIDTH else word
        for word in text.split(" ")
    ]
    return " ".join(words), max(0, _lines(text, size, PAGE_WIDTH) - 2) * size * LINE


def two_columns(facts, modules, taken=0.0):
    """Return (size, left, right): modules below facts, as large as they fit, or None.

    `facts` are (label, text) and `modules` (title, hours, objectives); a module is not divided.
    `taken` is what the name above takes beyond its place.
    """
    fact_lines = sum(
        _lines(line, FACT_SIZE, FACTS_WIDTH) for _, text in facts for line in text.splitlines()
    )
    height = PAGE_HEIGHT - HEADER_HEIGHT - FOOT_HEIGHT - taken - fact_lines * FACT_HEIGHT
    for size in SMALL_SIZES:
        heights = [_height(module, size) for module in modules]
        cuts = range(len(modules) + 1)
        # Of two that are as high the one with more on the left, where reading begins.
        higher, cut = min((max(sum(heights[:cut]), sum(heights[cut:])), -cut) for cut in cuts)
        cut = -cut
        if higher <= height:
            return size, modules[:cut], modules[cut:]
    return None


def _height(module, size):
    title, hours, objectives = module
    lines = _lines(f"{title} ({hours})", size * BOLD, COLUMN_WIDTH) + 0.6
    lines += sum(_lines(text, size, COLUMN_WIDTH - size) for text in objectives)
    return lines * size * LINE


def _lines(text, size, width):
    """On how many lines a text is, as words fill them one by one."""
    lines, room = 1, width
    for word in _word_widths(text):
        needed = word * size
        if needed > room and room < width:
            lines, room = lines + 1, width
        while needed > width:  # a word that is longer than a line goes on in the next
            lines, needed = lines + 1, needed - width
        room -= needed + _advance(" ") * size
    return lines


@lru_cache(maxsize=4096)  # thousands of certificates have the same modules
def _word_widths(text):
    return [sum(map(_advance, word)) for word in text.split()]


@cache
def _advance(character):
    """How wide a character is at size 1; those of East Asia are as wide as they are high."""
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return _font().getlength(character) / _font().size


@cache
def _font():
    from PIL import ImageFont  # here alone: web processes that draw nothing do without it

    path = files("fontpkg_noto_sans").joinpath("files", "NotoSans[wdth,wght].ttf")
    return ImageFont.truetype(str(path), 200, layout_engine=ImageFont.Layout.BASIC)
