"""A GIFT file cut into its questions, and a question into title, text, answers and rest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizzes.formats.gathering import UnkeptQuestion

_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
# What stands for an escaped sign while a question is cut at those that are not
_HIDDEN = {sign: chr(0xE010 + place) for place, sign in enumerate("\\~=#{}:")} | {"n": "\ue01f"}
_SHOWN = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items() if sign != "n"})
_PRIVATE = re.compile("[\ue000-\ue01f]")
_CATEGORY = re.compile(r"^\s*\$CATEGORY:(.*)$", re.IGNORECASE)
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|markdown|moodle|plain)\]", re.IGNORECASE)
_WORD = re.compile(r"\[(id|tag):((?:[^\]\\]|\\.)*)\]", re.IGNORECASE)


@dataclass
class Block:
    """The lines of one question, and what the comments before and in it say."""

    line: int = 0
    category: str = ""
    number: str = ""
    tags: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    depth: int = 0  # braces that are open

    def add(self, line: str) -> None:
        hidden = hide(line)
        self.lines.append(hidden)
        self.depth += hidden.count("{") - hidden.count("}")

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Pieces:
    """A question in pieces, its escaped signs still hidden; `answers` is None without braces."""

    title: str
    format: str
    stem: str
    answers: str | None
    rest: str


def hide(text: str) -> str:
    return _ESCAPE.sub(lambda sign: _HIDDEN[sign[1]], text)


def show(text: str) -> str:
    """Return a text with its escaped signs as themselves."""
    return text.replace(_HIDDEN["n"], "\n").translate(_SHOWN)


def escaped(text: str) -> str:
    """Return a text as a file has it: signs that mean something escaped, on one line."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", _PRIVATE.sub("", text)).replace("\n", "\\n")


def blocks(text: str) -> Iterator[Block]:
    """Yield the questions of a file. A blank line ends one, but not within its braces."""
    category, block = "", Block()
    for number, line in enumerate(_PRIVATE.sub("", text).split("\n"), start=1):
        named = _CATEGORY.match(line)
        if block.lines and (named or _ends(block, line)):
            yield block
            block = Block()
        if named:
            category = named[1].strip()
        elif line.lstrip().startswith("//"):
            _take_words(block, line)
        elif line.strip() or block.lines:
            if not block.lines:
                block.line, block.category = number, category
            block.add(line)
    if block.lines:
        yield block


def _ends(block: Block, line: str) -> bool:
    """Say whether a line ends a question; a title after a blank line does even within braces."""
    if not line.strip():
        return block.depth <= 0
    return not block.lines[-1].strip() and line.lstrip().startswith("::")


def _take_words(block: Block, line: str) -> None:
    for name, value in _WORD.findall(line):
        value = re.sub(r"\\(.)", r"\1", value).strip()
        if name.lower() == "id":
            block.number = value
        else:
            block.tags.append(value)


def cut(text: str) -> Pieces:
    """Return a question in pieces. Raises UnkeptQuestion where braces do not fit."""
    title = _TITLE.match(text)
    rest = text[title.end() :] if title else text
    format_, rest = with_format(rest)
    before, brace, after = rest.partition("{")
    if "}" in before:
        raise UnkeptQuestion("A closing brace stands before any opening one.")
    if not brace:
        return Pieces(title[1].strip() if title else "", format_, before, None, "")
    answers, end, behind = after.partition("}")
    if not end:
        raise UnkeptQuestion("Its answers have no closing brace.")
    if "{" in answers or "{" in behind or "}" in behind:
        raise UnkeptQuestion("There is more than one pair of braces; write signs as \\{ and \\}.")
    return Pieces(title[1].strip() if title else "", format_, before, answers, behind)


def with_format(text: str) -> tuple[str, str]:
    """Return the format that a text names, empty where it names none, and the text without."""
    named = _FORMAT.match(text)
    return (named[1].lower(), text[named.end() :]) if named else ("", text)
