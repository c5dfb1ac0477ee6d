"""The parts that contents are made of: texts, lines, flags, numbers, and lists of rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Content = Mapping[str, Any]
Row = Mapping[str, Any]

LONGEST_TEXT, LONGEST_FEEDBACK, LONGEST_STEM = 1000, 3000, 5000  # characters


@dataclass(frozen=True)
class Text:
    """A text. `context` is how care for language reads it, perhaps by what else its row says.

    A `is_block` text is long: files and forms give it room.
    """

    name: str
    label: str
    longest: int = LONGEST_TEXT
    context: str | Callable[[Row], str] = "stem"
    is_markdown: bool = False
    is_block: bool = False
    is_optional: bool = False
    help: str = ""

    def context_in(self, row: Row) -> str:
        return self.context if isinstance(self.context, str) else self.context(row)

    def tidy(self, value: Any) -> str:
        return tidy_text(value or "")

    def is_empty(self, value: Any) -> bool:
        return not (value or "").strip()

    def in_words(self, value: Any) -> str:
        return value or ""

    @property
    def short(self) -> str:
        """What it is called within a sentence."""
        return self.label.lower()


@dataclass(frozen=True)
class Lines:
    """Short texts, one a line in forms and a list in files."""

    name: str
    label: str
    longest: int = LONGEST_TEXT
    context: str = "stem"
    is_optional: bool = False
    help: str = ""
    is_markdown = False
    is_block = False

    def context_in(self, row: Row) -> str:
        return self.context

    def tidy(self, value: Any) -> list[str]:
        lines = value.splitlines() if isinstance(value, str) else value or []
        return [" ".join(line.split()) for line in lines if line.strip()]

    def is_empty(self, value: Any) -> bool:
        return not self.tidy(value)

    def in_words(self, value: Any) -> str:
        return "\n".join(self.tidy(value))

    @property
    def short(self) -> str:
        return self.label.lower()


@dataclass(frozen=True)
class Flag:
    """Yes or no; no is left out of a content."""

    name: str
    label: str
    short: str

    def tidy(self, value: Any) -> bool:
        return bool(value)

    def in_words(self, value: Any) -> str:
        return "yes" if value else "no"


@dataclass(frozen=True)
class Number:
    """A whole number; `choices` names each one where there are few, `default` is left out.

    One that is optional says something only where it is there.
    """

    name: str
    label: str
    least: int
    most: int
    default: int | None = None
    choices: tuple[tuple[int, str], ...] = ()
    is_optional: bool = False
    help: str = ""

    def tidy(self, value: Any) -> int | None:
        """Return the number, None for what is none or out of range."""
        try:
            number = int(value)
        except (TypeError, ValueError):
            return None
        return number if self.least <= number <= self.most else None

    def of(self, row: Row) -> int | None:
        """Return a row's number, the default where it says none."""
        number = self.tidy(row.get(self.name))
        return self.default if number is None else number

    def in_words(self, value: Any) -> str:
        number = self.default if value is None else value
        return dict(self.choices).get(number, "" if number is None else str(number))

    @property
    def short(self) -> str:
        return self.label.lower()


Part = Text | Lines | Flag | Number


@dataclass(frozen=True)
class Rows:
    """A list of like things, `least` to `most` of them; a new question begins with `blank`.

    No two may have the same first text where they are `are_distinct`.
    """

    name: str
    label: str
    singular: str
    parts: tuple[Part, ...]
    least: int
    most: int
    blank: int
    are_distinct: bool = True
    help: str = ""

    @property
    def plural(self) -> str:
        return f"{self.singular.lower()}s"

    @property
    def with_article(self) -> str:
        return f"{'an' if self.singular[0] in 'AEIOU' else 'a'} {self.singular.lower()}"


@dataclass(frozen=True)
class Placed:
    """A text of a content; `place` is the name of its field in the editor, as options-0-text."""

    place: str
    label: str
    part: Text | Lines
    row: Row
    value: Any

    @property
    def text(self) -> str:
        return self.part.in_words(self.value)

    @property
    def context(self) -> str:
        return self.part.context_in(self.row)


def tidy_text(text: str) -> str:
    """Return a text without space around it, its lines ended as in files.

    Browsers end lines in their own way; without this a question that somebody opened and saved
    would differ from its file.
    """
    return text.replace("\r\n", "\n").strip()


def folded(text: str) -> str:
    """Return a text such that two which are refused as the same are equal."""
    return " ".join(text.split()).casefold()


FEEDBACK = Text("feedback", "Feedback", LONGEST_FEEDBACK, "feedback", is_markdown=True)
