"""What the tests of the question bank's pages share."""

from dataclasses import replace

from django.urls import reverse

from quizzes import bank
from quizzes.fields import ItemFields
from quizzes.types import single_best

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
    options = fields.content["options"]
    data = {
        "base": base,
        "type": fields.type,
        "stem": fields.content["stem"],
        "bloom": fields.bloom,
        "area": fields.area,
        "objective": fields.objective,
        "note": fields.note,
        "statements": list(fields.statements),
        "options-TOTAL_FORMS": len(options),
        "options-INITIAL_FORMS": len(options),
    }
    if fields.is_case:
        data["is_case"] = "on"
    for index, option in enumerate(options):
        data[f"options-{index}-text"] = option["text"]
        data[f"options-{index}-feedback"] = option["feedback"]
        if option.get("correct"):
            data[f"options-{index}-correct"] = "on"
    return data | {f"reason-{rule}": reason for rule, reason in fields.lint_ok.items()} | more
