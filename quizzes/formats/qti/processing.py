"""How an item says that answers are marked, and which feedback each one brings."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from quizzes.formats.xml import Element

RIGHT, WRONG, ALWAYS = "right", "wrong", "always"

_TEMPLATES = ("match_correct", "map_response", "map_response_point")
_COMPARING = {"match", "stringMatch", "equal", "member", "contains"}
_BRANCHES = {"responseIf", "responseElseIf", "responseElse"}
_PLAIN = {
    *_COMPARING,
    *_BRANCHES,
    *("responseProcessing", "responseCondition", "setOutcomeValue", "variable", "correct"),
    *("baseValue", "mapResponse", "sum", "isNull", "multiple", "not", "and", "or", "containerSize"),
}


@dataclass
class Processing:
    """`shown_for` maps a feedback's identifier to the answers that bring it.

    An answer is a value of the response, or one of RIGHT, WRONG and ALWAYS in a tuple of its own.
    """

    maps: bool = False
    is_understood: bool = True
    shown_for: dict[str, list[str | tuple[str]]] = field(default_factory=dict)


def processing(item: Element) -> Processing:
    """Return what is understood of an item's processing of responses."""
    element = item.first("responseProcessing")
    if element is None:
        return Processing(maps=any(part.tag == "mapping" for part in item.walk()))
    template = element.get("template") or element.get("templateLocation")
    name = template.rstrip("/").rsplit("/", 1)[-1].removesuffix(".xml")
    tags = {part.tag for part in element.walk()}
    found = Processing(
        maps=name.startswith("map_response") or "mapResponse" in tags,
        is_understood=tags <= _PLAIN and (not template or name in _TEMPLATES),
    )
    for part in element:
        if part.tag == "responseCondition":
            _read_condition(part, found)
        elif part.tag == "setOutcomeValue":
            _note(part, [(ALWAYS,)], found)
    return found


def _read_condition(condition: Element, found: Processing) -> None:
    before: list[str | tuple[str]] = []
    for branch in condition:
        if branch.tag not in _BRANCHES:
            continue
        if branch.tag == "responseElse":
            answers = [(WRONG,)] if before else []
        else:
            answers = _answers(next(iter(branch), None))
            before += answers
        for part in branch:
            if part.tag == "setOutcomeValue":
                _note(part, answers, found)
            elif part.tag == "responseCondition":
                _read_condition(part, found)


def _answers(test: Element | None) -> list[str | tuple[str]]:
    """Return the answers for which a test holds, none where it says something else."""
    if test is None:
        return []
    if test.tag in ("and", "or"):
        return [answer for part in test for answer in _answers(part)]
    parts = list(test)
    if test.tag not in _COMPARING or not any(part.tag == "variable" for part in parts):
        return []
    if any(part.tag == "correct" for part in parts):
        return [(RIGHT,)]
    return [" ".join(part.words().split()) for part in parts if part.tag == "baseValue"]


def _note(setting: Element, answers: list[str | tuple[str]], found: Processing) -> None:
    for value in _values(setting):
        found.shown_for.setdefault(value, []).extend(answers)


def _values(setting: Element) -> Iterator[str]:
    """Yield the identifiers that an outcome is set to, where they are named."""
    for part in setting.walk():
        if part.tag == "baseValue" and part.get("baseType") == "identifier":
            yield part.words()
