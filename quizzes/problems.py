"""What keeps a question from being published, in words for its author."""

import json
import re
from collections.abc import Collection
from functools import lru_cache

from courses.content.parts import BLOOM
from courses.markdown import MarkdownError, citations, pictures_in, render
from courses.pictures import SCHEME
from quizzes.fields import AREAS, ItemFields, texts_of, tidy
from quizzes.language_findings import unexplained_errors
from quizzes.types import TYPES
from quizzes.types.schema import STEM
from quizzes.writing_findings import written

# What an author may have meant as one, though no statement can be called so
_LIKE_A_CITATION = re.compile(r"\[([A-Z]\d+)\](?!\()")


def problems(fields: ItemFields) -> list[str]:
    """Say what keeps a question from being published, in words an author understands."""
    return list(_problems(json.dumps(vars(tidy(fields)), default=dict)))


@lru_cache(maxsize=1024)  # a load asks twice: when it reads a file, and when it publishes
def _problems(text: str) -> tuple[str, ...]:
    values = json.loads(text)
    names = ("statements", "tags")
    fields = ItemFields(**values | {name: tuple(values[name]) for name in names})
    found = TYPES[fields.type].problems(fields.content)
    if not fields.statements:
        found.append("The question rests on no statement.")
    if fields.bloom not in BLOOM:
        found.append("It is not said what the question asks of the learner.")
    if fields.area not in AREAS:
        found.append("The question belongs to no area.")
    for placed in texts_of(fields):
        if placed.part.is_markdown:
            name = "The question" if placed.part is STEM else placed.label
            found += _text_problems(name, placed.text, fields.statements)
    found += unexplained_errors(fields)
    return (*found, *(each.in_short for each in written(fields) if each.is_error))


def _text_problems(name: str, text: str, statements: Collection[str]) -> list[str]:
    try:
        cited = dict.fromkeys([*citations(text), *_LIKE_A_CITATION.findall(text)])
        render(text, pictures={}, exercises=False)
        shown = pictures_in(text) if SCHEME in text else []
    except MarkdownError as error:
        return [f"{name} cannot be shown: line {error.line}, {error.reason}."]
    found = [
        f"{name} cites {code}, which is not among the question’s statements."
        for code in cited
        if code not in statements
    ]
    if any(not mention.words for mention in shown):
        found.append(
            f"{name} shows a picture without words. Write between its square brackets what "
            "there is to see, for those who do not see it."
        )
    return found
