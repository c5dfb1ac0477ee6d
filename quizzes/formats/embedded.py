"""The pictures in a file's questions: made anew, and named by their digests."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from courses.markdown import MarkdownError, pictures_in
from courses.pictures import SCHEME
from quizzes.fields import texts_of
from quizzes.formats.drafts import Draft, Reading
from quizzes.picture_files import BadPicture, PictureFile, clean

# Of one file, so that reading it takes seconds at most
MOST_PICTURES = 200
MOST_PIXELS = 40_000_000
_TOO_MANY = "the pictures of this file are too many, or too large together"


class _Budget:
    """Makes pictures anew while there is room, each once."""

    def __init__(self) -> None:
        self.made: dict[bytes, PictureFile | str] = {}
        self.pixels = 0

    def clean(self, data: bytes) -> PictureFile:
        if data not in self.made:
            self.made[data] = self._clean(data)
        made = self.made[data]
        if isinstance(made, str):
            raise BadPicture(made)
        return made

    def _clean(self, data: bytes) -> PictureFile | str:
        if len(self.made) >= MOST_PICTURES or self.pixels >= MOST_PIXELS:
            return _TOO_MANY
        try:
            picture = clean(data)
        except BadPicture as refusal:
            return str(refusal)
        self.pixels += picture.width * picture.height
        return picture


def with_own_pictures(reading: Reading) -> tuple[Reading, dict[str, PictureFile]]:
    """Return a reading whose texts name pictures by their digests, and those pictures.

    A picture that is not taken, or that no text shows, is a loss of its question.
    """
    budget, kept = _Budget(), dict[str, PictureFile]()
    drafts = tuple(_with_own(draft, budget, kept) for draft in reading.drafts)
    return replace(reading, drafts=drafts), kept


def _with_own(draft: Draft, budget: _Budget, kept: dict[str, PictureFile]) -> Draft:
    content, losses = draft.fields.content, list(draft.losses)
    found = {}
    for name, data in draft.pictures.items():
        try:
            picture = budget.clean(data)
        except BadPicture as refusal:
            losses.append(f"The picture “{name}” is not kept: {refusal}.")
            continue
        content = with_picture_named(content, name, picture.digest)
        found[picture.digest] = name, picture
    fields = replace(draft.fields, content=content)
    shown = _shown_in(fields) if found else set()
    for digest, (name, picture) in found.items():
        if digest in shown:
            kept[digest] = picture
        else:
            losses.append(f"The picture “{name}” is not kept: no text here can show it.")
    return replace(draft, fields=fields, losses=tuple(losses), pictures={})


def with_picture_named(value: Any, before: str, after: str) -> Any:
    """Return a content whose texts call a picture by another name."""
    if isinstance(value, str):
        return value.replace(f"({SCHEME}{before})", f"({SCHEME}{after})")
    if isinstance(value, Mapping):
        return {key: with_picture_named(inner, before, after) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [with_picture_named(inner, before, after) for inner in value]
    return value


def _shown_in(fields) -> set[str]:
    shown = set()
    for placed in texts_of(fields):
        if placed.part.is_markdown:
            try:
                shown |= {mention.name for mention in pictures_in(placed.text)}
            except MarkdownError:
                continue
    return shown
