"""XLSX: a table of questions as a workbook of a spreadsheet program; its first sheet is read."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException

from quizzes.formats import packages, tables
from quizzes.formats.drafts import Draft, Reading, UnreadableFile
from quizzes.formats.tables import losses

__all__ = ["LABEL", "SUFFIXES", "losses", "read", "template", "write"]

LABEL = "XLSX"
SUFFIXES = (".xlsx",)

MOST_COLUMNS = 80
_BROKEN = (
    DefusedXmlException,
    ParseError,
    AttributeError,
    KeyError,
    OSError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)
_WIDTHS = {"question": 60, "type": 12, "id": 16, "right": 8}


def read(data: bytes) -> Reading:
    """Return the questions of a workbook's first sheet. Raises UnreadableFile."""
    # Here alone: it takes 20 MB, and the web processes know this module and read no workbook.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    packages.unpack(data)  # a bomb ends here
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what it says of its size need not be true
        rows = list(_rows(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)))
    except (*_BROKEN, IndexError, InvalidFileException) as error:
        raise UnreadableFile(f"The workbook cannot be read: {error}.") from None
    return tables.read_rows(rows)


def _rows(values: Iterable[tuple[Any, ...]]) -> Iterator[list[str]]:
    for number, row in enumerate(values):
        if number > tables.MOST_ROWS + 1:
            return  # one more than are read: the table says so
        yield [_text(value) for value in row]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def write(drafts: Iterable[Draft]) -> bytes:
    """Return a workbook of the questions that a row can hold; every cell is words."""
    import xlsxwriter  # here alone, as the reader above

    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Questions")
        bold, wrapped = (
            book.add_format({"bold": True}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        names, *rows = tables.written(drafts)
        for column, name in enumerate(names):
            sheet.set_column(column, column, _WIDTHS.get(name, 30), wrapped)
            sheet.write_string(0, column, name, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell, wrapped)
        sheet.freeze_panes(1, 3)
    return out.getvalue()


def template() -> bytes:
    """Return a workbook with one question of each type that a row can hold."""
    return write(tables.examples())
