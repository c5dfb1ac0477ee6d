"""The models of this app, in two rooms: what the course rests on, and the course itself."""

from courses.models.learning import (
    Activity,
    Assignment,
    Bloom,
    Completion,
    Course,
    Enrollment,
    Figure,
    GlossaryTerm,
    Handout,
    Module,
    Objective,
    Page,
)
from courses.models.sources import Source, SourceShingles, Statement

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
