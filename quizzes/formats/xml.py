"""XML files of other systems: read without trust, as a small tree that knows its lines."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from xml.parsers.expat import errors
from xml.sax.saxutils import quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from quizzes.formats.drafts import UnreadableFile
from quizzes.formats.texts import LARGEST

DEEPEST = 100  # elements inside one another; the writers of questions stay below 30
MOST_ELEMENTS = 200_000
_STEP = 64 * 1024  # bytes given to the parser at once, so that limits are met early

_DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"}
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(eq=False)
class Element:
    """An element by its local name; `content` holds its texts and elements in their order."""

    tag: str
    namespace: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    content: list["Element | str"] = field(default_factory=list)

    def __iter__(self) -> Iterator["Element"]:
        return (part for part in self.content if isinstance(part, Element))

    def all(self, *tags: str) -> list["Element"]:
        """Return the elements right inside this one that have one of the names."""
        return [part for part in self if part.tag in tags]

    def first(self, *path: str) -> "Element | None":
        """Return the first element by the names on the way to it, None without one."""
        found: Element | None = self
        for tag in path:
            found = next(iter(found.all(tag)), None) if found else None
        return found

    def walk(self) -> Iterator["Element"]:
        """Yield this element and all inside it, in the order of the file."""
        yield self
        for part in self:
            yield from part.walk()

    def words(self) -> str:
        """Return all text inside, with no space around it."""
        return "".join(self._texts()).strip()

    def _texts(self) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, Element):
                yield from part._texts()
            else:
                yield part

    def words_of(self, *path: str) -> str:
        """Return the text of the element at a path, empty without one."""
        found = self.first(*path)
        return found.words() if found else ""

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    @property
    def where(self) -> str:
        return f"line {self.line}"


def parse(data: bytes) -> Element:
    """Return the outermost element of an XML file.

    Raises UnreadableFile for what is no XML, with its line; for a document type, which could
    define entities; and for more than the limits of size, depth and number.
    """
    if len(data) > LARGEST:
        raise UnreadableFile(f"The file is larger than {LARGEST // 1_000_000} MB.")
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.expat = parser.parser
    try:
        for start in range(0, len(data), _STEP):
            parser.feed(data[start : start + _STEP])
        return parser.close()
    except DefusedXmlException:
        raise UnreadableFile(
            "The file has a document type or entities of its own, which can hide harm: it is not "
            "read. Take the <!DOCTYPE …> out, or export the file again."
        ) from None
    except ParseError as error:
        if error.code == errors.codes[errors.XML_ERROR_INVALID_TOKEN] and _is_western(data):
            text = _DECLARATION.sub("", data.decode("cp1252", errors="replace"))
            return parse(text.encode())
        line = error.position[0]
        raise UnreadableFile(f"The file is no sound XML: line {line}, {_reason(error)}.") from None
    except (LookupError, ValueError):
        raise UnreadableFile("The file names an encoding that is not known here.") from None


def _is_western(data: bytes) -> bool:
    """Say whether a file that names no encoding is not the UTF-8 that it should then be."""
    if _DECLARED.match(data):
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return True
    return False


def _reason(error: ParseError) -> str:
    return str(error).split(":")[0]


class _Builder:
    """What the parser tells its events to."""

    def __init__(self) -> None:
        self.open: list[Element] = []
        self.outermost = Element("")
        self.texts: list[str] = []  # of what is open, since its last element
        self.count = 0
        self.expat = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._keep_texts()
        namespace, _, name = tag.rpartition("}")
        local = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        line = self.expat.CurrentLineNumber
        element = Element(name, namespace.removeprefix("{"), local, line)
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise UnreadableFile(f"The file has more than {MOST_ELEMENTS:,} elements.")
        if len(self.open) >= DEEPEST:
            raise UnreadableFile(f"Line {line}: elements are nested {DEEPEST} deep.")
        (self.open[-1].content if self.open else self.outermost.content).append(element)
        self.open.append(element)

    def end(self, tag: str) -> None:
        self._keep_texts()
        self.open.pop()

    def data(self, text: str) -> None:
        self.texts.append(text)

    def _keep_texts(self) -> None:
        if self.texts:
            self.open[-1].content.append("".join(self.texts))
            self.texts.clear()

    def close(self) -> Element:
        return next(iter(self.outermost))


def html_of(content: list[Element | str]) -> str:
    """Return elements and texts as HTML, without namespaces."""
    return "".join(
        _html_of_element(part) if isinstance(part, Element) else escape(part, quote=False)
        for part in content
    )


def _html_of_element(element: Element) -> str:
    attributes = "".join(
        f" {name}={quoteattr(value)}" for name, value in element.attributes.items()
    )
    if element.tag in _VOID:
        return f"<{element.tag}{attributes}>"
    return f"<{element.tag}{attributes}>{html_of(element.content)}</{element.tag}>"


def without_bad_characters(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)


def xml_text(text: str) -> str:
    """Return a text as it stands in XML."""
    return escape(without_bad_characters(text), quote=False)


def attribute(text: str) -> str:
    """Return an attribute's value with its quotation marks."""
    return quoteattr(without_bad_characters(text))
