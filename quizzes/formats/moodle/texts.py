"""Texts of Moodle's questions: in several formats, with files that stand beside them."""

import re
from html import escape
from urllib.parse import unquote

from quizzes.formats.gaps import without_marks
from quizzes.formats.gathering import LONGEST_HTML, Gathered, UnkeptQuestion, decoded_base64
from quizzes.formats.markup import to_xhtml
from quizzes.formats.packages import shown
from quizzes.formats.xml import Element

_FILE = re.compile(r"""@@PLUGINFILE@@/([^"'\s<>)?]*)(\?[^"'\s<>)]*)?""")
_HAS_BLOCKS = re.compile(r"<(p|div|br|ul|ol|table|h[1-6]|pre)\b", re.IGNORECASE)
_NO_PICTURE = re.compile(r"!\[([^\[\]]*)\]\(\)")
_BLANK_LINES = re.compile(r"\n[ \t]*\n+")

MARKDOWN, PLAIN, AUTO, WIKI = "markdown", "plain_text", "moodle_auto_format", "wiki_like"


class Texts:
    """The texts of one question; those that name no format have the `usual` one."""

    def __init__(self, question: Element) -> None:
        self.gathered = Gathered()
        text = question.first("questiontext")
        self.usual = text.get("format", "html").strip() if text else "html"

    def markdown(self, holder: Element | None, usual: str = "") -> str:
        """Return the text in an element as Markdown, empty without one."""
        if holder is None:
            return ""
        return self.as_markdown(self.source(holder), self._format(holder, usual))

    def plain(self, holder: Element, what: str, usual: str = "") -> str:
        """Return the words of the text in an element, on one line."""
        format_ = self._format(holder, usual or "html")
        return as_plain(self.source(holder), format_, what, self.gathered)

    def source(self, holder: Element) -> str:
        """Return the text in an element as it is, with our names for its pictures."""
        text = without_marks(holder.words_of("text")).replace("\r\n", "\n")
        names = self._files(holder)

        def address(match: re.Match) -> str:
            path = unquote(match[1])
            if path not in names:
                self.gathered.lose(f"The file “{shown(path)}” is not in the file of questions.")
            return f"picture:{names[path]}" if names.get(path) else ""

        return _FILE.sub(address, text)

    def as_markdown(self, source: str, format_: str) -> str:
        """Return a text of a format as Markdown. Raises UnkeptQuestion where it is too long."""
        return as_markdown(source, format_, self.gathered)

    def _format(self, holder: Element, usual: str) -> str:
        return holder.get("format").strip() or usual or self.usual

    def _files(self, holder: Element) -> dict[str, str]:
        """Return our name for each file beside a text by its path, empty for what is no picture."""
        names = {}
        for file in holder.all("file"):
            path = (file.get("path", "/").strip("/") + "/" + file.get("name")).lstrip("/")
            data = decoded_base64(file.words())
            if not data:
                self.gathered.lose(f"The file “{shown(path)}” is broken and not kept.")
            names[path] = self.gathered.picture(path, data) if data else ""
        return names


def _paragraphs(html: str) -> str:
    """Return lines as paragraphs, cut where a line is blank."""
    blocks = _BLANK_LINES.split(html.strip("\n"))
    return "".join("<p>" + block.replace("\n", "<br>\n") + "</p>" for block in blocks)


def as_markdown(source: str, format_: str, gathered: Gathered) -> str:
    """Return a text of one of Moodle's formats as Markdown. Raises UnkeptQuestion if too long."""
    if len(source) > LONGEST_HTML and "base64," not in source:
        raise UnkeptQuestion(f"A text is longer than {LONGEST_HTML:,} characters.")
    if format_ == MARKDOWN:
        return _NO_PICTURE.sub(r"\1", source).strip()
    if format_ in (PLAIN, WIKI):
        return gathered.markdown(_paragraphs(escape(source, quote=False)))
    if format_ == AUTO and not _HAS_BLOCKS.search(source):
        return gathered.markdown(_paragraphs(source))
    return gathered.markdown(source)


def as_plain(source: str, format_: str, what: str, gathered: Gathered) -> str:
    """Return the words of a text of one of Moodle's formats, on one line."""
    if format_ == PLAIN:
        return " ".join(source.split())
    html = to_xhtml(source) if format_ == MARKDOWN else source
    return gathered.plain(html, what)
