"""Which format a file has: by its name, by how it begins, and by what can be read."""

from collections.abc import Sequence

from quizzes.formats import FORMATS
from quizzes.formats.drafts import Reading, UnreadableFile

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OF_ZIP = (".zip", ".xlsx")
_OF_XML = (".xml",)


def likely_formats(file_name: str, data: bytes) -> list[list[str]]:
    """Return the names of formats to try, in groups, the most likely group first.

    The first is that of the name's ending; `file_name` is empty for pasted text.
    """
    by_name = [
        name
        for name, form in FORMATS.items()
        if file_name and file_name.lower().endswith(tuple(form.SUFFIXES))
    ]
    by_content = [name for name in _by_content(data) if name not in by_name]
    return [group for group in (by_name, by_content) if group]


def _by_content(data: bytes) -> list[str]:
    if data.startswith(_ZIP):
        return [name for name in FORMATS if _ends(name, _OF_ZIP)]
    begins = (
        data[:200].decode("utf-8-sig", "ignore").replace("\x00", "").lstrip("\ufffe\ufeff \r\n\t")
    )
    if begins.startswith("<"):
        return [name for name in FORMATS if _ends(name, _OF_XML)]
    return [name for name in FORMATS if not _ends(name, _OF_ZIP + _OF_XML)]


def _ends(name: str, suffixes: Sequence[str]) -> bool:
    return any(suffix in suffixes for suffix in FORMATS[name].SUFFIXES)


def best_reading(groups: Sequence[Sequence[str]], read) -> tuple[str, Reading]:
    """Return the format that reads most of a file, with what it reads.

    `read(name)` reads the file in a format. Raises UnreadableFile when no format can, with its own
    words where there is one format alone.
    """
    with_faults_alone, refusals = [], []
    for group in groups:
        found = []
        for name in group:
            try:
                found.append((name, read(name)))
            except UnreadableFile as refusal:
                refusals.append(refusal)
        readable = [each for each in found if each[1].drafts]
        if readable:
            return max(readable, key=_fit)
        with_faults_alone += found
    if with_faults_alone:
        return with_faults_alone[0]
    if len(refusals) == 1:
        raise refusals[0]
    raise UnreadableFile(
        "None of the formats here fits this file. Choose its format, to be told what is wrong."
    )


def _fit(found: tuple[str, Reading]) -> tuple[int, int]:
    _, reading = found
    return len(reading.drafts) - len(reading.faults), len(reading.drafts)
