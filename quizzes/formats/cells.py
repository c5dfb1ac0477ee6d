"""Cells that a spreadsheet program takes for formulas, and how they are kept from it."""

import re

# A program that opens a CSV file runs what begins like this; an apostrophe makes it words.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """Return a text that no program takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return a text without the apostrophe that `guarded` puts before it."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
