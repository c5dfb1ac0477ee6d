"""One option is the best; the learner chooses one."""

from collections.abc import Iterable

from quizzes.types import choice
from quizzes.types.choice import Content, InvalidAnswer, option_count

LABEL = "Single best answer"
TEMPLATE = "quizzes/types/choice.html"
INPUT = "radio"

__all__ = ["INPUT", "LABEL", "TEMPLATE", "chosen", "grade", "option_count", "parse", "problems"]


def problems(content: Content) -> list[str]:
    """Say what keeps a content from being used; an empty list when it can be."""
    found = choice.problems(content)
    if len(choice.keys({"options": content.get("options", [])})) != 1:
        found.append("Mark exactly one option as the supported answer.")
    return found


def parse(values: Iterable[str], content: Content) -> int | None:
    """Return the chosen option's index, None for no choice. Raises InvalidAnswer."""
    indexes = choice.parse_indexes(values, content)
    if len(indexes) > 1:
        raise InvalidAnswer("Only one option can be chosen.")
    return indexes[0] if indexes else None


def grade(content: Content, answer: int | None) -> float:
    """Return 1.0 for the key, 0.0 for anything else."""
    return float(answer in choice.keys(content))


def chosen(answer: int | None) -> set[int]:
    return set() if answer is None else {answer}


CONTENT = {
    "stem": "What do you do first?",
    "options": [
        {"text": "Ask what matters today", "correct": True, "feedback": "It leaves the choice."},
        {"text": "Plan the whole week", "feedback": "It can be too much at once."},
        {"text": "Wait until asked", "feedback": "It leaves the person alone with it."},
    ],
}
CASES = [(0, 1.0), (1, 0.0), (2, 0.0), (None, 0.0)]
INVALID_VALUES = [["3"], ["-1"], ["x"], [""], ["0", "1"]]
INVALID_CONTENTS = [
    {},
    {**CONTENT, "stem": " "},
    {**CONTENT, "options": CONTENT["options"][:1]},
    {**CONTENT, "options": CONTENT["options"][1:]},
    {**CONTENT, "options": [*CONTENT["options"], CONTENT["options"][0]]},
    {**CONTENT, "options": [*CONTENT["options"], {"text": "Ask a colleague", "feedback": ""}]},
    {**CONTENT, "options": [*CONTENT["options"], {"text": "", "feedback": "None."}]},
]
