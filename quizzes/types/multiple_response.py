"""Several options fit; the learner chooses all that do."""

import math

from quizzes.types import choice
from quizzes.types.answers import Sent
from quizzes.types.choice import SCHEMA, TEMPLATE, sent, show, terms, to_shuffle
from quizzes.types.parts import Content

__all__ = ["SCHEMA", "TEMPLATE", "sent", "show", "terms", "to_shuffle"]

LABEL = "Several answers"
ROUNDING = 3  # percent by which the parts of the keys may miss the whole
INPUT = "checkbox"


def problems(content: Content) -> list[str]:
    """Say what keeps a content from being used; an empty list when it can be."""
    found = SCHEMA.problems(content)
    if not 0 < len(choice.keys(content)) < to_shuffle(content):
        found.append("Mark at least one option as supported, and leave at least one that is not.")
    return found + _percent_problems(content)


def _percent_problems(content: Content) -> list[str]:
    keys, percents = choice.keys(content), choice.percents(content)
    found = []
    for number, percent in enumerate(percents, start=1):
        if percent is not None and (percent > 0) != (number - 1 in keys):
            found.append(
                f"Option {number} cannot earn {percent} percent: supported options earn more than "
                "0, others 0 or less."
            )
    said = [percents[place] is not None for place in sorted(keys)]
    if any(said) and not all(said):
        found.append("Say of every supported option what it earns, or of none.")
    elif any(said) and abs(sum(percents[place] for place in keys) - 100) > ROUNDING:
        found.append("Together the supported options have to earn 100 percent.")
    return found


def parse(sent: Sent, content: Content) -> list[int] | None:
    """Return the chosen options' indexes, sorted, None for no choice. Raises InvalidAnswer."""
    return choice.parse_indexes(sent, content) or None


def grade(content: Content, answer: list[int] | None) -> float:
    """Return the share of keys chosen less the share of other options chosen, 0 to 1.

    Choosing everything earns nothing, as does choosing nothing. Options that say what they earn
    count for that.
    """
    shares = _shares(content)
    earned = math.fsum(shares[place] for place in choice.chosen(answer))
    return min(1.0, max(0.0, earned))


def _shares(content: Content) -> list[float]:
    """Return what each option earns of the mark; the keys together earn 1."""
    keys, percents = choice.keys(content), choice.percents(content)
    others = max(to_shuffle(content) - len(keys), 1)
    whole = sum(percents[place] or 0 for place in keys) or 100  # rounded parts sum to 99
    shares = []
    for place, percent in enumerate(percents):
        usual = 1 / len(keys) if place in keys else -1 / others
        said = whole if place in keys else 100
        shares.append(usual if percent is None else percent / said)
    return shares


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
