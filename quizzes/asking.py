"""Which questions an attempt asks: those of the quiz in their order, then those it draws."""

import random
from collections import defaultdict

from django.db.models import Count, Q

from accounts.prepared import prepared
from quizzes.drawing import Candidate, draw_all
from quizzes.models import ItemVersion, Response, Slot

ASKED = ["type", "content", "panel"]  # of a version, to ask it


def question_counts(quiz):
    """Return how many questions an attempt at a quiz has, and how many of them are drawn."""
    fixed, draws = _fixed(quiz).count(), list(quiz.draws.all())
    drawn = len(_draw(draws, quiz.activity.course, defaultdict(int), random.Random(0)))
    return {"question_count": fixed + drawn, "drawn_count": drawn}


def versions_to_ask(attempt):
    """Return the version to ask of each question of a new attempt, in its order."""
    fixed, drawn = list(_fixed(attempt.quiz)), _drawn(attempt)
    versions = ItemVersion.objects.only(*ASKED).in_bulk(drawn)
    return [*fixed, *(versions[pk] for pk in drawn)]


def pool(course, beside=None):
    """Return what learners are asked of a course's questions that no quiz on offer holds.

    `beside`: none but that one.
    """
    held = Slot.objects.offered().filter(quiz__activity__course=course).exclude(quiz=beside)
    return asked().filter(item__course=course).exclude(item__in=held.values("item"))


@prepared
def asked():
    """Return the version of each question in use that learners are asked."""
    return ItemVersion.objects.last_published().filter(item__retired_at__isnull=True)


def _fixed(quiz):
    return _in_slots().filter(item__slots__quiz=quiz)


@prepared
def _in_slots():
    return asked().order_by("item__slots__position").only(*ASKED)


def _drawn(attempt):
    draws = list(attempt.quiz.draws.all())
    if not draws:
        return []
    turns = (_turns_in_practice if attempt.is_practice else _turns)(attempt)
    return _draw(draws, attempt.enrollment.course, turns)


def _draw(draws, course, turns, rng=None):
    """Return the ids of the versions that some draws take from the pool of a course.

    `turns` maps an item to its turn.
    """
    if not draws:
        return []
    wanted = [each.wanted for each in draws]
    return draw_all(wanted, candidates(pool(course), wanted, turns), rng)


def candidates(versions, wanted, turns):
    """Return what draws see of some versions: their statements only where a draw asks for one."""
    versions = versions.order_by()
    statements = _statements_of(versions) if any(each.statement for each in wanted) else {}
    names = ("pk", "item", "is_case", "area", "objective__code", "tags")
    return [
        Candidate(pk, is_case, turns[item], area, objective, statements.get(pk, ()), tags.split())
        for pk, item, is_case, area, objective, tags in versions.values_list(*names)
    ]


def _statements_of(versions):
    """Map versions' ids to the codes of the statements that they rest on."""
    links = ItemVersion.statements.through.objects.filter(itemversion__in=versions)
    found = defaultdict(set)
    for version, code in links.values_list("itemversion", "statement__code"):
        found[version].add(code)
    return found


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
