"""CSV: a table of questions as text, with commas, semicolons or tabs between its cells."""

import csv
import io
from collections.abc import Iterable, Iterator

from quizzes.formats import tables
from quizzes.formats.cells import guarded, unguarded
from quizzes.formats.drafts import Draft, Reading, UnreadableFile
from quizzes.formats.tables import losses
from quizzes.formats.texts import decoded

__all__ = ["LABEL", "SUFFIXES", "losses", "read", "template", "write"]

LABEL = "CSV"
SUFFIXES = (".csv", ".tsv")


def read(data: bytes) -> Reading:
    """Return the questions of a file in its order. Raises UnreadableFile."""
    text = decoded(data)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    return tables.read_rows(_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        for row in reader:
            yield [unguarded(cell) for cell in row]
    except csv.Error as error:
        raise UnreadableFile(f"Row {reader.line_num:,} cannot be read: {error}.") from None


def write(drafts: Iterable[Draft]) -> bytes:
    """Return a file of the questions that a row can hold, for any spreadsheet program."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([guarded(cell) for cell in row] for row in tables.written(drafts))
    return out.getvalue().encode("utf-8-sig")


def template() -> bytes:
    """Return a file with one question of each type that a row can hold."""
    return write(tables.examples())
