"""The question types, one module each, and the table that names them.

A type is a module with:

- LABEL: its name on screen
- SCHEMA: what its content holds beside the stem; files, forms and checks follow it
- TEMPLATE: how a learner sees it, with a partial to `answer` and one for the `result`
- problems(content): what keeps a content from being used, in words an author understands
- to_shuffle(content): how many things each attempt puts in an order of its own
- show(content, html, answer, order): what its template needs; `html` holds the content's
  Markdown as safe HTML, `order` the indexes of what was shuffled
- parse(sent, content): what a page sent as an answer, None when unanswered
- sent(answer): what a page sends for an answer, which parses to it again
- grade(content, answer): the mark, a fraction from 0 to 1, None where nothing is marked
- key(content): an answer that earns the full mark
- examples: CONTENT, CASES (answer, mark), INVALID_CONTENTS, INVALID_SENT, run by one test

Content and answers are JSON. An answer names options by their place in the content, never by
their place on the learner's screen.
"""

from types import ModuleType

from quizzes.types import (
    categorize,
    cloze,
    judgment,
    matching,
    multiple_response,
    ordering,
    rewrite,
    short_text,
    single_best,
)
from quizzes.types.answers import InvalidAnswer

TYPES: dict[str, ModuleType] = {
    "single_best": single_best,
    "multiple_response": multiple_response,
    "matching": matching,
    "ordering": ordering,
    "categorize": categorize,
    "cloze": cloze,
    "short_text": short_text,
    "judgment": judgment,
    "rewrite": rewrite,
}

TYPED = ["cloze", "short_text", "rewrite"]  # those whose answers may hold a learner's own words

__all__ = ["TYPED", "TYPES", "InvalidAnswer"]
