"""Packages: ZIP files of other systems, unpacked without trust, and our own."""

import stat
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from quizzes.formats.drafts import UnreadableFile
from quizzes.formats.texts import LARGEST

LARGEST_SUM = 50_000_000  # bytes unpacked
MOST_ENTRIES = 2_000
HIGHEST_RATIO = 200  # XML of questions packs to a tenth or a twentieth
_ALLOWED_FREELY = 1_050_000  # bytes unpacked before the ratio counts
_STEP = 64 * 1024
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    UnicodeError,
    ValueError,
)


def is_package(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the files of a package by their paths, in its order.

    Nothing is written anywhere. Raises UnreadableFile for what is no ZIP file, for more than the
    limits, and for names that could lead out of a folder.
    """
    if len(data) > LARGEST:
        raise UnreadableFile(f"The package is larger than {LARGEST // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return _unpacked(package)
    except _BROKEN:
        raise UnreadableFile("The package is broken: it cannot be unpacked.") from None


def _unpacked(package: zipfile.ZipFile) -> dict[str, bytes]:
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        raise UnreadableFile(f"The package holds more than {MOST_ENTRIES:,} files.")
    files: dict[str, bytes] = {}
    room = LARGEST_SUM
    for entry in entries:
        name = _checked_name(entry)
        if entry.is_dir():
            continue
        if name in files:
            raise UnreadableFile(f"The package holds two files with the name “{name}”.")
        files[name] = _read(package, entry, room)
        room -= len(files[name])
    return files


def _checked_name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's path. Raises UnreadableFile where it is a trick or cannot be read."""
    name = entry.orig_filename
    parts = name.removesuffix("/").split("/")
    is_odd = "\0" in name or "\\" in name or name.startswith("/") or ":" in parts[0]
    if is_odd or any(part in ("", "..") for part in parts):
        raise UnreadableFile(f"The package names a file “{shown(name)}”, which could be a trick.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnreadableFile(f"“{shown(name)}” in the package is a link to another file.")
    if entry.flag_bits & 0x1:
        raise UnreadableFile("The package is locked with a password.")
    if entry.compress_type not in _WAYS:
        raise UnreadableFile(f"“{shown(name)}” is packed in a way that is not read here.")
    return "/".join(part for part in parts if part != ".")


def shown(name: str) -> str:
    """Return a name from a file as it can stand in a sentence."""
    return "".join(c if c.isprintable() else "?" for c in name)[:100]


def _read(package: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    """Return an entry's bytes, counted as they come: what a package states may be untrue."""
    most = min(room, max(_ALLOWED_FREELY, entry.compress_size * HIGHEST_RATIO))
    pieces, size = [], 0
    with package.open(entry) as stream:
        while piece := stream.read(_STEP):
            size += len(piece)
            if size > most:
                raise UnreadableFile(
                    f"“{shown(entry.filename)}” unpacks to far more than it should: the package "
                    f"may hold {LARGEST_SUM // 1_000_000} MB, packed no tighter than "
                    f"{HIGHEST_RATIO} to 1."
                )
            pieces.append(piece)
    return b"".join(pieces)


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return a package of files; the same files make the same bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, whenever it is made
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return packed.getvalue()
