"""A quiz's settings: what they say, what goes together, and how a file has them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from courses.content import Node

FEEDBACK = ("end", "each")
LAYOUTS = ("choice", "one", "all")

MOST_ATTEMPTS = 99
LONGEST_WAIT = 60 * 24 * 60  # minutes: sixty days
SHORTEST_LIMIT, LONGEST_LIMIT = 5, 24 * 60  # minutes
LONGEST_REASON = 300

# The keys of a file, in the order in which they are written; all are optional.
KEYS = {
    "intro": "intro",
    "pass_mark": "pass_mark",
    "shuffle": "is_shuffled",
    "feedback": "feedback",
    "layout": "layout",
    "attempts_allowed": "attempts_allowed",
    "wait_minutes": "wait_minutes",
    "time_limit_minutes": "time_limit_minutes",
    "time_limit_reason": "time_limit_reason",
}


@dataclass(frozen=True)
class QuizRules:
    """The settings that authors choose, under the names that the model Quiz has for them.

    `intro` is what the start page begins with. `pass_mark` is a fraction, None takes
    the course's. None elsewhere sets no limit.
    """

    intro: str = ""
    pass_mark: float | None = None
    is_shuffled: bool = True
    feedback: str = "end"
    layout: str = "choice"
    attempts_allowed: int | None = None
    wait_minutes: int | None = None
    time_limit_minutes: int | None = None
    time_limit_reason: str = ""


NAMES = tuple(field.name for field in fields(QuizRules))


def rules_of(quiz: Any) -> QuizRules:
    """Return what anything with these names, such as a row, says under them."""
    return QuizRules(**{name: getattr(quiz, name) for name in NAMES})


def conflicts(rules: QuizRules) -> dict[str, str]:
    """Return what does not go together, as sentences by the name of the setting to change."""
    found = {}
    if rules.time_limit_minutes is not None and not rules.time_limit_reason:
        found["time_limit_reason"] = "A time limit needs a reason, which learners are told."
    if rules.time_limit_minutes is None and rules.time_limit_reason:
        found["time_limit_reason"] = "There is a reason, but no time limit that it is for."
    if rules.feedback == "each" and rules.layout == "all":
        found["layout"] = "Feedback after each question shows one question at a time."
    return found


def read_rules(values: Mapping[str, Node]) -> QuizRules:
    """Return the settings among a quiz's keys in a file. Raises ContentError."""
    read = {name: _READERS[key](values[key]) for key, name in KEYS.items() if key in values}
    rules = QuizRules(**read)
    for name, sentence in conflicts(rules).items():
        key = next(key for key, each in KEYS.items() if each == name)
        node = values.get(key) or values["time_limit_minutes"]
        raise node.error(sentence[0].lower() + sentence[1:].removesuffix("."))
    return rules


_READERS = {
    "intro": lambda node: node.text().strip(),
    "pass_mark": lambda node: node.fraction(may_be_zero=True),
    "shuffle": lambda node: node.flag(),
    "feedback": lambda node: node.choice(FEEDBACK),
    "layout": lambda node: node.choice(LAYOUTS),
    "attempts_allowed": lambda node: node.whole(1, MOST_ATTEMPTS),
    "wait_minutes": lambda node: node.whole(1, LONGEST_WAIT),
    "time_limit_minutes": lambda node: node.whole(SHORTEST_LIMIT, LONGEST_LIMIT),
    "time_limit_reason": lambda node: node.text(LONGEST_REASON).strip(),
}


def mapping_of(rules: QuizRules) -> dict[str, Any]:
    """Return settings as a file has them, without those that are as when nothing is said."""
    usual = QuizRules()
    return {
        key: getattr(rules, name)
        for key, name in KEYS.items()
        if getattr(rules, name) != getattr(usual, name)
    }


def digest(rules: QuizRules) -> str:
    """Return what tells some settings from all others.

    What is as usual does not count, so that a new setting leaves the digests kept before it true.
    """
    return hashlib.sha256(json.dumps(mapping_of(rules), sort_keys=True).encode()).hexdigest()


def differing(before: QuizRules, after: QuizRules) -> dict[str, list[Any]]:
    """Return what changed: [before, after] by the name of the setting."""
    pairs = {name: [getattr(before, name), getattr(after, name)] for name in NAMES}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
