"""The models of this app: what the course rests on, the course and its texts, who takes it."""

from courses.models.assignments import Assignment, Extension
from courses.models.certificates import Certificate, CertificateState
from courses.models.learning import (
    Activity,
    Bloom,
    Completion,
    Course,
    CourseCompletion,
    Enrollment,
    Module,
    Objective,
)
from courses.models.observations import Observation
from courses.models.sources import Source, SourceShingles, Statement
from courses.models.texts import Figure, GlossaryTerm, Handout, Page

__all__ = [
    "Activity",
    "Assignment",
    "Bloom",
    "Certificate",
    "CertificateState",
    "Completion",
    "Course",
    "CourseCompletion",
    "Enrollment",
    "Extension",
    "Figure",
    "GlossaryTerm",
    "Handout",
    "Module",
    "Objective",
    "Observation",
    "Page",
    "Source",
    "SourceShingles",
    "Statement",
]
