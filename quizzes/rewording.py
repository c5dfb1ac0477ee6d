"""Whether a change to a question only words it better, so that its statistics may go on."""

from collections.abc import Iterator

from quizzes.fields import ItemFields
from quizzes.types import TYPES
from quizzes.types.carrying import reads_alike
from quizzes.types.parts import FEEDBACK, Row, Rows, Text


def reads_the_same(before: ItemFields, after: ItemFields) -> bool:
    """Say whether a learner reads the same, whatever authors changed beside it."""
    return (before.type, before.content, before.note) == (after.type, after.content, after.note)


def changes_of_meaning(before: ItemFields, after: ItemFields) -> list[str]:
    """Say by what a question asks something else; an empty list when words alone may differ.

    Whether they do is for a person to say. Both can be published: they have a key.
    """
    if before.type != after.type:
        return ["It is of another type."]
    kind = TYPES[after.type]
    found = [*_of_texts(kind.SCHEMA.texts, before.content, after.content, "")]
    for rows in kind.SCHEMA.rows:
        found += _of_rows(rows, before.content.get(rows.name, []), after.content.get(rows.name, []))
    if not found and kind.key(before.content) != kind.key(after.content):
        found.append("Another answer is right.")
    return found


def _of_rows(rows: Rows, before: list[Row], after: list[Row]) -> Iterator[str]:
    if len(before) != len(after):
        yield f"It has {len(after)} {rows.plural}, and had {len(before)}."
        return
    for number, (was, now) in enumerate(zip(before, after, strict=True), start=1):
        name = f"{rows.singular} {number}, "
        yield from _of_texts(rows.parts, was, now, name)
        for part in rows.parts:
            if not isinstance(part, Text) and was.get(part.name) != now.get(part.name):
                yield f"{name}{part.short}: it changed."


def _of_texts(parts, was: Row, now: Row, name: str) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Text) and part != FEEDBACK:
            texts = was.get(part.name) or "", now.get(part.name) or ""
            if not reads_alike(*texts):
                yield f"{name}{part.short if name else part.label}: it reads quite differently."
