"""A report as a PDF to print or to send on, drawn by typst."""

import json
from pathlib import Path

CONTENT_TYPE = "application/pdf"
LABEL = "PDF"
LIMIT = 500  # typst holds a document in memory: 500 rows of 20 columns take 150 MB of it
TEMPLATE = Path(__file__).with_name("table.typ")


def write(table, out, told):
    """Write a table to a binary file. The shape of `told` is in this package's docstring."""
    import typst  # here alone: web processes that draw nothing do without it

    drawn = inputs(table)
    told(table.count // 2)
    out.write(typst.compile(str(TEMPLATE), sys_inputs=drawn))


def inputs(table):
    """Return what the template is given: data, so that nothing in a name is taken for markup."""
    data = {
        "title": table.title,
        "facts": table.facts,
        "columns": [column.short or column.name for column in table.columns],
        "rows": [list(row) for row in table.rows],
        "meanings": [[column.short or column.name, _meaning(column)] for column in table.columns],
    }
    return {"data": json.dumps(data)}


def _meaning(column):
    return f"{column.name}; {column.meaning}" if column.short else column.meaning
