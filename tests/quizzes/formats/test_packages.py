"""Packages from other systems: what unpacks, and what is refused."""

import stat
import struct
import time
import zipfile
from io import BytesIO

import pytest

from quizzes.formats.drafts import UnreadableFile
from quizzes.formats.packages import (
    MOST_ENTRIES,
    is_package,
    pack,
    unpack,
)
from quizzes.formats.texts import LARGEST


def zipped(*entries, compression=zipfile.ZIP_DEFLATED):
    """Return a package with entries of a name or ZipInfo and bytes; names are taken as they are."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as package:
        for entry, data in entries:
            package.writestr(entry, data)
    return packed.getvalue()


def link(name):
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def renamed(data, name, by):
    """Return a package in which a name is replaced by one of the same length."""
    assert len(name) == len(by)
    return data.replace(name.encode(), by.encode())


def stating(data, size):
    """Return a package whose first entry states another unpacked size, in both its places."""
    local, central = data.index(b"PK\x03\x04") + 22, data.index(b"PK\x01\x02") + 24
    changed = bytearray(data)
    for place in (local, central):
        changed[place : place + 4] = struct.pack("<I", size)
    return bytes(changed)


def locked(data):
    """Return a package whose first entry says that it is encrypted."""
    changed = bytearray(data)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[data.index(sign) + place] |= 1
    return bytes(changed)


ONE = zipped(("a/b.xml", b"<a/>"))
ZEROS = zipped(("zeros.xml", b"0" * 30_000_000))
TRICKS = [
    (renamed(ONE, "a/b.xml", "../.xml"), "could be a trick"),
    (renamed(ONE, "a/b.xml", "a/../x/"), "could be a trick"),
    (renamed(ONE, "a/b.xml", "/etc/pw"), "could be a trick"),
    (renamed(ONE, "a/b.xml", "a\\b.xml"), "could be a trick"),
    (renamed(ONE, "a/b.xml", "C:b.xml"), "could be a trick"),
    (renamed(ONE, "a/b.xml", "a//.xml"), "could be a trick"),
    (renamed(ONE, "a/b.xml", "a\0b.xml"), "could be a trick"),
    (zipped((link("a.xml"), b"/etc/passwd")), "is a link"),
    (locked(ONE), "locked with a password"),
    (zipped(("a.xml", b"a" * 99), compression=zipfile.ZIP_BZIP2), "is not read here"),
    (zipped(*((f"{number}.xml", b"") for number in range(MOST_ENTRIES + 1))), "2,000 files"),
    (ZEROS, "unpacks to far more"),
    (stating(ZEROS, 1000), "broken"),
    (zipped(*((f"{n}.bin", bytes(range(256)) * 4000) for n in range(55))), "unpacks to far more"),
    (b"PK\x03\x04" + b"\0" * LARGEST, "larger than 10 MB"),
    (b"PK\x03\x04 and no more", "broken"),
    (ONE[:-30], "broken"),
    (ONE[:40] + b"\xff\xff\xff" + ONE[43:], "broken"),
    (b"", "broken"),
]


@pytest.mark.parametrize(("data", "reason"), TRICKS, ids=range(len(TRICKS)))
def test_unpack_refuses_tricks_in_time(data, reason):
    start = time.process_time()

    with pytest.raises(UnreadableFile, match=reason):
        unpack(data)

    assert time.process_time() - start < 5


def test_unpack_refuses_two_files_of_one_name():
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped(("a.xml", b"<a/>"), ("a.xml", b"<b/>"))
    inside = renamed(zipped(("a.xml", b"<a/>"), ("x/a.xml", b"<b/>")), "x/a.xml", "./a.xml")

    for data in (twice, inside):
        with pytest.raises(UnreadableFile, match=r"two files with the name “a\.xml”"):
            unpack(data)


def test_unpack_gives_files_without_folders_in_their_order():
    data = zipped(("b/", b""), ("b/ü.xml", b"<a/>"), ("a.xml", b"<b/>"))

    assert is_package(data)
    assert list(unpack(data).items()) == [("b/ü.xml", b"<a/>"), ("a.xml", b"<b/>")]


def test_pack_makes_the_same_bytes_of_the_same_files():
    files = {"imsmanifest.xml": b"<a/>", "images/ü.png": b"\x89PNG"}

    assert pack(files) == pack(files)
    assert unpack(pack(files)) == files
