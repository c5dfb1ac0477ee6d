"""What supervisors and their learners leave for each other."""

from reports.models.notes import Note, Opening

__all__ = ["Note", "Opening"]
