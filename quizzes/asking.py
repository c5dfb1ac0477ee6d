"""Which questions an attempt asks: those of the quiz in their order, then those it draws."""

import random
from collections import Counter

from django.db.models import Count

from quizzes.drawing import Candidate, draw
from quizzes.models import ItemVersion, Response, Slot


def question_counts(quiz):
    """Return how many questions an attempt at a quiz has, and how many of them are drawn."""
    fixed, draws = _fixed(quiz).count(), list(quiz.draws.all())
    there = _pool_sizes(quiz) if draws else {}
    drawn = sum(min(each.count, there[each.area]) for each in draws)
    return {"question_count": fixed + drawn, "drawn_count": drawn}


def versions_to_ask(quiz, enrollment):
    """Return the version to ask of each question of a new attempt, in its order."""
    ids = [*_fixed(quiz).values_list("pk", flat=True), *_drawn(quiz, enrollment)]
    versions = ItemVersion.objects.only("type", "content").in_bulk(ids)
    return [versions[pk] for pk in ids]


def pool(course):
    """Return what learners are asked of a course's questions that no quiz on offer holds."""
    held = Slot.objects.offered().filter(quiz__activity__course=course).values("item")
    return _asked().filter(item__course=course).exclude(item__in=held)


def _asked():
    return ItemVersion.objects.last_published().filter(item__retired_at__isnull=True)


def _pool_sizes(quiz):
    return Counter(pool(quiz.activity.course).order_by().values_list("area", flat=True))


def _fixed(quiz):
    return _asked().filter(item__slots__quiz=quiz).order_by("item__slots__position")


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
    times = dict(asked.order_by().values_list("item_version__item").annotate(Count("pk")))
    by_area = {}
    names = ("pk", "item", "area", "is_case")
    for pk, item, area, is_case in pool(enrollment.course).order_by().values_list(*names):
        by_area.setdefault(area, []).append(Candidate(pk, is_case, times.get(item, 0)))
    return by_area
