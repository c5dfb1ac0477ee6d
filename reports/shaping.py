"""Choosing columns of a table, and counting its rows by one of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence


def picked(
    rows: Iterable[Sequence[str]], names: Sequence[str], wanted: Sequence[str]
) -> Iterator[list[str]]:
    """Yield rows with the wanted columns alone, in the order that the table has them.

    `names` are the headings of the rows' columns. Those that the table does not have are left out.
    """
    places = [place for place, name in enumerate(names) if name in wanted]
    for row in rows:
        yield [row[place] for place in places]


def grouped(rows: Iterable[Sequence[str]], names: Sequence[str], by: str) -> list[tuple[str, int]]:
    """Return (value, how many rows have it), the most frequent first.

    Raises ValueError if there is no column of that name.
    """
    place = list(names).index(by)
    counted = Counter(row[place] for row in rows)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
