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

    rows = [list(row) for row in table.rows]
    told(len(rows) // 2)
    data = {
        "title": table.title,
        "notes": table.notes,
        "columns": [column.name for column in table.columns],
        "rows": rows,
    }
    # As data, so that nothing in a name is taken for markup.
    out.write(typst.compile(str(TEMPLATE), sys_inputs={"data": json.dumps(data)}))
