"""What the types that offer a list of options have in common."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

MIN_OPTIONS, MAX_OPTIONS = 2, 8

Content = Mapping[str, Any]


class InvalidAnswer(ValueError):
    """The submitted values could not have come from the question's own form."""


def problems(content: Content) -> list[str]:
    """Say what is missing in a stem and its options; an empty list when nothing is."""
    options = content.get("options", [])
    found = []
    if not content.get("stem", "").strip():
        found.append("The question has no text.")
    if not MIN_OPTIONS <= len(options) <= MAX_OPTIONS:
        found.append(f"A question has {MIN_OPTIONS} to {MAX_OPTIONS} options.")
    for number, option in enumerate(options, start=1):
        if not option.get("text", "").strip():
            found.append(f"Option {number} has no text.")
        if not option.get("feedback", "").strip():
            found.append(f"Option {number} has no feedback.")
    return found + _repeated(options)


def folded(text: str) -> str:
    """Return an option's text such that two which are refused as the same are equal."""
    return " ".join(text.split()).casefold()


def _repeated(options: Sequence[Content]) -> list[str]:
    texts = [folded(option.get("text", "")) for option in options]
    return [
        f"Options {texts.index(text) + 1} and {number} say the same."
        for number, text in enumerate(texts, start=1)
        if text and texts.index(text) + 1 < number
    ]


def keys(content: Content) -> set[int]:
    """Return the indexes of the options marked correct."""
    return {index for index, option in enumerate(content["options"]) if option.get("correct")}


def option_count(content: Content) -> int:
    return len(content["options"])


def parse_indexes(values: Iterable[str], content: Content) -> list[int]:
    """Return the options that form values name, sorted, each once.

    Raises InvalidAnswer if a value is not the index of an option.
    """
    known = {str(index): index for index in range(option_count(content))}
    try:
        return sorted({known[value] for value in values})
    except KeyError as error:
        raise InvalidAnswer(f"{error.args[0]!r} is not an option.") from None
