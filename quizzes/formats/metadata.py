"""What we say about a question beside its text, as words that other systems keep: tags.

Our own tags have no colon, so a word like bloom:apply is never one of them.
"""

from collections.abc import Iterable
from typing import Any

from courses.content.parts import BLOOM
from quizzes.fields import AREAS, ItemFields

_CASE = "kind:case"


def to_words(fields: ItemFields) -> tuple[str, ...]:
    """Return a question's tags, and what else a word can say of it."""
    said = [*fields.tags]
    said += [f"bloom:{fields.bloom}"] if fields.bloom else []
    said += [f"area:{fields.area}"] if fields.area else []
    said += [f"objective:{fields.objective}"] if fields.objective else []
    said += [f"statement:{code}" for code in fields.statements]
    return (*said, _CASE) if fields.is_case else tuple(said)


def from_words(words: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    """Return what words say of a question, by the names of its fields, and the other words.

    Whether there is such an objective or statement is not known here.
    """
    said: dict[str, Any] = {"bloom": "", "area": ""}
    statements, others = [], []
    for word in (word.strip() for word in words):
        name, _, value = word.partition(":")
        if word == _CASE:
            said["is_case"] = True
        elif (name == "bloom" and value in BLOOM) or (name == "area" and value in AREAS):
            said[name] = value
        elif name == "objective" and value:
            said["objective"] = value
        elif name == "statement" and value:
            statements.append(value)
        elif word:
            others.append(word)
    said["statements"] = tuple(dict.fromkeys(statements))
    return said, others


def losses(fields: ItemFields) -> list[str]:
    """Say what of a question no word can say."""
    return ["Reasons for leaving findings of the checks are not in the file."] * bool(
        fields.lint_ok
    )
