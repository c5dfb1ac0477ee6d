"""Interactions within a text: gaps to type in, to choose for, or to drag words into."""

from typing import Any

from quizzes.formats.gaps import GAP, fill, gap, has_gap, or_default
from quizzes.formats.gathering import UnkeptQuestion, quoted
from quizzes.formats.qti.bodies import Body
from quizzes.formats.qti.declarations import Declaration, pairs
from quizzes.formats.qti.interactions import Question
from quizzes.formats.qti.processing import Processing
from quizzes.formats.xml import Element

_BLOCKS = "p div section ul ol dl table blockquote pre hr h1 h2 h3 h4 h5 h6"
_Content = list[Element | str]


def read_gaps(body: Body, declared: dict[str, Declaration], marking: Processing) -> Question:
    """Return a question whose interactions all stand within the text."""
    interactions = body.interactions
    if len(interactions) == 1 and interactions[0].tag == "textEntryInteraction":
        rest = _before_the_box(body.element, interactions[0])
        if rest is not None:
            variable = declared.get(interactions[0].get("responseIdentifier"), Declaration())
            return _short_text(body.markdown(rest), variable, interactions[0], body)
    rows = []
    for number, one in enumerate(interactions, start=1):
        identifier = one.get("responseIdentifier")
        variable = declared.get(identifier, Declaration())
        read = _typed_gap if one.tag == "textEntryInteraction" else _listed_gap
        rows.append((identifier, read(one, variable, number, body)))
        one.tag, one.content, one.attributes = "span", [GAP.format(number)], {}
    if not marking.maps and len(rows) > 1:
        body.gathered.lose("It earns all or nothing there; here each right gap earns a part.")
    return _cloze(body.element.content, rows, body)


def gap_match(interaction: Element, body: Body, declared: Declaration) -> Question:
    """Return words to drag into gaps as gaps with a list each."""
    if interaction.all("gapImg"):
        raise UnkeptQuestion("It has pictures to drag into gaps; gaps take words alone here.")
    words = {
        one.get("identifier"): body.plain(one, "a word for the gaps")
        for one in interaction.all("gapText")
    }
    right: dict[str, list[str]] = {}
    for word, holder in pairs(declared.right):
        right.setdefault(holder, []).append(words.get(word, ""))
    rows = []
    places = [part for part in interaction.walk() if part.tag == "gap"]
    for number, place in enumerate(places, start=1):
        accepted = right.get(place.get("identifier"), [])
        rows.append((place.get("identifier"), gap(accepted, list(words.values()))))
        place.tag, place.content, place.attributes = "span", [GAP.format(number)], {}
    if any(one.get("matchMax", "1") == "1" for one in interaction.all("gapText")):
        body.gathered.lose("Each word can be used once there; here each gap has a list of them.")
    prompt = interaction.first("prompt")
    interaction.content = [
        part
        for part in interaction.content
        if isinstance(part, str) or part.tag not in ("prompt", "gapText")
    ]
    interaction.tag, interaction.attributes = "div", {}
    body.element.content[:0] = [Element("div", content=prompt.content)] if prompt else []
    return _cloze(body.element.content, rows, body)


def _cloze(content: _Content, rows: list[tuple[str, dict[str, Any]]], body: Body) -> Question:
    before, after = _cut(content)
    stem = or_default(body.markdown(before), body.gathered)
    text = fill(body.markdown(after))
    return Question(
        "cloze", {"stem": stem, "text": text, "gaps": [row for _, row in rows]}, dict(rows)
    )


def _cut(content: _Content) -> tuple[_Content, _Content]:
    """Return the blocks before the first that has a gap, and the rest."""
    filled = _filled(content)
    if len(filled) == 1 and isinstance(filled[0], Element) and filled[0].tag in ("div", "section"):
        return _cut(filled[0].content)
    gapped = [number for number, part in enumerate(filled) if has_gap(_words(part))]
    if not gapped:
        raise UnkeptQuestion("There is no gap in its text.")
    place = gapped[0]
    while place and not (_is_block(filled[place]) or _is_block(filled[place - 1])):
        place -= 1
    return filled[:place], filled[place:]


def _is_block(part: Element | str) -> bool:
    return isinstance(part, Element) and part.tag in _BLOCKS.split()


def _words(part: Element | str) -> str:
    return part.words() if isinstance(part, Element) else part


def _before_the_box(element: Element, box: Element) -> _Content | None:
    """Return what stands around a box to type in, None where the box is within a text.

    It is not when it has a block to itself, or ends the only block there is.
    """
    filled = _filled(element.content)
    place = next(n for n, part in enumerate(filled) if box in _inside(part))
    holder, others = filled[place], filled[:place] + filled[place + 1 :]
    if holder is box:
        return others if all(map(_is_block, others)) or not filled[place + 1 :] else None
    if _is_bare(holder):
        return others
    inner = None if others else _before_the_box(holder, box)
    return None if inner is None else [Element(holder.tag, content=inner)]


def _filled(content: _Content) -> _Content:
    return [part for part in content if isinstance(part, Element) or part.strip()]


def _inside(part: Element | str) -> list[Element]:
    return list(part.walk()) if isinstance(part, Element) else []


def _is_bare(holder: Element) -> bool:
    """Say whether nothing is to be seen in an element but what is to be filled in."""
    return not holder.words() and all(part.tag != "img" for part in holder.walk())


def _short_text(stem: str, declared: Declaration, box: Element, body: Body) -> Question:
    worth = declared.worth or dict.fromkeys(declared.correct, 1.0)
    most = max(worth.values(), default=0.0)
    rows: dict[str, dict[str, Any]] = {}
    for text, value in worth.items():
        mark = round(100 * value / most) if most > 0 else 0
        if mark < 1:
            body.gathered.lose(f"The answer {quoted(text)} earns nothing and is not kept.")
        else:
            rows[text] = {"text": text, "feedback": ""} | ({"mark": mark} if mark < 100 else {})
    _lose_typing(declared, box, body)
    return Question("short_text", {"stem": stem, "answers": list(rows.values())}, rows)


def _typed_gap(box: Element, declared: Declaration, number: int, body: Body) -> dict[str, Any]:
    full = declared.worth_most
    for text, value in declared.worth.items():
        if text not in full and value > 0:
            body.gathered.lose(f"“{text}” earns a part in gap {number}; a gap has no parts here.")
    _lose_typing(declared, box, body)
    return gap([*declared.correct, *full], [])


def _lose_typing(declared: Declaration, box: Element, body: Body) -> None:
    if declared.is_case_sensitive:
        body.gathered.lose("Small and capital letters differ there; here they count as the same.")
    if declared.base_type in ("integer", "float"):
        body.gathered.lose("A number is asked there; here it is typed and compared as words are.")
    if box.get("patternMask"):
        body.gathered.lose("What may be typed is limited by a pattern there; here it is not.")


def _listed_gap(box: Element, declared: Declaration, number: int, body: Body) -> dict[str, Any]:
    words = {
        one.get("identifier"): body.plain(one, f"a word of gap {number}")
        for one in box.all("inlineChoice")
    }
    names = (*declared.correct, *declared.worth_most)
    accepted = [words[name] for name in names if name in words]
    return gap(accepted, list(words.values()))
