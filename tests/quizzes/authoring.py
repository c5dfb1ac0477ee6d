"""What the tests of the question bank's pages share."""

from dataclasses import replace

from django.urls import reverse

from quizzes import bank
from quizzes.fields import ItemFields
from quizzes.types import TYPES, single_best
from quizzes.types.parts import Flag, Lines

FIELDS = ItemFields(
    type="single_best",
    content=single_best.CONTENT,
    bloom="apply",
    area="service-delivery",
    statements=("S1",),
)


def url(name, *args):
    return reverse(f"authoring:{name}", args=args)


def changed(**changes):
    """Return the fields of a question that can be published, with changes; also of its stem."""
    stem = changes.pop("stem", None)
    fields = replace(FIELDS, **changes)
    return replace(fields, content={**fields.content, "stem": stem}) if stem is not None else fields


def make_question(module, slug, author, *, published=True, **changes):
    item = bank.create_item(module.course, module, slug, changed(**changes), actor=author)
    if published:
        bank.publish_version(item.versions.get(), actor=author)
    return item


def posted(fields=FIELDS, *, base="", **more):
    """Return what a browser sends when the editor's form says these fields."""
    data = {
        "base": base,
        "type": fields.type,
        "form_of": fields.type,
        "bloom": fields.bloom,
        "area": fields.area,
        "objective": fields.objective,
        "tags": " ".join(fields.tags),
        "note": fields.note,
        "statements": list(fields.statements),
    }
    if fields.is_case:
        data["is_case"] = "on"
    schema = TYPES[fields.type].SCHEMA
    for rows in schema.rows:
        count = len(fields.content.get(rows.name, ()))
        data |= {f"{rows.name}-TOTAL_FORMS": count, f"{rows.name}-INITIAL_FORMS": count}
        for index, row in enumerate(fields.content.get(rows.name, ())):
            for part in rows.parts:
                value = _as_typed(part, row.get(part.name))
                if value not in (None, False):
                    data[f"{rows.name}-{index}-{part.name}"] = value
    data |= {text.name: fields.content.get(text.name, "") for text in schema.texts}
    return data | {f"reason-{rule}": reason for rule, reason in fields.lint_ok.items()} | more


def _as_typed(part, value):
    if isinstance(part, Flag):
        return "on" if value else None
    if isinstance(part, Lines):
        return "\n".join(value or [])
    return value
