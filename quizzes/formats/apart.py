"""Reading a file that nobody trusts, in a process of its own that is held to limits.

The process gets the bytes and the formats to try, and writes JSON. It knows no database and no
secret; when it breaks, or takes too long, the web process says so and goes on.

    python -m quizzes.formats.apart '[["gift", "aiken"]]' < file
"""

import json
import logging
import os
import resource
import subprocess
import sys
import traceback
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizzes.formats import FORMATS
from quizzes.formats.bounds import within_bounds
from quizzes.formats.choosing import best_reading
from quizzes.formats.drafts import Reading, UnreadableFile
from quizzes.formats.embedded import with_own_pictures
from quizzes.picture_files import PictureFile
from quizzes.readings import packed, unpacked

LONGEST_SECONDS = 12  # so long a web process waits at most
MOST_MEMORY = 1024**3  # bytes
MOST_DRAFTS = 300

COMMAND = (sys.executable, "-m", "quizzes.formats.apart")
_ROOT = Path(__file__).resolve().parents[2]
_PASSED_ON = ("PATH", "PYTHONPYCACHEPREFIX", "LANG")  # of the environment; no secrets
_BROKE = (
    "Something in the file was not expected, and reading it broke off. If other programs can "
    "read the file, tell the people who run this site."
)
_TOO_LONG = (
    f"Reading the file took more than {LONGEST_SECONDS} seconds, and was ended. Try it in "
    "smaller parts."
)
_TOO_MANY = "The file has {0:,} questions. Import at most {1} at a time, in several files."

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FileRead:
    """A file's format, what it says, and its pictures by their digests."""

    format: str
    reading: Reading
    pictures: dict[str, PictureFile]


def read_apart(groups: Sequence[Sequence[str]], data: bytes) -> FileRead:
    """Return what a file says, read in the best of some formats. Raises UnreadableFile."""
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(
            [*COMMAND, json.dumps(groups)],
            input=data,
            capture_output=True,
            cwd=_ROOT,
            env=environment,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile(_TOO_LONG) from None
    if done.stderr:
        _log.error("A file could not be read: %s", done.stderr.decode(errors="replace")[-4000:])
    if done.returncode:
        raise UnreadableFile(_BROKE)
    return told(json.loads(done.stdout))


def read_here(groups: Sequence[Sequence[str]], data: bytes) -> dict[str, Any]:
    """Return as JSON what a file says, or why it says nothing."""
    try:
        name, reading = best_reading(groups, lambda name: _read(name, data))
    except UnreadableFile as refusal:
        return {"refusal": str(refusal)}
    if len(reading.drafts) > MOST_DRAFTS:
        return {"refusal": _TOO_MANY.format(len(reading.drafts), MOST_DRAFTS)}
    reading, pictures = with_own_pictures(within_bounds(reading))
    return {
        "format": name,
        "reading": packed(reading),
        "pictures": [_packed_picture(picture) for picture in pictures.values()],
    }


def _read(name: str, data: bytes) -> Reading:
    """Return what a format reads. Whatever else it raises is a fault of ours, and is told."""
    try:
        return FORMATS[name].read(data)
    except UnreadableFile:
        raise
    except Exception:
        traceback.print_exc()
        raise UnreadableFile(_BROKE) from None


def _packed_picture(picture: PictureFile) -> dict[str, Any]:
    return vars(picture) | {"data": b64encode(picture.data).decode()}


def told(answer: dict[str, Any]) -> FileRead:
    """Return what `read_here` said, after its way as JSON. Raises UnreadableFile."""
    if "refusal" in answer:
        raise UnreadableFile(answer["refusal"])
    files = [PictureFile(**each | {"data": b64decode(each["data"])}) for each in answer["pictures"]]
    pictures = {file.digest: file for file in files}
    return FileRead(answer["format"], unpacked(answer["reading"]), pictures)


def main() -> None:
    """Read what comes in, within the limits, and write what it says."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_SECONDS, LONGEST_SECONDS))
    answer = read_here(json.loads(sys.argv[1]), sys.stdin.buffer.read())
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
