"""Pictures that come with questions: which files are some, and under which names they go."""

import re

_SIGNS = (
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("jpg", re.compile(rb"\xff\xd8\xff")),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("webp", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
)
MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}
_OTHER = re.compile(r"[^A-Za-z0-9_-]+")
_IN_TEXT = re.compile(r"(!\[(?:[^\]\\]|\\.)*\]\()picture:([A-Za-z0-9_.-]+)(\))")


def kind_of(data: bytes) -> str:
    """Return the ending for a picture's bytes, empty for what is no PNG, JPEG, GIF or WebP.

    The bytes tell, not the name: a name can say anything.
    """
    return next((ending for ending, sign in _SIGNS if sign.match(data)), "")


def picture_name(path: str, data: bytes, taken: dict[str, bytes]) -> str:
    """Return a plain name for a picture that no other picture has; the same bytes share one."""
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    base = _OTHER.sub("-", stem).strip("-")[:60] or "picture"
    ending = kind_of(data)
    name, number = f"{base}.{ending}", 1
    while taken.get(name, data) != data:
        number += 1
        name = f"{base}-{number}.{ending}"
    return name


def names_in(text: str) -> list[str]:
    """Return the names of the pictures that a text shows, each once, in its order."""
    return list(dict.fromkeys(match[2] for match in _IN_TEXT.finditer(text)))


def with_addresses(text: str, address: str) -> str:
    """Return a text whose pictures have addresses, as `images/{}` makes images/map.png."""
    return _IN_TEXT.sub(lambda match: match[1] + address.format(match[2]) + match[3], text)
