"""A course as its files say it. docs/content-format.md describes the files for authors.

The files are read into frozen dataclasses, checked to the last line, and written back in one
canonical form. Questions and quizzes belong to another app: they are handed on as nodes, which
know their lines.
"""

from courses.content.nodes import ContentError, Node, Once, node_of
from courses.content.parts import (
    CourseContent,
    FigureContent,
    LessonContent,
    ModuleContent,
    ObjectiveContent,
    QuizStep,
    SourceContent,
    StatementContent,
    TermContent,
)
from courses.content.reading import read_course
from courses.content.texts import check_markdown, read_codes, read_note, read_reasons
from courses.content.writing import course_files

__all__ = [
    "ContentError",
    "CourseContent",
    "FigureContent",
    "LessonContent",
    "ModuleContent",
    "Node",
    "ObjectiveContent",
    "Once",
    "QuizStep",
    "SourceContent",
    "StatementContent",
    "TermContent",
    "check_markdown",
    "course_files",
    "node_of",
    "read_codes",
    "read_course",
    "read_note",
    "read_reasons",
]
