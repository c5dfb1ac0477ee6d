"""Sound questions for the checks' examples, to be changed in the one thing that is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from courses.copying import shingles
from quizzes.checks.parts import Bank
from quizzes.fields import ItemFields

STEM = "Nadia asks for a bed tonight and a call home. What do you do first?"
OPTIONS = (
    "*Set out both and let her choose the order",
    "Arrange the call and look for a bed later",
    "Look for a bed and leave the call for now",
)


@dataclass(frozen=True)
class ExampleClaim:
    certainty: str
    use: str
    text: str


LEDGER: Mapping[str, ExampleClaim] = MappingProxyType(
    {
        "S1": ExampleClaim("firm", "apply", "Programs should strengthen the power to decide."),
        "S2": ExampleClaim("may", "apply", "Steady responses may help a person over time."),
        "S3": ExampleClaim("firm", "know", "The topic has only started to draw notice."),
    }
)
SOURCE_RUNS = shingles("It may take a long time before somebody feels safe with a new worker.")


def item(*options: str, stem: str = STEM, feedback: str = "It is hers.", **rest: Any) -> ItemFields:
    """Return a sound question but for what is given; a star before an option marks a key."""
    content = {
        "stem": stem,
        "options": [
            {"text": text.removeprefix("*"), "feedback": feedback}
            | ({"correct": True} if text.startswith("*") else {})
            for text in options or OPTIONS
        ],
    }
    usual = {"type": "single_best", "bloom": "apply", "area": "foundations", "statements": ("S1",)}
    return ItemFields(content=content, **usual | rest)


def several(*options: str, **rest: Any) -> ItemFields:
    """Return a sound question with several keys but for what is given."""
    return item(*options, type="multiple_response", **rest)


def pairs(*matches: tuple[str, str], others: tuple[str, ...] = ()) -> ItemFields:
    """Return a sound matching question of texts and what fits each."""
    rows = [{"text": text, "match": match, "feedback": "It is hers."} for text, match in matches]
    content = {"stem": "What does each do?", "pairs": rows}
    content |= {"others": [{"text": text} for text in others]} if others else {}
    return replace(item(), type="matching", content=content)


def bank(*items: ItemFields) -> Bank:
    return {f"q{number}": fields for number, fields in enumerate(items, start=1)}
