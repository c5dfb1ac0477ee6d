"""Interactions that stand as a block, as contents of our types."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from quizzes.formats.gathering import UnkeptQuestion
from quizzes.formats.qti.bodies import Body
from quizzes.formats.qti.declarations import Declaration, pairs
from quizzes.formats.qti.processing import Processing
from quizzes.formats.worths import choice_content
from quizzes.formats.xml import Element

MOST_PAIRS, MOST_COLUMNS = 8, 5  # of matching, of sorting into columns
TABULAR = "qti-match-tabular"


@dataclass
class Question:
    """A type and its content; `rows` finds by identifier what a feedback can belong to."""

    kind: str
    content: dict[str, Any]
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_block(
    interaction: Element, body: Body, declared: Declaration, marking: Processing
) -> Question:
    """Return what an interaction asks. Raises UnkeptQuestion where we have no such question."""
    read = _READERS[interaction.tag]
    return read(interaction, body, declared, marking)


def choice(
    interaction: Element, body: Body, declared: Declaration, marking: Processing
) -> Question:
    is_single = declared.cardinality == "single" or interaction.get("maxChoices") == "1"
    choices = interaction.all("simpleChoice")
    names = [one.get("identifier") or f"#{number}" for number, one in enumerate(choices, start=1)]
    worths = _percents(names, is_single, declared, marking, body)
    options = [
        (body.plain(one, f"option {number}"), worth, "")
        for number, (one, worth) in enumerate(zip(choices, worths, strict=True), start=1)
    ]
    _lose_order(interaction, choices, body)
    kind, content = choice_content(body.stem(interaction), options, is_single, body.gathered)
    return Question(kind, content, dict(zip(names, content["options"], strict=True)))


def _lose_order(interaction: Element, choices: Sequence[Element], body: Body) -> None:
    fixed = any(one.get("fixed") == "true" for one in choices)
    if interaction.get("shuffle", "false") != "true" or fixed:
        body.gathered.lose("Options stand in a fixed order there; here each attempt has its own.")


def _percents(
    names: Sequence[str], is_single: bool, declared: Declaration, marking: Processing, body: Body
) -> list[float]:
    """Return what each option earns in percent of the whole."""
    if marking.maps and declared.worth:
        worths = [declared.worth_of(name) for name in names]
        earned = [worth for worth in worths if worth > 0]
        whole = max(earned, default=1.0) if is_single else sum(earned) or 1.0
        is_whole = abs(whole - 1) < 0.03  # as parts sum that are rounded
        return [100 * worth / (1 if is_whole else whole) for worth in worths]
    keys = [name for name in names if name in declared.right]
    if not is_single:
        body.gathered.lose(
            "It earns all or nothing there; here each right option earns a part of the mark."
        )
    right = 100.0 if is_single else 100 / max(len(keys), 1)
    wrong = 0.0 if is_single else -100 / max(len(names) - len(keys), 1)
    return [right if name in keys else wrong for name in names]


def order(interaction: Element, body: Body, declared: Declaration, marking: Processing) -> Question:
    texts = {
        one.get("identifier"): body.plain(one, f"card {number}")
        for number, one in enumerate(interaction.all("simpleChoice"), start=1)
    }
    known = [name for name in dict.fromkeys(declared.correct) if name in texts]
    if len(known) < len(texts):
        raise UnkeptQuestion("It does not say the right order of all its cards.")
    rows = {name: {"text": texts[name], "feedback": ""} for name in known}
    body.gathered.lose(
        "The order earns all or nothing there; here each two cards in the right order earn a part."
    )
    return Question(
        "ordering", {"stem": body.stem(interaction), "cards": list(rows.values())}, rows
    )


def match(interaction: Element, body: Body, declared: Declaration, marking: Processing) -> Question:
    sets = interaction.all("simpleMatchSet")
    if len(sets) != 2:
        raise UnkeptQuestion("It does not have two sets to match.")
    left, right = (_texts(one, body) for one in sets)
    fits = pairs(declared.right)
    if len({first for first, _ in fits}) < len(fits):
        left, right, fits = right, left, [(second, first) for first, second in fits]
    if len({first for first, _ in fits}) < len(fits):
        raise UnkeptQuestion("Several things fit one another on both sides, which none can here.")
    found = dict(fits)
    is_table = TABULAR in interaction.get("class").split()
    stem = body.stem(interaction)
    _lose_pair_weights(declared, marking, body)
    if is_table or (len(left) > MOST_PAIRS and len(right) <= MOST_COLUMNS):
        return _columns(stem, left, right, found)
    return _matching(stem, left, right, found, body)


def _texts(element: Element, body: Body) -> dict[str, str]:
    return {
        one.get("identifier"): body.plain(one, "a text to match")
        for one in element.all("simpleAssociableChoice")
    }


def _columns(
    stem: str, left: dict[str, str], right: dict[str, str], found: dict[str, str]
) -> Question:
    rows = {
        name: {"text": text, "category": right.get(found.get(name, ""), ""), "feedback": ""}
        for name, text in left.items()
    }
    categories = [{"text": text} for text in right.values()]
    content = {"stem": stem, "categories": categories, "cards": list(rows.values())}
    return Question("categorize", content, rows)


def _matching(
    stem: str, left: dict[str, str], right: dict[str, str], found: dict[str, str], body: Body
) -> Question:
    rows = {}
    for name, text in left.items():
        if name in found:
            rows[name] = {"text": text, "match": right.get(found[name], ""), "feedback": ""}
        else:
            body.gathered.lose(f"“{text}” fits nothing there, so it is left out.")
    others = [{"text": text} for name, text in right.items() if name not in found.values()]
    content = {"stem": stem, "pairs": list(rows.values())}
    return Question("matching", content | ({"others": others} if others else {}), rows)


def _lose_pair_weights(declared: Declaration, marking: Processing, body: Body) -> None:
    worth = [declared.worth_of(value) for value in declared.right]
    if not marking.maps:
        body.gathered.lose("It earns all or nothing there; here each right pair earns a part.")
    elif declared.worth and max(worth, default=0) - min(worth, default=0) > 0.01:
        body.gathered.lose("Pairs weigh differently there; here each weighs the same.")


def associate(
    interaction: Element, body: Body, declared: Declaration, marking: Processing
) -> Question:
    texts = _texts(interaction, body)
    fits = pairs(declared.right)
    used = [name for pair in fits for name in pair]
    if len(set(used)) < len(used):
        raise UnkeptQuestion("One thing belongs to several pairs, which none can here.")
    rows = {
        first: {"text": texts.get(first, ""), "match": texts.get(second, ""), "feedback": ""}
        for first, second in fits
    }
    others = [{"text": text} for name, text in texts.items() if name not in used]
    _lose_pair_weights(declared, marking, body)
    body.gathered.lose("Any two things can be joined there; here the first of each pair is given.")
    content = {"stem": body.stem(interaction), "pairs": list(rows.values())}
    return Question("matching", content | ({"others": others} if others else {}), rows)


_READERS = {
    "choiceInteraction": choice,
    "orderInteraction": order,
    "matchInteraction": match,
    "associateInteraction": associate,
}
