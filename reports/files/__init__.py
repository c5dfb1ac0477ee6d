"""The kinds of file that a report is written as.

Each has `write(table, out, told)`: it writes a Table to a binary file, and calls `told` with how
many rows it has written, now and then. `LIMIT` is how many rows it can hold; None is any number.
"""

from reports.files import csv_files, pdf_files, xlsx_files

FILES = {"csv": csv_files, "xlsx": xlsx_files, "pdf": pdf_files}


def file_name(table, kind: str) -> str:
    """Return a name that says what a file is about, and as of when."""
    return f"{table.slug}_{table.as_of:%Y-%m-%d_%H%M_%Z}.{kind}"
