"""What supervisors and their learners leave for each other."""

from reports.models.exports import Export, ExportFile
from reports.models.messages import Message, MessageChoice
from reports.models.notes import Note, Opening
from reports.models.saved import SavedReport

__all__ = ["Export", "ExportFile", "Message", "MessageChoice", "Note", "Opening", "SavedReport"]
