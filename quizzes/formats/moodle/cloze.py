"""Moodle's embedded answers: gaps written into the text, as {1:SHORTANSWER:=may#It says may.}."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizzes.formats.gaps import GAP
from quizzes.formats.gathering import UnkeptQuestion

LISTS = {"MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"}
LISTS |= {"MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"}
TYPED = {"SHORTANSWER", "SA", "MW"}
TYPED_BY_CASE = {"SHORTANSWER_C", "SAC", "MWC"}
NUMBERS = {"NUMERICAL", "NM"}
SEVERAL = {"MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH"}
SEVERAL |= {"MULTIRESPONSE_S", "MRS", "MULTIRESPONSE_HS", "MRHS"}

_NAMES = sorted(LISTS | TYPED | TYPED_BY_CASE | NUMBERS | SEVERAL, key=len, reverse=True)
_START = re.compile(r"\{(\d*):(" + "|".join(_NAMES) + "):")
_END = re.compile(r"(?<!\\)\}")
_SEPARATOR = re.compile(r"(?<!\\)~")
_FRACTION = re.compile(r"\s*(?:(=)|%(-?\d+(?:\.\d+)?)%)")
_FEEDBACK = re.compile(r"(?<![\\&])#")
_ESCAPED = re.compile(r"""\\([}#~/"\\])""")
# As entities: Moodle decodes them after it has found its signs
_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "{}~#\\\n"})


@dataclass(frozen=True)
class Alternative:
    """An answer of a gap as HTML; `percent` is what it earns."""

    text: str
    percent: float
    feedback: str


@dataclass(frozen=True)
class Embedded:
    """A gap: what it is worth beside the others, how it is answered, and its answers."""

    weight: int
    kind: str
    alternatives: tuple[Alternative, ...]


def cut(text: str) -> tuple[str, list[Embedded]]:
    """Return a text with a mark for each of its gaps, and the gaps in their order.

    Raises UnkeptQuestion for a gap that does not end.
    """
    pieces, gaps, place = [], [], 0
    while start := _START.search(text, place):
        end = _END.search(text, start.end())
        if end is None:
            raise UnkeptQuestion(f"Gap {len(gaps) + 1} has no closing brace.")
        alternatives = tuple(_alternatives(text[start.end() : end.start()]))
        gaps.append(
            Embedded(int(start[1] or 1) if len(start[1]) < 5 else 1, start[2], alternatives)
        )
        pieces += [text[place : start.start()], GAP.format(len(gaps))]
        place = end.end()
    return "".join([*pieces, text[place:]]), gaps


def _alternatives(text: str) -> Iterator[Alternative]:
    for piece in _SEPARATOR.split(text):
        fraction = _FRACTION.match(piece)
        percent = 0.0
        if fraction:
            percent = 100.0 if fraction[1] else float(fraction[2])
            piece = piece[fraction.end() :]
        answer, *feedback = _FEEDBACK.split(piece, maxsplit=1)
        yield Alternative(_unescaped(answer), percent, _unescaped("".join(feedback)))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text).strip()


def written(kind: str, alternatives: list[Alternative]) -> str:
    """Return a gap as it stands in a text; each alternative earns all or nothing."""
    return "{1:" + kind + ":" + "~".join(map(_written, alternatives)) + "}"


def _written(one: Alternative) -> str:
    text = one.text.translate(_SIGNS)
    if text[:1] in ("=", "%"):  # would be read as what the answer is worth
        text = f"&#{ord(text[0])};{text[1:]}"
    feedback = "#" + one.feedback.translate(_SIGNS) if one.feedback else ""
    return ("=" if one.percent else "") + text + feedback
