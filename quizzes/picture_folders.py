"""The pictures of a module's questions: files beside its items.yaml, named by their digests."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from courses.content import ContentError, CourseContent
from quizzes.content import ItemContent, Questions
from quizzes.models import Picture
from quizzes.picture_files import LARGEST_KEPT, BadPicture, PictureFile, check
from quizzes.pictures import names_in

FOLDER = "pictures"


def with_pictures(
    folder: Path, course: CourseContent, questions: Mapping[str, Questions]
) -> dict[str, Questions]:
    """Return questions with the pictures that they show, from a course's folder.

    Raises ContentError for one that is missing, is no picture, or is not named by its digest.
    """
    return {
        module.slug: replace(
            questions[module.slug],
            pictures=_read(folder, f"{module.folder}/{FOLDER}", questions[module.slug].items),
        )
        for module in course.modules
    }


def _read(folder: Path, place: str, items: Iterable[ItemContent]) -> tuple[PictureFile, ...]:
    files = {file.stem: file for file in sorted((folder / place).glob("*.*"))}
    found = {}
    for item in items:
        for name in sorted(names_in(item.fields) - found.keys()):
            if name not in files:
                raise ContentError(f"{place}/{name}", 1, f"the picture of {item.slug} is missing")
            found[name] = _picture(files[name], f"{place}/{files[name].name}")
    return tuple(found.values())


def _picture(file: Path, path: str) -> PictureFile:
    if file.stat().st_size > LARGEST_KEPT:
        raise ContentError(path, 1, f"the picture is larger than {LARGEST_KEPT:,} bytes")
    try:
        picture = check(file.read_bytes())
    except BadPicture as refusal:
        raise ContentError(path, 1, str(refusal)) from None
    if picture.name != file.name:
        raise ContentError(path, 1, f"by its bytes the picture should be called {picture.name}")
    return picture


def published_pictures(items: Iterable[ItemContent]) -> tuple[PictureFile, ...]:
    """Return the pictures that questions show, from the database."""
    names = set().union(*(names_in(item.fields) for item in items))
    found = Picture.objects.filter(digest__in=names).order_by("digest") if names else ()
    return tuple(picture.file for picture in found)


def picture_files(course: CourseContent, questions: Mapping[str, Questions]) -> dict[str, bytes]:
    """Return the bytes of each picture by its path inside the course's folder."""
    return {
        f"{module.folder}/{FOLDER}/{picture.name}": picture.data
        for module in course.modules
        for picture in questions[module.slug].pictures
    }
