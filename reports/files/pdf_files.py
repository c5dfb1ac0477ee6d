"""A report as a PDF to print or to send on, drawn by typst."""

from pathlib import Path

from reports.files import typesetting

CONTENT_TYPE = "application/pdf"
LABEL = "PDF"
LIMIT = 500  # typst holds a document in memory: 500 rows of 20 columns take 150 MB of it
TEMPLATE = Path(__file__).with_name("table.typ")


def write(table, out, told):
    """Write a table to a binary file. The shape of `told` is in this package's docstring."""
    data = data_of(table)
    told(table.count // 2)
    out.write(typesetting.draw(TEMPLATE, data, made_at=table.as_of))


def data_of(table):
    """Return what the template is given."""
    return {
        "title": table.title,
        "facts": table.facts,
        "columns": [column.short or column.name for column in table.columns],
        "rows": [list(row) for row in table.rows],
        "meanings": [[column.short or column.name, _meaning(column)] for column in table.columns],
    }


def _meaning(column):
    return f"{column.name}; {column.meaning}" if column.short else column.meaning
