"""What of a reading the bank can keep: texts and lists within their limits, characters to show.

A question that is beyond them becomes a fault; what it can do without becomes a loss.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from courses.content.nodes import SLUG, UNPRINTABLE
from courses.content.parts import BLOOM
from courses.content.texts import NOTE_WORDS
from quizzes.fields import AREAS, LONGEST_TAG, ItemFields, schema_of, texts_of, tidy
from quizzes.formats.drafts import Draft, Fault, Reading
from quizzes.language_findings import LONGEST_NOTE, LONGEST_REASON

LONGEST_NAME = 200  # characters, of a question or of a category
LONGEST_TAGS = 450  # characters, of all with a space between
MOST_CATEGORIES = 10  # one in another
ROWS_TIMES_MOST = 2  # a draft may have more rows than can be published; the editor shows so many


def within_bounds(reading: Reading) -> Reading:
    """Return a reading whose questions can all be kept as drafts."""
    drafts: list[Draft] = []
    faults = [Fault(_shown(each.where), _shown(each.reason)) for each in reading.faults]
    for draft in reading.drafts:
        kept = _printable(draft)
        beyond = list(_beyond(kept.fields))
        if beyond:
            faults.append(Fault(kept.where or kept.name, " ".join(beyond)))
        else:
            drafts.append(_without_strays(kept))
    return Reading(tuple(drafts), tuple(faults))


def _printable(draft: Draft) -> Draft:
    """Return a draft without characters that cannot be shown."""
    before = vars(draft.fields) | {"lint_ok": dict(draft.fields.lint_ok)}
    after = _cleaned(before)
    fields = replace(draft.fields, **after)
    losses = tuple(_shown(loss) for loss in draft.losses)
    if after != before:
        losses += ("Characters that cannot be shown are left out.",)
    return replace(
        draft,
        fields=tidy(fields),
        where=_shown(draft.where),
        name=_shown(draft.name)[:LONGEST_NAME],
        category=tuple(_shown(name)[:LONGEST_NAME] for name in draft.category[:MOST_CATEGORIES]),
        losses=losses,
    )


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return UNPRINTABLE.sub("", value)
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_cleaned(inner) for inner in value)
    return value


def _shown(text: str) -> str:
    return " ".join(UNPRINTABLE.sub("", text).split())


def _beyond(fields: ItemFields) -> Iterator[str]:
    """Say what is too long to be kept even as a draft."""
    for placed in texts_of(fields):
        longest = placed.part.longest
        if len(placed.text) > longest:
            yield f"{placed.label} has {len(placed.text):,} characters, more than {longest:,}."
    for rows in schema_of(fields).rows:
        count = len(fields.content.get(rows.name, ()))
        if count > ROWS_TIMES_MOST * rows.most:
            yield f"It has {count} {rows.plural}; a question here has at most {rows.most}."


def _without_strays(draft: Draft) -> Draft:
    """Return a draft whose tags, note, reasons and places in the course can be kept."""
    fields, losses = draft.fields, list(draft.losses)
    tags = _tags(fields.tags, losses)
    note = fields.note
    if len(note) > LONGEST_NOTE or len(note.split()) > NOTE_WORDS:
        losses.append(f"The content note is left out: it has more than {NOTE_WORDS} words.")
        note = ""
    reasons = {
        rule: reason
        for rule, reason in fields.lint_ok.items()
        if isinstance(reason, str) and len(reason) <= LONGEST_REASON
    }
    kept = replace(
        fields,
        tags=tags,
        note=note,
        lint_ok=reasons,
        bloom=_known("what it asks of the learner", fields.bloom, BLOOM, losses),
        area=_known("the area", fields.area, AREAS, losses),
        statements=tuple(dict.fromkeys(fields.statements)),
    )
    return replace(draft, fields=kept, losses=tuple(losses))


def _tags(tags: tuple[str, ...], losses: list[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for tag in dict.fromkeys(tags):
        is_one = SLUG.fullmatch(tag) and len(tag) <= LONGEST_TAG
        if is_one and len(" ".join([*kept, tag])) <= LONGEST_TAGS:
            kept.append(tag)
        else:
            losses.append(f"The tag “{tag[:LONGEST_TAG]}” is left out.")
    return tuple(kept)


def _known(what: str, value: str, known: Any, losses: list[str]) -> str:
    if not value or value in known:
        return value
    losses.append(f"“{value[:LONGEST_NAME]}”, {what}, is not known here, and is left out.")
    return ""
