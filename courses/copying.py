"""Words in a row that one text has in common with others: what may have been copied.

Case, punctuation and the kind of apostrophe do not count; a hyphen parts two words. Runs are
kept as digests, so that a text which is not ours need not be kept to compare with it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b

COPIED_WORDS = 6  # in a row; our convention, no source gives a number
MUCH_COPIED = 8  # in a row: no text of a course may have so many of a source
DIGEST_BYTES = 6  # among ten thousand runs, two alike by chance are one in five million

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

SHINGLE = re.compile(f"[0-9a-f]{{{2 * DIGEST_BYTES}}}")

Shingle = str


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, as they are counted and compared here."""
    return [word for word, _ in _places(text)]


def shingles(text: str, n: int = COPIED_WORDS) -> frozenset[Shingle]:
    """Return the digest of every run of `n` words in a text. Raises ValueError if it is below 1."""
    return frozenset(_runs(words(text), n))


def shared_runs(text: str, known: Collection[Shingle], n: int = COPIED_WORDS) -> list[str]:
    """Return what of a text is in `known`, the shingles of other texts, as it is written here.

    Runs that follow each other word by word are one. Of what is returned, every `n` words in a row
    are somewhere in the other texts, though the whole may come from several places of them. Raises
    ValueError if `n` is below 1.
    """
    found = list(_places(text))
    starts = [i for i, run in enumerate(_runs([word for word, _ in found], n)) if run in known]
    return [text[found[first][1].start : found[last][1].stop] for first, last in _merged(starts, n)]


def _places(text: str) -> Iterator[tuple[str, slice]]:
    for match in _WORD.finditer(text):
        yield match[0].casefold().replace("’", "'"), slice(*match.span())


def _runs(found: list[str], n: int) -> Iterator[Shingle]:
    if n < 1:
        raise ValueError(f"a run of {n} words is none")
    return (_digest(found[i : i + n]) for i in range(len(found) - n + 1))


def _digest(run: list[str]) -> Shingle:
    return blake2b(" ".join(run).encode(), digest_size=DIGEST_BYTES).hexdigest()


def _merged(starts: Iterable[int], n: int) -> list[tuple[int, int]]:
    """Return the first and the last word of each run; those that start a word apart are one."""
    merged: list[tuple[int, int]] = []
    for start in starts:
        if merged and start == merged[-1][1] - n + 2:
            merged[-1] = (merged[-1][0], start + n - 1)
        else:
            merged.append((start, start + n - 1))
    return merged
