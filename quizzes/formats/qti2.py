"""QTI 2.1 and 2.2: packages of items, and single items. Read only."""

from quizzes.formats.qti.packages import read_file as read

__all__ = ["LABEL", "SUFFIXES", "read"]

LABEL = "QTI 2.1"
SUFFIXES = (".zip", ".xml")
