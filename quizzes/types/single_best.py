"""One option is the best; the learner chooses one."""

from quizzes.types import choice
from quizzes.types.answers import InvalidAnswer, Sent
from quizzes.types.choice import SCHEMA, TEMPLATE, sent, show, terms, to_shuffle
from quizzes.types.parts import Content

__all__ = ["SCHEMA", "TEMPLATE", "sent", "show", "terms", "to_shuffle"]

LABEL = "Single best answer"
INPUT = "radio"


def problems(content: Content) -> list[str]:
    """Say what keeps a content from being used; an empty list when it can be."""
    found = SCHEMA.problems(content)
    if len(choice.keys(content)) != 1:
        found.append("Mark exactly one option as the supported answer.")
    for number, percent in enumerate(choice.percents(content), start=1):
        if percent is not None and (percent == 100) != (number - 1 in choice.keys(content)):
            found.append(
                f"Option {number} cannot earn {percent} percent: the supported answer earns 100, "
                "any other less."
            )
    return found


def parse(sent: Sent, content: Content) -> int | None:
    """Return the chosen option's index, None for no choice. Raises InvalidAnswer."""
    indexes = choice.parse_indexes(sent, content)
    if len(indexes) > 1:
        raise InvalidAnswer("Only one option can be chosen.")
    return indexes[0] if indexes else None


def grade(content: Content, answer: int | None) -> float:
    """Return 1.0 for the key, and 0.0 for anything else that is not said to earn a part."""
    percent = None if answer is None else choice.percents(content)[answer]
    return float(answer in choice.keys(content)) if percent is None else max(0.0, percent / 100)


def key(content: Content) -> int:
    """Return the answer that earns the full mark."""
    return min(choice.keys(content))


CONTENT = {
    "stem": "What do you do first?",
    "options": [
        {"text": "Ask what matters today", "correct": True, "feedback": "It leaves the choice."},
        {"text": "Plan the whole week", "feedback": "It can be too much at once."},
        {"text": "Wait until asked", "feedback": "It leaves the person alone with it."},
    ],
}
CASES = [(0, 1.0), (1, 0.0), (2, 0.0), (None, 0.0)]
INVALID_SENT = [{"": ["3"]}, {"": ["-1"]}, {"": ["x"]}, {"": ["0", "1"]}]
INVALID_CONTENTS = [
    {},
    {**CONTENT, "stem": " "},
    {**CONTENT, "options": CONTENT["options"][:1]},
    {**CONTENT, "options": CONTENT["options"][1:]},
    {**CONTENT, "options": [*CONTENT["options"], CONTENT["options"][0]]},
    {**CONTENT, "options": [*CONTENT["options"], {"text": "Ask a colleague", "feedback": ""}]},
    {**CONTENT, "options": [*CONTENT["options"], {"text": "", "feedback": "None."}]},
]
