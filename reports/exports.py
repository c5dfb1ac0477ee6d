"""Rows as the text of a CSV file, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from django.utils.text import slugify

# Excel takes a file without this mark for the machine's old code page and garbles names.
BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@lru_cache(maxsize=4096)  # the cells of a file are mostly the same few texts
def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula, with an apostrophe before it if need be.

    Source: OWASP, CSV Injection.
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_chunks(
    header: Sequence[str], rows: Iterable[Sequence[str]], size: int = 500
) -> Iterator[str]:
    """Yield the text of a CSV file piece by piece, holding at most `size` rows of it.

    `header` and each of `rows` are the texts of one line.
    """
    lines = io.StringIO()
    lines.write(BYTE_ORDER_MARK)
    writer = csv.writer(lines)
    writer.writerow(map(harmless, header))
    for number, row in enumerate(rows, start=1):
        writer.writerow(map(harmless, row))
        if number % size == 0:
            yield _take(lines)
    yield _take(lines)


def _take(lines: io.StringIO) -> str:
    """Return what was written, and empty the buffer for more."""
    text = lines.getvalue()
    lines.seek(0)
    lines.truncate()
    return text


def file_name(team: str | None, course: str, moment: datetime) -> str:
    """Return a name that says whose progress in what, and as of when.

    `team` is a team's name, None is everyone; `moment` is in the reader's time zone.
    """
    who = slugify(team or "everyone", allow_unicode=True) or "team"
    return f"{who}_{course}_{moment:%Y-%m-%d_%H%M_%Z}.csv"
