"""Pictures in questions: which a question shows, which there are, and keeping one."""

from django.db import transaction

from accounts import audit
from courses.markdown import MarkdownError, pictures_in
from courses.pictures import SCHEME, Mention, Shown
from quizzes.fields import ItemFields, texts_of
from quizzes.models import Picture


def mentions_in(fields: ItemFields) -> list[tuple[str, Mention]]:
    """Return (what the text is called, the picture) for each picture of a question, in order."""
    return [
        (placed.label, mention)
        for placed in texts_of(fields)
        if placed.part.is_markdown and SCHEME in placed.text
        for mention in _mentions(placed.text)
    ]


def _mentions(text):
    """Return a text's pictures, none where Markdown cannot read it, which is said elsewhere."""
    try:
        return pictures_in(text)
    except MarkdownError:
        return []


def names_in(fields: ItemFields) -> set[str]:
    return {mention.name for _, mention in mentions_in(fields)}


def shown_in(fields: ItemFields) -> dict[str, Shown]:
    """Return those of a question's pictures that there are, as its pages show them, by name.

    It asks the database only where there is a picture.
    """
    names = names_in(fields)
    found = Picture.objects.filter(digest__in=names).without_data() if names else ()
    return {picture.digest: shown(picture) for picture in found}


def shown(picture) -> Shown:
    """Return a Picture, or one of an import, as a page shows it."""
    return Shown(picture.get_absolute_url(), picture.width, picture.height)


def missing(fields: ItemFields) -> list[str]:
    """Say which of a question's pictures are not here, in words for its author."""
    mentions = mentions_in(fields)
    there = shown_in(fields) if mentions else {}
    return [
        f"{label} shows a picture that is not here, “{mention.name}”. Upload it, and put the line "
        "that you are given in its place."
        for label, mention in mentions
        if mention.name not in there
    ]


@transaction.atomic
def keep_picture(file, *, actor) -> Picture:
    """Keep a PictureFile; one that is here already is not kept again."""
    values = {"kind": file.kind, "width": file.width, "height": file.height, "author": actor}
    picture, is_new = Picture.objects.without_data().get_or_create(
        digest=file.digest, defaults=values | {"size": len(file.data), "data": file.data}
    )
    if is_new:
        audit.record(actor, "picture.saved", picture, size=picture.size)
    return picture


def line_for(picture, words: str) -> str:
    """Return the line of Markdown that shows a picture; `words` say what there is to see."""
    escaped = "".join(f"\\{sign}" if sign in "\\[]*_`<>&" else sign for sign in words)
    return f"![{escaped}]({SCHEME}{picture.digest})"
