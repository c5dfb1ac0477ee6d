"""What all findings have in common, as an author is shown them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from quizzes.types import TYPES

SEVERITIES = {"error": "Please change", "warn": "Please look", "info": "Suggestion"}
COUNTED = {"error": "to change", "warn": "to look at", "info": "to think about"}

_TEXTS = {"note": "Content note"} | {
    text.name: text.label for kind in TYPES.values() for text in kind.SCHEMA.texts
}
_ROWS = {rows.name: rows.singular for kind in TYPES.values() for rows in kind.SCHEMA.rows}
_PARTS = {
    part.name: part.short
    for kind in TYPES.values()
    for rows in kind.SCHEMA.rows
    for part in rows.parts[1:]
}


class Shown:
    """A finding as its author is shown it; `finding.severity` is a key of SEVERITIES."""

    finding: Any

    @property
    def severity(self) -> str:
        return SEVERITIES[self.finding.severity]

    @property
    def is_error(self) -> bool:
        return self.finding.severity == "error"

    @property
    def is_asking(self) -> bool:
        """Whether it asks for a change, a look, or a reason."""
        return self.finding.severity != "info"

    @property
    def is_excusable(self) -> bool:
        """Whether a reason can let it be."""
        return self.is_asking and not getattr(self.finding, "is_final", False)


def in_words(shown: Iterable[Shown], skipped: Sequence[str] = ()) -> str:
    """Return how much was found, and what was `skipped`, for who cannot see the list change."""
    found = Counter(each.finding.severity for each in shown)
    counts = [
        f"{found[severity]} {words}" for severity, words in COUNTED.items() if found[severity]
    ]
    found_words = [", ".join(counts) + "."] if counts else []
    return " ".join([*skipped, *found_words]) or "Nothing found."


def label_of(place: str) -> str:
    """Return what the editor calls the text whose field has this name, such as options-0-text."""
    name, _, rest = place.partition("-")
    if name not in _ROWS:
        return _TEXTS.get(name, "The whole question")
    index, _, part = rest.partition("-")
    label = f"{_ROWS[name]} {int(index) + 1}"
    return f"{label}, {_PARTS[part]}" if part in _PARTS else label
