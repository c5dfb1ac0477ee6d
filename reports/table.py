"""A report as a table of texts: what it is about, its columns and its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.formats import date_format


class Column(NamedTuple):
    """A column's heading, what stands under it, and a shorter heading for narrow paper."""

    name: str
    meaning: str
    short: str = ""


@dataclass(frozen=True)
class Table:
    """A report: what it is about, as of when, its columns and its rows of texts."""

    name: str
    about: str
    slug: str
    filters: list[str]
    as_of: datetime
    columns: list[Column]
    rows: Iterable[Sequence[str]]
    count: int

    @property
    def title(self):
        return f"{self.name}: {self.about}"

    @property
    def facts(self):
        """As of when it is, what was filtered, how long it is; line by line."""
        return [
            f"As of {date_format(self.as_of, 'F j, Y, g:i A T')} ({self.as_of.tzinfo})",
            f"Filter: {'; '.join(self.filters) or 'none'}",
            f"Rows: {self.count:,}",
        ]

    @property
    def notes(self):
        """What a reader has to know, line by line."""
        meanings = [f"{column.name}: {column.meaning}" for column in self.columns]
        return [self.title, *self.facts, *meanings]
