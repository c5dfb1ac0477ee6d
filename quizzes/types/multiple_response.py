"""Several options fit; the learner chooses all that do."""

from quizzes.types import choice
from quizzes.types.answers import Sent
from quizzes.types.choice import SCHEMA, TEMPLATE, sent, show, to_shuffle
from quizzes.types.parts import Content

__all__ = ["SCHEMA", "TEMPLATE", "sent", "show", "to_shuffle"]

LABEL = "Several answers"
INPUT = "checkbox"


def problems(content: Content) -> list[str]:
    """Say what keeps a content from being used; an empty list when it can be."""
    found = SCHEMA.problems(content)
    if not 0 < len(choice.keys(content)) < to_shuffle(content):
        found.append("Mark at least one option as supported, and leave at least one that is not.")
    return found


def parse(sent: Sent, content: Content) -> list[int] | None:
    """Return the chosen options' indexes, sorted, None for no choice. Raises InvalidAnswer."""
    return choice.parse_indexes(sent, content) or None


def grade(content: Content, answer: list[int] | None) -> float:
    """Return the share of keys chosen less the share of other options chosen, not below 0.

    Choosing everything earns nothing, as does choosing nothing.
    """
    keys = choice.keys(content)
    picked = choice.chosen(answer)
    others = to_shuffle(content) - len(keys)
    return max(0.0, len(picked & keys) / len(keys) - len(picked - keys) / others)


def key(content: Content) -> list[int]:
    """Return the answer that earns the full mark."""
    return sorted(choice.keys(content))


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
INVALID_SENT = [{"": ["4"]}, {"": ["-1"]}, {"": ["0", "x"]}]
INVALID_CONTENTS = [
    {},
    {**CONTENT, "stem": ""},
    {**CONTENT, "options": [{**option, "correct": True} for option in CONTENT["options"]]},
    {**CONTENT, "options": [{**option, "correct": False} for option in CONTENT["options"]]},
    {**CONTENT, "options": CONTENT["options"] * 3},
]
