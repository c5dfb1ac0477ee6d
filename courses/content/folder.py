"""The files of one course's folder, each read within its limits."""

from dataclasses import dataclass
from pathlib import Path

from courses.content.nodes import UNPRINTABLE, ContentError, Node, parse_yaml

LARGEST = 1024 * 1024  # bytes in a file


@dataclass(frozen=True)
class Folder:
    path: Path

    def text(self, name: str) -> str:
        """Return a file's text, its lines ended by newlines alone. Raises ContentError."""
        file = self.path / name
        if not file.is_file():
            raise ContentError(name, 1, "the file is missing")
        if file.stat().st_size > LARGEST:
            raise ContentError(name, 1, f"the file is larger than {LARGEST:,} bytes")
        return _decode(file.read_bytes(), name)

    def yaml(self, name: str) -> Node:
        return parse_yaml(self.text(name), name)

    def entries(self, name: str, key: str, entry: str) -> list[Node]:
        """Return the list that is all a YAML file holds, its entries called by a name."""
        return self.yaml(name).fields(key)[key].entries(entry)

    def names(self, name: str = "") -> list[str]:
        """Return what is in a folder, in order and without hidden files."""
        folder = self.path / name
        names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
        return sorted(name for name in names if not name.startswith("."))


def line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _decode(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(name, line, "this is not UTF-8") from None
    if found := UNPRINTABLE.search(text):
        line = line_at(text, found.start())
        raise ContentError(name, line, "there is a character that cannot be shown")
    return text
