"""What a question of a type holds, said once: files, forms, checks and pages all follow it.

A content is JSON: the stem, texts beside it, and lists of rows. A row is a mapping of parts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.types.parts import (
    LONGEST_STEM,
    Content,
    Flag,
    Lines,
    Number,
    Part,
    Placed,
    Row,
    Rows,
    Text,
    folded,
)

STEM = Text("stem", "Question", LONGEST_STEM, is_markdown=True, is_block=True)


@dataclass(frozen=True)
class Schema:
    """What stands beside the stem, in the order of the page."""

    parts: tuple[Text | Rows, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        """The texts, the stem first."""
        return (STEM, *(part for part in self.parts if isinstance(part, Text)))

    @property
    def rows(self) -> tuple[Rows, ...]:
        return tuple(part for part in self.parts if isinstance(part, Rows))

    def walk(self, content: Content) -> Iterator[Placed]:
        """Yield every text of a content, in the order of the page."""
        yield Placed(STEM.name, STEM.label, STEM, content, content.get(STEM.name))
        for part in self.parts:
            if isinstance(part, Rows):
                yield from _walk_rows(part, content.get(part.name) or [])
            else:
                yield Placed(part.name, part.label, part, content, content.get(part.name))

    def tidy(self, content: Content) -> dict[str, Any]:
        """Return what of a content the schema knows, in its order, and texts as they are kept."""
        kept: dict[str, Any] = {STEM.name: STEM.tidy(content.get(STEM.name))}
        for part in self.parts:
            value = content.get(part.name)
            if isinstance(part, Rows):
                kept[part.name] = [_tidy_row(part.parts, row) for row in value or []]
            else:
                kept |= _kept(part, value)
        return {name: value for name, value in kept.items() if value != [] or self._needs(name)}

    def _needs(self, name: str) -> bool:
        return any(rows.least > 0 for rows in self.rows if rows.name == name)

    def rendered(self, content: Content, render: Callable[[str], str]) -> dict[str, Any]:
        """Return the shape of a content with what `render` makes of its Markdown, no more."""
        html: dict[str, Any] = {
            text.name: render(content.get(text.name) or "")
            for text in self.texts
            if text.is_markdown
        }
        for rows in self.rows:
            marked = [part.name for part in rows.parts if _is_marked(part)]
            values = content.get(rows.name) or []
            html[rows.name] = [
                {name: render(row.get(name) or "") for name in marked} for row in values
            ]
        return html

    def problems(self, content: Content) -> list[str]:
        """Say what is missing, or there twice; an empty list when nothing is."""
        found = []
        if STEM.is_empty(content.get(STEM.name)):
            found.append("The question has no text.")
        for part in self.parts:
            value = content.get(part.name)
            if isinstance(part, Rows):
                found += _row_problems(part, value or [])
            elif not part.is_optional and part.is_empty(value):
                found.append(f"{part.label} is empty.")
        return found


def _is_marked(part: Part) -> bool:
    return isinstance(part, Text) and part.is_markdown


def _kept(part: Part, value: Any) -> dict[str, Any]:
    """Return a part by its name, nothing where it says no more than its absence."""
    tidied = part.tidy(value)
    if isinstance(part, Flag):
        is_needless = not tidied
    elif isinstance(part, Number):
        is_needless = tidied is None or tidied == part.default
    else:
        is_needless = part.is_optional and not tidied
    return {} if is_needless else {part.name: tidied}


def _tidy_row(parts: Sequence[Part], row: Row) -> dict[str, Any]:
    return {
        name: value for part in parts for name, value in _kept(part, row.get(part.name)).items()
    }


def _walk_rows(rows: Rows, values: Sequence[Row]) -> Iterator[Placed]:
    for index, row in enumerate(values):
        for number, part in enumerate(rows.parts):
            if isinstance(part, Text | Lines):
                label = f"{rows.singular} {index + 1}"
                if number > 0:
                    label += f", {part.short}"
                place = f"{rows.name}-{index}-{part.name}"
                yield Placed(place, label, part, row, row.get(part.name))


def _row_problems(rows: Rows, values: Sequence[Row]) -> list[str]:
    found = []
    if not rows.least <= len(values) <= rows.most:
        range_ = f"{rows.least} to {rows.most}" if rows.least else f"at most {rows.most}"
        found.append(f"A question has {range_} {rows.plural}.")
    for number, row in enumerate(values, start=1):
        for part in rows.parts:
            if _is_missing(part, row):
                found.append(f"{rows.singular} {number} has no {part.short}.")
    return found + (_repeated(rows, values) if rows.are_distinct else [])


def _is_missing(part: Part, row: Row) -> bool:
    if isinstance(part, Number):
        return part.of(row) is None and not part.is_optional
    return not isinstance(part, Flag) and not part.is_optional and part.is_empty(row.get(part.name))


def _repeated(rows: Rows, values: Sequence[Row]) -> list[str]:
    texts = [folded(row.get(rows.parts[0].name) or "") for row in values]
    return [
        f"{rows.singular}s {texts.index(text) + 1} and {number} say the same."
        for number, text in enumerate(texts, start=1)
        if text and texts.index(text) + 1 < number
    ]
