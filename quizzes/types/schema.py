"""What a question of a type holds, said once: files, forms, checks and pages all follow it.

A content is JSON: the stem, texts beside it, and lists of rows. A row is a mapping of parts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Content = Mapping[str, Any]
Row = Mapping[str, Any]

LONGEST_TEXT, LONGEST_FEEDBACK, LONGEST_STEM = 1000, 3000, 5000  # characters
MOST_LINES = 20


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
    """A whole number; `choices` names each one where there are few, `default` is left out."""

    name: str
    label: str
    least: int
    most: int
    default: int | None = None
    choices: tuple[tuple[int, str], ...] = ()
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


STEM = Text("stem", "Question", LONGEST_STEM, is_markdown=True, is_block=True)


@dataclass(frozen=True)
class Schema:
    """What stands beside the stem, in the order of the page."""

    parts: tuple[Text | Rows, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        """The texts, the stem first."""
        return (STEM, *(part for part in self.parts if isinstance(part, Text)))

    @property
    def rows(self) -> tuple[Rows, ...]:
        return tuple(part for part in self.parts if isinstance(part, Rows))

    def walk(self, content: Content) -> Iterator[Placed]:
        """Yield every text of a content, in the order of the page."""
        yield Placed(STEM.name, STEM.label, STEM, content, content.get(STEM.name))
        for part in self.parts:
            if isinstance(part, Rows):
                yield from _walk_rows(part, content.get(part.name) or [])
            else:
                yield Placed(part.name, part.label, part, content, content.get(part.name))

    def tidy(self, content: Content) -> dict[str, Any]:
        """Return what of a content the schema knows, in its order, and texts as they are kept."""
        kept: dict[str, Any] = {STEM.name: STEM.tidy(content.get(STEM.name))}
        for part in self.parts:
            value = content.get(part.name)
            if isinstance(part, Rows):
                kept[part.name] = [_tidy_row(part.parts, row) for row in value or []]
            else:
                kept |= _kept(part, value)
        return {name: value for name, value in kept.items() if value != [] or self._needs(name)}

    def _needs(self, name: str) -> bool:
        return any(rows.least > 0 for rows in self.rows if rows.name == name)

    def rendered(self, content: Content, render: Callable[[str], str]) -> dict[str, Any]:
        """Return the shape of a content with what `render` makes of its Markdown, no more."""
        html: dict[str, Any] = {
            text.name: render(content.get(text.name) or "")
            for text in self.texts
            if text.is_markdown
        }
        for rows in self.rows:
            marked = [part.name for part in rows.parts if _is_marked(part)]
            values = content.get(rows.name) or []
            html[rows.name] = [
                {name: render(row.get(name) or "") for name in marked} for row in values
            ]
        return html

    def problems(self, content: Content) -> list[str]:
        """Say what is missing, or there twice; an empty list when nothing is."""
        found = []
        if STEM.is_empty(content.get(STEM.name)):
            found.append("The question has no text.")
        for part in self.parts:
            value = content.get(part.name)
            if isinstance(part, Rows):
                found += _row_problems(part, value or [])
            elif not part.is_optional and part.is_empty(value):
                found.append(f"{part.label} is empty.")
        return found


def _is_marked(part: Part) -> bool:
    return isinstance(part, Text) and part.is_markdown


def tidy_text(text: str) -> str:
    """Return a text without space around it, its lines ended as in files.

    Browsers end lines in their own way; without this a question that somebody opened and saved
    would differ from its file.
    """
    return text.replace("\r\n", "\n").strip()


def folded(text: str) -> str:
    """Return a text such that two which are refused as the same are equal."""
    return " ".join(text.split()).casefold()


def _kept(part: Part, value: Any) -> dict[str, Any]:
    """Return a part by its name, nothing where it says no more than its absence."""
    tidied = part.tidy(value)
    if isinstance(part, Flag):
        is_needless = not tidied
    elif isinstance(part, Number):
        is_needless = tidied is None or tidied == part.default
    else:
        is_needless = part.is_optional and not tidied
    return {} if is_needless else {part.name: tidied}


def _tidy_row(parts: Sequence[Part], row: Row) -> dict[str, Any]:
    return {
        name: value for part in parts for name, value in _kept(part, row.get(part.name)).items()
    }


def _walk_rows(rows: Rows, values: Sequence[Row]) -> Iterator[Placed]:
    for index, row in enumerate(values):
        for number, part in enumerate(rows.parts):
            if isinstance(part, Text | Lines):
                label = f"{rows.singular} {index + 1}"
                if number > 0:
                    label += f", {part.short}"
                place = f"{rows.name}-{index}-{part.name}"
                yield Placed(place, label, part, row, row.get(part.name))


def _row_problems(rows: Rows, values: Sequence[Row]) -> list[str]:
    found = []
    if not rows.least <= len(values) <= rows.most:
        range_ = f"{rows.least} to {rows.most}" if rows.least else f"at most {rows.most}"
        found.append(f"A question has {range_} {rows.plural}.")
    for number, row in enumerate(values, start=1):
        for part in rows.parts:
            if _is_missing(part, row):
                found.append(f"{rows.singular} {number} has no {part.short}.")
    return found + (_repeated(rows, values) if rows.are_distinct else [])


def _is_missing(part: Part, row: Row) -> bool:
    if isinstance(part, Number):
        return part.of(row) is None
    return not isinstance(part, Flag) and not part.is_optional and part.is_empty(row.get(part.name))


def _repeated(rows: Rows, values: Sequence[Row]) -> list[str]:
    texts = [folded(row.get(rows.parts[0].name) or "") for row in values]
    return [
        f"{rows.singular}s {texts.index(text) + 1} and {number} say the same."
        for number, text in enumerate(texts, start=1)
        if text and texts.index(text) + 1 < number
    ]
