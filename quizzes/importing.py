"""Files of questions on their way into the bank: read, kept for a look, imported all or nothing."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from quizzes import bank
from quizzes.formats.apart import read_apart
from quizzes.formats.choosing import likely_formats
from quizzes.models import ImportedPicture, QuestionImport
from quizzes.pictures import keep_picture, names_in
from quizzes.proposing import proposals
from quizzes.readings import packed, unpacked

LARGEST = 10 * 1024 * 1024  # bytes
LONGEST_TEXT = 50_000  # characters that can be pasted, and mended in place


class ImportedBefore(Exception):
    """The questions are in the bank, as after a double click; `made` are their ids."""

    def __init__(self, made):
        super().__init__(made)
        self.made = made


class NothingToImport(Exception):
    """No question of the file could be read."""


class FaultsLeft(Exception):
    """Parts of the file have faults, and the author has not said that the rest is enough."""


def read_file(data, *, file_name="", chosen=""):
    """Return what a file says, in the format `chosen` or in the one that fits best.

    Raises UnreadableFile. It takes seconds at most.
    """
    return read_apart([[chosen]] if chosen else likely_formats(file_name, data), data)


@transaction.atomic
def keep_reading(read, *, data, file_name, module, has_category_tags, actor, mends=None):
    """Keep what was read of a file for its author to look at; return the QuestionImport.

    It takes the place of the import that it `mends`. What others left for a day goes.
    """
    QuestionImport.objects.expired().delete()
    if mends is not None:
        mends.delete()
    kept = QuestionImport.objects.create(
        author=actor,
        module=module,
        format=read.format,
        file_name=file_name[-200:],
        has_category_tags=has_category_tags,
        text=_as_text(data),
        reading=packed(read.reading),
    )
    ImportedPicture.objects.bulk_create(
        ImportedPicture(
            question_import=kept,
            digest=digest,
            kind=file.kind,
            width=file.width,
            height=file.height,
            size=len(file.data),
            data=file.data,
        )
        for digest, file in read.pictures.items()
    )
    return kept


def _as_text(data):
    """Return a file as text that its author can mend on the page, else nothing."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return "" if len(text) > LONGEST_TEXT or "\x00" in text else text


@transaction.atomic
def import_drafts(kept, *, actor, without_faults=False):
    """Make a draft of each question that was read; return the QuestionImport.

    Raises ImportedBefore, NothingToImport, bank.SlugTaken when an id is given to another question
    at this moment, and FaultsLeft unless the author says to go on `without_faults`.
    """
    kept = (
        QuestionImport.objects.select_for_update().select_related("module__course").get(pk=kept.pk)
    )
    if kept.imported_at:
        raise ImportedBefore(kept.made)
    reading = unpacked(kept.reading)
    if not reading.drafts:
        raise NothingToImport
    if reading.faults and not without_faults:
        raise FaultsLeft
    proposed = proposals(kept)
    _keep_pictures(kept, proposed, actor)
    for each in proposed:
        bank.create_item(kept.module.course, kept.module, each.slug, each.fields, actor=actor)
    kept.made = [each.slug for each in proposed]
    kept.imported_at, kept.reading, kept.text = timezone.now(), {}, ""
    kept.save(update_fields=["made", "imported_at", "reading", "text"])
    kept.pictures.all().delete()
    audit.record(actor, "questions.imported", kept, format=kept.format, count=len(proposed))
    return kept


def _keep_pictures(kept, proposed, actor):
    """Keep the pictures of the questions, before the questions that show them."""
    names = set().union(*(names_in(each.fields) for each in proposed))
    for picture in kept.pictures.filter(digest__in=names):
        keep_picture(picture.file, actor=actor)
