"""Going through many rows without holding all of them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield rows in lists of `size`, the last of which may be shorter."""
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch
