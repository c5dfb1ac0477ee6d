"""Which questions an attempt asks: those of the quiz in their order, then those it draws."""

import random

from django.db.models import Count, OuterRef, Subquery

from quizzes.drawing import Candidate, draw
from quizzes.models import Item, ItemVersion, Response, Slot


def question_counts(quiz):
    """Return how many questions an attempt at a quiz has, and how many of them are drawn."""
    fixed = quiz.slots.filter(item__retired_at__isnull=True).count()
    drawn = sum(quiz.draws.values_list("count", flat=True))
    return {"question_count": fixed + drawn, "drawn_count": drawn}


def versions_to_ask(quiz, enrollment):
    """Return the newest published version of each question of a new attempt, in its order."""
    ids = [*_fixed(quiz), *_drawn(quiz, enrollment)]
    versions = ItemVersion.objects.only("type", "content").in_bulk(ids)
    return [versions[pk] for pk in ids]


def pool(course):
    """Return the questions that belong to no quiz of a course, with their newest versions' ids."""
    in_quizzes = Slot.objects.filter(quiz__activity__course=course).values("item")
    items = Item.objects.filter(course=course, retired_at__isnull=True).exclude(pk__in=in_quizzes)
    return items.annotate(version=_newest("pk")).filter(version__isnull=False)


def _newest(item):
    published = ItemVersion.objects.published().filter(item=OuterRef(item)).order_by("-number")
    return Subquery(published.values("pk")[:1])


def _fixed(quiz):
    shown = quiz.slots.filter(item__retired_at__isnull=True).order_by("position")
    ids = shown.annotate(version=_newest("item")).values_list("version", flat=True)
    return [pk for pk in ids if pk]


def _drawn(quiz, enrollment):
    draws = list(quiz.draws.all())
    if not draws:
        return []
    candidates = _candidates(quiz, enrollment)
    ids = [
        pk
        for each in draws
        for pk in draw(candidates.get(each.area, ()), each.count, each.case_count)
    ]
    random.shuffle(ids)  # the areas mixed
    return ids


def _candidates(quiz, enrollment):
    """Return the pool of a quiz by area; a candidate's id is that of the version to ask."""
    asked = Response.objects.filter(attempt__quiz=quiz, attempt__enrollment=enrollment)
    times = dict(asked.values_list("item_version__item").annotate(Count("pk")))
    versions = ItemVersion.objects.filter(pk__in=pool(enrollment.course).values("version"))
    by_area = {}
    for pk, item, area, is_case in versions.values_list("pk", "item", "area", "is_case"):
        by_area.setdefault(area, []).append(Candidate(pk, is_case, times.get(item, 0)))
    return by_area
