"""What supervisors and their learners leave for each other."""

from reports.models.exports import Export, ExportFile
from reports.models.notes import Note, Opening

__all__ = ["Export", "ExportFile", "Note", "Opening"]
