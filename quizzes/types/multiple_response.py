"""Several options fit; the learner chooses all that do."""

from collections.abc import Iterable

from quizzes.types import choice
from quizzes.types.choice import Content, option_count

LABEL = "Several answers"
TEMPLATE = "quizzes/types/choice.html"
INPUT = "checkbox"

__all__ = ["INPUT", "LABEL", "TEMPLATE", "chosen", "grade", "option_count", "parse", "problems"]


def problems(content: Content) -> list[str]:
    """Say what keeps a content from being used; an empty list when it can be."""
    found = choice.problems(content)
    options = content.get("options", [])
    if not 0 < len(choice.keys({"options": options})) < len(options):
        found.append("Mark at least one option as supported, and leave at least one that is not.")
    return found


def parse(values: Iterable[str], content: Content) -> list[int] | None:
    """Return the chosen options' indexes, sorted, None for no choice. Raises InvalidAnswer."""
    return choice.parse_indexes(values, content) or None


def grade(content: Content, answer: list[int] | None) -> float:
    """Return the share of keys chosen less the share of other options chosen, not below 0.

    Choosing everything earns nothing, as does choosing nothing.
    """
    keys = choice.keys(content)
    picked = chosen(answer)
    others = option_count(content) - len(keys)
    return max(0.0, len(picked & keys) / len(keys) - len(picked - keys) / others)


def chosen(answer: list[int] | None) -> set[int]:
    return set(answer or [])


CONTENT = {
    "stem": "Which of these keep the choice with the person? Choose all that fit.",
    "options": [
        {"text": "Two times to meet", "correct": True, "feedback": "A choice of a size to hold."},
        {"text": "A promise to phone", "feedback": "Kind, and it decides for them."},
        {"text": "A say in the order", "correct": True, "feedback": "Order is theirs."},
        {"text": "A list of rules", "feedback": "It tells, and does not ask."},
    ],
}
CASES = [
    ([0, 2], 1.0),
    ([0], 0.5),
    ([0, 1], 0.0),
    ([0, 1, 2], 0.5),
    ([1, 3], 0.0),
    ([0, 1, 2, 3], 0.0),
    (None, 0.0),
]
INVALID_VALUES = [["4"], ["-1"], ["0", "x"], [""]]
INVALID_CONTENTS = [
    {},
    {**CONTENT, "stem": ""},
    {**CONTENT, "options": [{**option, "correct": True} for option in CONTENT["options"]]},
    {**CONTENT, "options": [{**option, "correct": False} for option in CONTENT["options"]]},
    {**CONTENT, "options": CONTENT["options"] * 3},
]
