"""Questions of Moodle with gaps in their text."""

import re
from html import escape
from typing import Any

from quizzes.formats.gaps import GAP, cut_stem, fill, gap, or_default
from quizzes.formats.gathering import UnkeptQuestion, quoted
from quizzes.formats.moodle.choices import is_true, without_wildcards
from quizzes.formats.moodle.cloze import (
    LISTS,
    NUMBERS,
    SEVERAL,
    TYPED_BY_CASE,
    Alternative,
    Embedded,
    cut,
)
from quizzes.formats.moodle.texts import Texts
from quizzes.formats.xml import Element

Content = dict[str, Any]

_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")


def cloze(question: Element, texts: Texts) -> tuple[str, Content]:
    """Return a text with embedded answers."""
    holder = question.first("questiontext")
    source, embedded = cut(texts.source(holder) if holder else "")
    if not embedded:
        raise UnkeptQuestion("There is no gap in its text.")
    rows = [_gap(one, number, texts) for number, one in enumerate(embedded, start=1)]
    if len({one.weight for one in embedded}) > 1:
        texts.gathered.lose("Gaps weigh differently there; here each weighs the same.")
    return _content(source, rows, texts)


def _gap(one: Embedded, number: int, texts: Texts) -> Content:
    gathered = texts.gathered
    if one.kind in SEVERAL:
        raise UnkeptQuestion(f"Gap {number} asks for several answers at once ({one.kind}).")
    if one.kind in TYPED_BY_CASE:
        gathered.lose("Small and capital letters differ there; here they count as the same.")
    is_list = one.kind in LISTS
    right, wrong = [], []
    for answer in one.alternatives:
        word = gathered.plain(answer.text, f"a word of gap {number}")
        if one.kind in NUMBERS:
            word = _number(word, number, texts)
        elif not is_list and word != "*":
            word = without_wildcards(word, gathered)
        if 0 < answer.percent < 100:
            gathered.lose(f"{quoted(word)} earns a part in gap {number}; a gap has no parts here.")
        (right if answer.percent >= 100 else wrong).append(word)
    row = gap(right, wrong if is_list else [])
    row["feedback"] = _feedback(one.alternatives, texts)
    return row


def _number(word: str, gap_number: int, texts: Texts) -> str:
    number, _, tolerance = word.partition(":")
    if tolerance.strip() not in ("", "0", "0.0"):
        texts.gathered.lose(
            f"Gap {gap_number} accepts numbers near {number} there; here the one alone."
        )
    return number.strip()


def _feedback(alternatives: tuple[Alternative, ...], texts: Texts) -> str:
    """Return one feedback of all that the alternatives have, naming whose it is if they differ."""
    said = [(one, texts.gathered.markdown(one.feedback)) for one in alternatives if one.feedback]
    if len({text for _, text in said}) <= 1:
        return said[0][1] if said else ""
    named = (f"{texts.gathered.markdown(one.text)}: {text}" for one, text in said)
    return "\n\n".join(named)


def words_in_gaps(question: Element, texts: Texts) -> tuple[str, Content]:
    """Return a text whose gaps take words of a list: those of one group, in each."""
    is_dragged = question.get("type") == "ddwtos"
    choices = question.all("dragbox" if is_dragged else "selectoption")
    words = [texts.plain(one, "a word for the gaps", "html") for one in choices]
    groups = [one.words_of("group") or "1" for one in choices]
    holder = question.first("questiontext")
    rows: list[Content] = []

    def mark(match: re.Match) -> str:
        place = int(match[1]) - 1
        if not 0 <= place < len(words):
            raise UnkeptQuestion(f"Its text names the word {match[0]}, which is not there.")
        group = [w for w, name in zip(words, groups, strict=True) if name == groups[place]]
        rows.append(gap([words[place]], group))
        return GAP.format(len(rows))

    source = _PLACE.sub(mark, texts.source(holder) if holder else "")
    if not rows:
        raise UnkeptQuestion("There is no gap in its text.")
    if is_dragged and not all(one.first("infinite") for one in choices):
        texts.gathered.lose("Each word can be used once there; here each gap has a list of them.")
    if not is_true(question.words_of("shuffleanswers") or "1"):
        texts.gathered.lose("Words stand in a fixed order there; here in that of the alphabet.")
    return _content(source, rows, texts)


def _content(source: str, rows: list[Content], texts: Texts) -> tuple[str, Content]:
    stem, text = cut_stem(texts.as_markdown(source, texts.usual))
    stem = or_default(stem, texts.gathered)
    return "cloze", {"stem": stem, "text": fill(text), "gaps": rows}


def as_html(word: str) -> str:
    """Return a word as it stands in an embedded answer."""
    return escape(word, quote=False)
