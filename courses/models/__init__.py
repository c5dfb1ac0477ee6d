"""The models of this app, in three rooms: what the course rests on, the course, its texts."""

from courses.models.learning import (
    Activity,
    Assignment,
    Bloom,
    Completion,
    Course,
    Enrollment,
    Module,
    Objective,
)
from courses.models.sources import Source, SourceShingles, Statement
from courses.models.texts import Figure, GlossaryTerm, Handout, Page

__all__ = [
    "Activity",
    "Assignment",
    "Bloom",
    "Completion",
    "Course",
    "Enrollment",
    "Figure",
    "GlossaryTerm",
    "Handout",
    "Module",
    "Objective",
    "Page",
    "Source",
    "SourceShingles",
    "Statement",
]
