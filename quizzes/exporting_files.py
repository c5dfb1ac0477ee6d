"""Questions as files of other systems: which, as drafts of a format, and what each loses there."""

from collections import defaultdict
from dataclasses import replace

from django.db.models import Prefetch, Sum
from django.utils import timezone

from courses.models import Statement
from quizzes import bank
from quizzes.formats.drafts import Draft
from quizzes.formats.embedded import with_picture_named
from quizzes.models import ItemVersion, Picture
from quizzes.pictures import names_in

MOST_QUESTIONS = 5000  # in a file
MOST_PICTURE_BYTES = 50 * 1024 * 1024


class TooMuch(Exception):
    """More than a file may hold; the message says what to do."""


def versions_of(found, which):
    """Return the versions to export of the newest ones `found`: these, or the last published."""
    if which == "published":
        items = found.order_by().values("item")
        order = found.query.order_by
        found = ItemVersion.objects.last_published().filter(item__in=items).order_by(*order)
    return found.select_related("item__module", "objective").prefetch_related(
        Prefetch("statements", Statement.objects.only("code"))
    )


def drafts_of(versions):
    """Return versions as the drafts that a format writes, with their pictures.

    A picture's name in a file is that of a file. Raises TooMuch.
    """
    versions = list(versions[: MOST_QUESTIONS + 1])
    if len(versions) > MOST_QUESTIONS:
        raise TooMuch(f"A file has at most {MOST_QUESTIONS:,} questions. Narrow what is found.")
    said = [(version, bank.fields_of(version)) for version in versions]
    pictures = _pictures(set().union(*(names_in(fields) for _, fields in said)))
    return [_draft(version, fields, pictures) for version, fields in said]


def _pictures(names):
    """Return pictures as (name of a file, bytes) by their digests. Raises TooMuch."""
    if not names:
        return {}
    found = Picture.objects.filter(digest__in=names)
    if (found.aggregate(size=Sum("size"))["size"] or 0) > MOST_PICTURE_BYTES:
        most = MOST_PICTURE_BYTES // 1024**2
        raise TooMuch(f"The pictures have more than {most} MB together. Narrow what is found.")
    return {picture.digest: (picture.file.name, bytes(picture.data)) for picture in found}


def _draft(version, fields, pictures):
    shown = {digest: pictures[digest] for digest in names_in(fields) if digest in pictures}
    content = fields.content
    for digest, (name, _) in shown.items():
        content = with_picture_named(content, digest, name)
    return Draft(
        fields=replace(fields, content=content),
        name=version.item.slug,
        category=(version.item.module.title,),
        pictures=dict(shown.values()),
    )


def losses_of(form, drafts):
    """Return (loss, the ids of the questions that have it) for a format, the most common first."""
    losing = defaultdict(list)
    for draft in drafts:
        for loss in form.losses(draft) if hasattr(form, "losses") else ():
            losing[loss].append(draft.name)
    return sorted(losing.items(), key=lambda each: (-len(each[1]), each[0]))


def file_name(drafts):
    """Return what a file of questions is called, without its ending: what it holds, and when."""
    what = drafts[0].name if len(drafts) == 1 else "questions"
    return f"{what}-{timezone.localdate():%Y-%m-%d}"
