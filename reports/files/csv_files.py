"""A report as a CSV file, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

CONTENT_TYPE = "text/csv; charset=utf-8"
LABEL = "CSV"
LIMIT = None
# Excel takes a file without this mark for the machine's old code page and garbles names.
BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BATCH = 500


@lru_cache(maxsize=4096)  # the cells of a file are mostly the same few texts
def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula, with an apostrophe before it if need be.

    Source: OWASP, CSV Injection.
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def chunks(table) -> Iterator[str]:
    """Yield a table's file piece by piece: its rows, and below an empty line what they are."""
    header = [column.name for column in table.columns]
    yield from csv_chunks(header, table.rows, below=[[], *([line] for line in table.notes)])


def write(table, out, told):
    """Write a table to a binary file. The shape of `told` is in this package's docstring."""
    for number, chunk in enumerate(chunks(table)):
        out.write(chunk.encode())
        told(number * BATCH)


def csv_chunks(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    size: int = BATCH,
    below: Iterable[Sequence[str]] = (),
) -> Iterator[str]:
    """Yield the text of a CSV file piece by piece, holding at most `size` rows of it.

    `header` and each of `rows` are the texts of one line, as are those `below` them.
    """
    lines = io.StringIO()
    lines.write(BYTE_ORDER_MARK)
    writer = csv.writer(lines)
    writer.writerow(map(harmless, header))
    for number, row in enumerate(rows, start=1):
        writer.writerow(map(harmless, row))
        if number % size == 0:
            yield _take(lines)
    writer.writerows([*map(harmless, row)] for row in below)
    yield _take(lines)


def _take(lines: io.StringIO) -> str:
    """Return what was written, and empty the buffer for more."""
    text = lines.getvalue()
    lines.seek(0)
    lines.truncate()
    return text
