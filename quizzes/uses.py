"""Where a question is used: what asks it, what may draw it, and who is at it now."""

from collections import defaultdict
from dataclasses import dataclass

from quizzes.asking import candidates, pool
from quizzes.models import Draw, Quiz, Response


@dataclass(frozen=True)
class Drawing:
    """A quiz that may draw a question: so many of those that fit, `left` without this one."""

    quiz: Quiz
    count: int
    left: int

    @property
    def is_short_without(self):
        return self.left < self.count


@dataclass(frozen=True)
class Uses:
    """Quizzes on offer that ask a question or may draw it, and how many attempts have it open."""

    asked_in: list[Quiz]
    drawn_by: list[Drawing]
    open_attempts: int

    @property
    def short_without(self):
        """The draws that would have too few questions to choose from if it was retired."""
        return [each for each in self.drawn_by if each.is_short_without]


def uses_of(item):
    """Return the Uses of a question."""
    asked_in = item.quizzes.offered().select_related("activity__module", "activity__course")
    at_it = Response.objects.filter(item_version__item=item, attempt__submitted_at__isnull=True)
    return Uses(list(asked_in), _drawings(item), at_it.count())


def _drawings(item):
    draws = Draw.objects.filter(quiz__in=Quiz.objects.offered(), quiz__activity__course=item.course)
    draws = list(draws.select_related("quiz__activity__module", "quiz__activity__course"))
    if not draws:
        return []
    wanted = [draw.wanted for draw in draws]
    there = pool(item.course)
    mine = there.filter(item=item).values_list("pk", flat=True).first()
    if mine is None:
        return []
    turns = defaultdict(int)
    found = []
    fitting = candidates(there, wanted, turns)
    for draw, want in zip(draws, wanted, strict=True):
        fits = {each.id for each in fitting if want.fits(each)}
        if mine in fits:
            found.append(Drawing(draw.quiz, draw.count, len(fits) - 1))
    return found
