"""Which questions of the bank look like one that is written."""

from dataclasses import dataclass

from django.db.models.fields.json import KT

from quizzes.alikes import closest
from quizzes.models import ItemVersion


@dataclass(frozen=True)
class LooksLike:
    """A question that looks like another; `percent` says how much."""

    slug: str
    stem: str
    percent: int


def looking_like(stem, *, but=None):
    """Return the questions in use whose text looks most like a stem, without the item `but`."""
    versions = ItemVersion.objects.newest().filter(item__retired_at__isnull=True)
    others = versions.exclude(item=but).order_by().values_list("item__slug", KT("content__stem"))
    return [LooksLike(slug, text, round(percent)) for slug, text, percent in closest(stem, others)]
