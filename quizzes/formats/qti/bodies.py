"""The body of an item: its texts with their pictures, and what stands beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from quizzes.formats.gaps import without_marks
from quizzes.formats.gathering import Gathered, UnkeptQuestion, quoted
from quizzes.formats.packages import shown
from quizzes.formats.qti.names import is_interaction
from quizzes.formats.xml import Element, html_of

CONTENT_NOTE = "ext:content-note"

_FILES = {"audio", "video", "embed", "iframe", "source", "track", "include"}
_CHOICES = {"simpleChoice", "simpleAssociableChoice", "gapText", "inlineChoice"}
_SILENT = {"stylesheet", "companionMaterialsInfo", "catalogInfo"}
_TEMPLATES = {"templateDeclaration", "templateProcessing", "templateBlock", "templateInline"}


@dataclass
class Feedback:
    """A feedback of an item, shown when its outcome is the identifier; `choice` holds it."""

    identifier: str
    element: Element
    choice: str = ""


@dataclass
class Body:
    """What an item holds, with the files of its package and where the item is among them."""

    item: Element
    files: Mapping[str, bytes]
    path: str
    gathered: Gathered = field(default_factory=Gathered)
    feedback: list[Feedback] = field(default_factory=list)
    note: str = ""

    def __post_init__(self) -> None:
        if _TEMPLATES & {part.tag for part in self.item.walk()}:
            raise UnkeptQuestion(
                "It has values that change with each attempt; there are none here."
            )
        self.element = self.item.first("itemBody") or Element("itemBody")
        self._tidy(self.element)
        for modal in self.item.all("modalFeedback"):
            self._tidy(modal)
            self._take_feedback(modal)

    @property
    def interactions(self) -> list[Element]:
        return [part for part in self.element.walk() if is_interaction(part)]

    def markdown(self, content: list[Element | str]) -> str:
        return self.gathered.markdown(html_of(content))

    def plain(self, element: Element, what: str) -> str:
        return self.gathered.plain(html_of(element.content), what)

    def stem(self, interaction: Element) -> str:
        """Return the text of a question: the body with the prompt in place of the interaction."""
        prompt = interaction.first("prompt")
        return self.markdown(_replaced(self.element, interaction, prompt).content)

    def _tidy(self, element: Element, choice: str = "") -> None:
        """Take out what is no text, and give each picture the name that it has here."""
        kept: list[Element | str] = []
        for part in element.content:
            if isinstance(part, str):
                kept.append(without_marks(part))
            else:
                kept += self._tidied(part, choice)
        element.content = kept

    def _tidied(self, part: Element, choice: str) -> list[Element | str]:
        tag = part.tag
        if tag in _SILENT:
            return []
        if tag == "img" or (tag == "object" and part.get("type").startswith("image/")):
            return self._picture(part)
        if tag in _FILES or tag in ("object", "svg"):
            self._lose_files(part)
            return []
        if tag == "math":
            self.gathered.lose("A formula is kept as its letters and signs alone.")
            return [f" {' '.join(part.words().split())} "]
        self._tidy(part, part.get("identifier") if tag in _CHOICES else choice)
        if tag in ("feedbackInline", "feedbackBlock"):
            self._take_feedback(part, choice)
            return []
        if tag == "rubricBlock":
            self._take_rubric(part)
            return []
        if tag == "a" and not urlsplit(part.get("href")).scheme:
            self.gathered.lose(
                f"The link {quoted(part.words())} leads into the package: it is cut."
            )
            return list(part.content)
        return [part]

    def _take_feedback(self, part: Element, choice: str = "") -> None:
        inner = part.first("contentBody") or part
        if not inner.words() and not any(one.tag == "img" for one in inner.walk()):
            return
        if part.get("showHide", "show") == "hide":
            self.gathered.lose(
                f"The feedback {quoted(inner.words())} is hidden for an answer; that is not kept."
            )
        else:
            self.feedback.append(Feedback(part.get("identifier"), inner, choice))

    def _take_rubric(self, part: Element) -> None:
        inner = part.first("contentBody") or part
        if part.get("use") == CONTENT_NOTE:
            self.note = " ".join(inner.words().split())
        elif inner.words():
            self.gathered.lose(
                f"Instructions beside the question are not kept: {quoted(inner.words())}"
            )

    def _picture(self, part: Element) -> list[Element | str]:
        address = part.get("src") or part.get("data")
        words = part.get("alt") or " ".join(part.words().split())
        if address.startswith("data:"):
            return [Element("img", attributes={"src": address, "alt": words})]
        data = self.files.get(self._path_of(address))
        if urlsplit(address).scheme or data is None:
            self.gathered.lose(f"The picture “{shown(address)}” is not in the package.")
            return [f" {words} "] if words else []
        name = self.gathered.picture(self._path_of(address), data)
        if not name:
            return [f" {words} "] if words else []
        return [Element("img", attributes={"src": f"picture:{name}", "alt": words})]

    def _path_of(self, address: str) -> str:
        return normpath(join(dirname(self.path), unquote(urlsplit(address).path)))

    def _lose_files(self, part: Element) -> None:
        named = [one.get("src") or one.get("data") or one.get("href") for one in part.walk()]
        names = [shown(name.rsplit("/", 1)[-1]) for name in named if name] or [part.tag]
        for name in names:
            self.gathered.lose(
                f"The file “{name}” is not kept: only PNG, JPEG, GIF and WebP pictures are."
            )


def _replaced(element: Element, wanted: Element, by: Element | None) -> Element:
    """Return a copy of an element in which one inside it is replaced, or left out."""
    content: list[Element | str] = []
    for part in element.content:
        if part is wanted:
            content += [Element("div", content=by.content)] if by else []
        elif isinstance(part, Element):
            content.append(_replaced(part, wanted, by))
        else:
            content.append(part)
    return Element(element.tag, element.namespace, element.attributes, element.line, content)
