"""Texts of other systems: from bytes to characters, and from HTML to our Markdown."""

import re

import nh3

from quizzes.formats.drafts import UnreadableFile

LARGEST = 10_000_000  # bytes of a file

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 100_000  # bytes that an encoding is guessed from

_TAGS = """
p div br hr b strong i em code pre blockquote ul ol li a img h1 h2 h3 h4 h5 h6
table caption thead tbody tfoot tr th td span dl dt dd sub sup u s
"""
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}
_NAMES = {
    "script": "A script",
    "style": "A style sheet",
    "iframe": "A page inside the page",
    "audio": "A sound",
    "video": "A film",
    "object": "An embedded object",
    "embed": "An embedded object",
    "svg": "A drawing",
    "math": "A formula",
    "form": "A form",
    "input": "A form",
}
_OTHERS = re.compile(rf"<({'|'.join(_NAMES)})\b", re.IGNORECASE)
_HANDLER = re.compile(r"<[^<>]*\son\w+\s*=", re.IGNORECASE)
_FORMULAS = ((r"\(", r"\)"), (r"\[", r"\]"), ("$$", "$$"))  # how they begin and end
_PICTURE = re.compile(r"""<img\b[^>]*?\bsrc="(?!picture:)([^"]*)"[^>]*>""")
_HEADING = re.compile(r"(</?h)([1-6])\b")
_LEVEL = {"1": "2", "2": "2"}  # ours begin at the second, and the third is the last


def decoded(data: bytes) -> str:
    """Return the text of a file, its lines ended by \\n. Raises UnreadableFile.

    A byte order mark decides, else UTF-8 where the file is that, else what it looks like.
    """
    if len(data) > LARGEST:
        raise UnreadableFile(
            f"The file has {len(data) / 1e6:.1f} MB, more than {LARGEST // 1_000_000}."
        )
    text = _in_characters(data)
    if not text.strip():
        raise UnreadableFile("There is nothing in the file.")
    if "\0" in text:
        raise UnreadableFile("The file is no text: it has characters that no text has.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _in_characters(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        from charset_normalizer import from_bytes  # large, and few files need it

        guess = from_bytes(data[:_SAMPLE]).best() if encoding == "utf-8" else None
        if guess is None:
            raise UnreadableFile(
                f"Byte {error.start + 1:,} of the file is no letter. Save it as UTF-8."
            ) from None
        return data.decode(guess.encoding, errors="replace")


def from_html(html: str) -> tuple[str, tuple[str, ...]]:
    """Return HTML as Markdown, and as sentences what of it is not kept.

    A picture stays where its address begins with "picture:".
    """
    from quizzes.formats.converter import as_markdown  # only where a file is read

    losses = [f"{_NAMES[tag.lower()]} is not kept." for tag in _OTHERS.findall(html)]
    if _HANDLER.search(html):
        losses.append("A script is not kept.")
    if any(_holds(html, *signs) for signs in _FORMULAS):
        losses.append("A formula stays as it is typed: formulas are not drawn here.")
    clean = nh3.clean(
        html,
        tags=set(_TAGS.split()),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "picture"},
        link_rel=None,
    )
    for address in _PICTURE.findall(clean):
        losses.append(f"The picture “{address[:80]}” is not kept: it is not in the file.")
    clean = _HEADING.sub(lambda tag: tag[1] + _LEVEL.get(tag[2], "3"), _PICTURE.sub("", clean))
    return as_markdown(clean), tuple(dict.fromkeys(losses))


def _holds(html: str, begin: str, end: str) -> bool:
    """Say whether something stands between two signs, in one look at a text."""
    place = html.find(begin)
    return place >= 0 and html.find(end, place + len(begin) + 1) >= 0
