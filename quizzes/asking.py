"""Which questions an attempt asks: those of the quiz in their order, then those it draws."""

import random
from collections import Counter, defaultdict

from django.db.models import Count, Q

from quizzes.drawing import Candidate, draw
from quizzes.models import ItemVersion, Response, Slot


def question_counts(quiz):
    """Return how many questions an attempt at a quiz has, and how many of them are drawn."""
    fixed, draws = _fixed(quiz).count(), list(quiz.draws.all())
    there = _pool_sizes(quiz) if draws else {}
    drawn = sum(min(each.count, there[each.area]) for each in draws)
    return {"question_count": fixed + drawn, "drawn_count": drawn}


def versions_to_ask(attempt):
    """Return the version to ask of each question of a new attempt, in its order."""
    ids = [*_fixed(attempt.quiz).values_list("pk", flat=True), *_drawn(attempt)]
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


def _drawn(attempt):
    draws = list(attempt.quiz.draws.all())
    if not draws:
        return []
    candidates = _candidates(attempt)
    ids = [
        pk
        for each in draws
        for pk in draw(candidates.get(each.area, ()), each.count, each.case_count)
    ]
    random.shuffle(ids)  # the areas mixed
    return ids


def _candidates(attempt):
    """Return the pool of a quiz by area; a candidate's id is that of the version to ask."""
    turns = (_turns_in_practice if attempt.is_practice else _turns)(attempt)
    by_area = {}
    names = ("pk", "item", "area", "is_case")
    for pk, item, area, is_case in pool(attempt.enrollment.course).order_by().values_list(*names):
        by_area.setdefault(area, []).append(Candidate(pk, is_case, turns[item]))
    return by_area


def _turns(attempt):
    """Map an item to how often the learner's attempts that count have asked it."""
    asked = _by_item(Response.objects, attempt).annotate(Count("pk"))
    return defaultdict(int, asked)


def _turns_in_practice(attempt):
    """Map an item to its turn in practice: first what practice has asked the least.

    Of those, first what an attempt that counts has asked: practice goes through all questions,
    and as long as it can it leaves those alone that the next such attempt would ask anew.
    """
    in_practice = Q(attempt__is_practice=True)
    asked = _by_item(Response.with_practice, attempt).annotate(
        practiced=Count("pk", filter=in_practice), counted=Count("pk", filter=~in_practice)
    )
    turns = {item: (practiced, counted == 0) for item, practiced, counted in asked}
    return defaultdict(lambda: (0, True), turns)


def _by_item(responses, attempt):
    """What a learner was asked in a quiz, to be counted by item."""
    asked = responses.filter(
        attempt__quiz=attempt.quiz_id, attempt__enrollment=attempt.enrollment_id
    )
    return asked.order_by().values_list("item_version__item")
