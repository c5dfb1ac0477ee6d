"""A course back to the text of its files, in one canonical form.

What is read from files of that form is written to the same bytes.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from courses.content.modules import FENCE
from courses.content.parts import (
    CourseContent,
    LessonContent,
    ModuleContent,
    SourceContent,
    StatementContent,
    TermContent,
)

WIDTH = 100
# YAML takes these for the end of a line, or for none of the text, unless they are escaped
_ESCAPED = re.compile("[\x85\u2028\u2029\ufeff]")


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    """A text of several lines stands as a literal block, as it was written."""
    style = '"' if _ESCAPED.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list(dumper: _Dumper, values: list[Any]) -> yaml.SequenceNode:
    """A list of single words, such as ids, stands on one line."""
    on_one_line = all(isinstance(value, str) and value.split() == [value] for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=on_one_line)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(tuple, _list)


def to_yaml(value: Mapping[str, Any]) -> str:
    return yaml.dump(
        value,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
        default_flow_style=False,
    )


def course_files(course: CourseContent) -> dict[str, str]:
    """Return the text of each file of a course, by its path inside the course's folder."""
    files = {
        "course.yaml": to_yaml(_course(course)),
        "sources.yaml": to_yaml({"sources": [_source(source) for source in course.sources]}),
        "statements.yaml": to_yaml({"statements": [_statement(s) for s in course.statements]}),
        "glossary.yaml": to_yaml({"terms": [_term(term) for term in course.terms]}),
    }
    files |= {
        f"shingles/{source.slug}.txt": "".join(f"{shingle}\n" for shingle in source.shingles)
        for source in course.sources
        if source.shingles
    }
    files |= {f"figures/{figure.name}": figure.svg for figure in course.figures}
    for module in course.modules:
        files |= _module_files(module)
    return files


def _filled(**values: Any) -> dict[str, Any]:
    """Leave out what is empty, as authors do."""
    return {key: value for key, value in values.items() if value not in ("", (), {}, None)}


def _course(course: CourseContent) -> dict[str, Any]:
    return _filled(
        slug=course.slug,
        title=course.title,
        summary=course.summary,
        note=course.note,
        pass_mark=course.pass_mark,
        valid_months=course.valid_months,
        modules=[module.folder for module in course.modules],
    )


def _source(source: SourceContent) -> dict[str, Any]:
    return _filled(
        id=source.slug,
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        license_note=source.license_note,
        sections=list(source.sections),
    )


def _statement(statement: StatementContent) -> dict[str, Any]:
    return {
        "id": statement.code,
        "source": statement.source,
        "section": statement.section,
        "paragraph": statement.paragraph,
        "kind": statement.kind,
        "strength": statement.strength,
        "certainty": statement.certainty,
        "use": statement.use,
        "audience": list(statement.audience),
        "statement": statement.text,
    }


def _term(term: TermContent) -> dict[str, Any]:
    return _filled(
        term=term.term,
        definition=term.definition,
        link=None if term.is_linked else False,
        also=term.also,
        statements=term.statements,
    )


def _module_files(module: ModuleContent) -> dict[str, str]:
    files = {f"{module.folder}/module.yaml": to_yaml(_module(module))}
    for lesson in module.lessons:
        name = f"{module.number}-{lesson.number}-{lesson.slug}.md"
        files[f"{module.folder}/{name}"] = lesson_text(lesson)
    if module.handout:
        files[f"{module.folder}/handout.md"] = module.handout
    if module.items:
        items = [item.plain() for item in module.items]
        files[f"{module.folder}/items.yaml"] = to_yaml({"items": items})
    return files


def _module(module: ModuleContent) -> dict[str, Any]:
    quiz = module.quiz
    return _filled(
        title=module.title,
        summary=module.summary,
        note=module.note,
        objectives=[
            _filled(
                id=objective.code,
                text=objective.text,
                bloom=objective.bloom,
                observed=objective.is_observed or None,
            )
            for objective in module.objectives
        ],
        quiz=quiz
        and {"slug": quiz.slug, "title": quiz.title, "minutes": quiz.minutes, **quiz.rest.plain()},
    )


def lesson_text(lesson: LessonContent) -> str:
    front = _filled(
        title=lesson.title,
        minutes=lesson.minutes,
        note=lesson.note,
        summary=lesson.summary,
        lint_ok=dict(sorted(lesson.lint_ok.items())),
    )
    return f"{FENCE}{to_yaml(front)}{FENCE}{lesson.body}"
