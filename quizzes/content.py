"""Questions and quizzes as the content files say them, to and from the files' own form."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from courses.content import (
    ContentError,
    CourseContent,
    ModuleContent,
    Node,
    Once,
    check_markdown,
    node_of,
    read_codes,
    read_note,
    read_reasons,
)
from courses.content.parts import BLOOM
from quizzes.fields import AREAS, LONGEST_TAG, ItemFields, schema_of, tidy
from quizzes.picture_files import PictureFile
from quizzes.problems import problems
from quizzes.quiz_content import QuizContent, check_draws, quiz_mapping, read_quiz
from quizzes.types import TYPES
from quizzes.types.parts import Flag, Lines, Number, Part, Rows
from quizzes.types.schema import Schema


@dataclass(frozen=True)
class ItemContent:
    slug: str
    fields: ItemFields


@dataclass(frozen=True)
class Questions:
    """What a module asks: its questions in the order of the file, and its quiz if it has one.

    The pictures that the questions show are in files of their own; see picture_folders.py.
    """

    items: tuple[ItemContent, ...]
    quiz: QuizContent | None
    pictures: tuple[PictureFile, ...] = ()


def read_questions(course: CourseContent) -> dict[str, Questions]:
    """Return what each module asks, by the module's slug.

    Raises ContentError on the first fault: an unknown key or id, a repeated id, a text that
    cannot be rendered, and what the question's type finds wanting.
    """
    once = Once()
    objectives = [objective.code for module in course.modules for objective in module.objectives]
    items = {
        module.slug: tuple(_item(node, course.ledger, objectives, once) for node in module.items)
        for module in course.modules
    }
    slugs = [module.slug for module in course.modules]
    codes = {"objective": objectives, "statement": course.ledger}
    questions = {
        module.slug: Questions(items[module.slug], read_quiz(module, once.seen, slugs, codes))
        for module in course.modules
    }
    pool = pool_of(questions)
    for module in course.modules:
        check_draws(module, questions[module.slug].quiz, pool)
    return questions


def pool_of(questions: Mapping[str, Questions]) -> list[ItemFields]:
    """Return the questions that no quiz holds: those from which quizzes draw."""
    held = {slug for asked in questions.values() if asked.quiz for slug in asked.quiz.items}
    return [
        item.fields for asked in questions.values() for item in asked.items if item.slug not in held
    ]


def _item(node: Node, ledger: Mapping[str, int], objectives: list[str], once: Once) -> ItemContent:
    item = item_of(node, ledger, objectives, once)
    for problem in problems(item.fields):
        raise _fault(problem, node, TYPES[item.fields.type].SCHEMA)
    return item


def item_of(
    node: Node, ledger: Mapping[str, int], objectives: Collection[str], once: Once
) -> ItemContent:
    """Return a question as its file has it, finished or not. Raises ContentError."""
    kind = TYPES[node.having("id type")["type"].choice(TYPES)]
    needed, optional = _names(kind.SCHEMA)
    values = node.fields(
        f"id type stem {needed} statements bloom area",
        f"{optional} case objective tags note lint_ok",
    )
    slug = once(values["id"].slug(80), values["id"])
    fields = ItemFields(
        type=values["type"].value,
        content=_content(kind.SCHEMA, values),
        bloom=values["bloom"].choice(BLOOM),
        area=values["area"].choice(AREAS),
        is_case=values["case"].flag() if "case" in values else False,
        objective=values["objective"].choice(objectives) if "objective" in values else "",
        tags=_tags(values["tags"]) if "tags" in values else (),
        note=read_note(values),
        lint_ok=read_reasons(values),
        statements=read_codes(values["statements"], ledger),
    )
    return ItemContent(slug, tidy(fields))


def _tags(node: Node) -> tuple[str, ...]:
    once = Once()
    return tuple(once(entry.slug(LONGEST_TAG), entry) for entry in node.entries("tag"))


def _names(schema: Schema) -> tuple[str, str]:
    """Return the keys that stand for a type's content: what is needed, and what may be absent."""
    optional = [rows.name for rows in schema.rows if rows.least == 0]
    optional += [text.name for text in schema.texts if text.is_optional]
    needed = [part.name for part in schema.parts if part.name not in optional]
    return " ".join(needed), " ".join(optional)


def _content(schema: Schema, values: Mapping[str, Node]) -> dict[str, Any]:
    """Return a content; what is missing in its rows is for the question's type to say."""
    content = {
        text.name: _value(text, values[text.name]) for text in schema.texts if text.name in values
    }
    for rows in schema.rows:
        if rows.name in values:
            entries = values[rows.name].entries(rows.singular.lower())
            content[rows.name] = [_row(rows, entry) for entry in entries]
    return content


def _row(rows: Rows, node: Node) -> dict[str, Any]:
    values = node.fields("", " ".join(part.name for part in rows.parts))
    return {
        part.name: _value(part, values[part.name]) for part in rows.parts if part.name in values
    }


def _value(part: Part, node: Node) -> Any:
    if isinstance(part, Flag):
        return node.flag()
    if isinstance(part, Number):
        return node.whole(part.least, part.most)
    if isinstance(part, Lines):
        return list(node.texts("line"))
    return _markdown(node) if part.is_markdown else node.text()


def _markdown(node: Node) -> str:
    check_markdown(node.text(), node.path, node.text_line, {}, pictures={})
    return node.text()


def _fault(problem: str, node: Node, schema: Schema) -> ContentError:
    """Say what keeps a question from being published on the line of the row it names."""
    place = node
    for rows in schema.rows:
        named = re.match(rf"{rows.singular}s? (?:\d+ and )?(\d+)", problem)
        if named:
            place = node.value[rows.name].entries(rows.name)[int(named[1]) - 1]
    return place.error(problem[0].lower() + problem[1:].removesuffix("."))


def with_questions(course: CourseContent, questions: Mapping[str, Questions]) -> CourseContent:
    """Return a course whose nodes hold these questions, by module, in the canonical form."""
    modules = [_with_questions(module, questions[module.slug]) for module in course.modules]
    return replace(course, modules=tuple(modules))


def _with_questions(module: ModuleContent, questions: Questions) -> ModuleContent:
    items = tuple(node_of(mapping_of(item)) for item in questions.items)
    if module.quiz is None or questions.quiz is None:
        return replace(module, items=items, quiz=None)
    rest = node_of(quiz_mapping(questions.quiz))
    return replace(module, items=items, quiz=replace(module.quiz, rest=rest))


def mapping_of(item: ItemContent) -> dict[str, Any]:
    """Return an item as its file has it, in the canonical order and without what is empty."""
    fields = item.fields
    mapping = {
        "id": item.slug,
        "type": fields.type,
        "case": fields.is_case,
        **_content_mapping(fields),
        "statements": fields.statements,
        "objective": fields.objective,
        "bloom": fields.bloom,
        "area": fields.area,
        "tags": fields.tags,
        "note": fields.note,
        "lint_ok": dict(sorted(fields.lint_ok.items())),
    }
    return {key: value for key, value in mapping.items() if value not in ("", {}, ())}


def _content_mapping(fields: ItemFields) -> dict[str, Any]:
    """Return a content as files have it: long texts as blocks."""
    blocks = [text.name for text in schema_of(fields).texts if text.is_block]
    return {
        name: f"{value}\n" if name in blocks else value for name, value in fields.content.items()
    }


def digest(item: ItemContent) -> str:
    """Return what tells one wording of an item from every other, in any order of the ledger."""
    mapping = mapping_of(item) | {"statements": sorted(item.fields.statements)}
    text = json.dumps(mapping, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
