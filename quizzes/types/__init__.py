"""The question types, one module each, and the table that names them.

A type is a module with:

- LABEL: its name on screen; TEMPLATE: how a learner sees it
- problems(content): what keeps a content from being used, in words an author understands
- option_count(content): how many options there are to shuffle
- parse(values, content): the values of a submitted form as an answer, None when unanswered
- grade(content, answer): the mark, a fraction from 0 to 1
- chosen(answer): the options the answer holds, by index
- examples: CONTENT, CASES (answer, mark), INVALID_CONTENTS, INVALID_VALUES, run by one test

Content and answers are JSON. An answer names options by their place in the content, never by
their place on the learner's screen.
"""

from types import ModuleType

from quizzes.types import multiple_response, single_best
from quizzes.types.choice import InvalidAnswer

TYPES: dict[str, ModuleType] = {
    "single_best": single_best,
    "multiple_response": multiple_response,
}

__all__ = ["TYPES", "InvalidAnswer"]
