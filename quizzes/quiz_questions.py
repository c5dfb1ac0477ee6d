"""Changing in the application what a quiz asks."""

from django.db import transaction

from accounts import audit
from quizzes.asked import Asked, digest
from quizzes.models import Draw, Item, Quiz, Slot


class QuestionsChangedMeanwhile(Exception):
    """Somebody else saved what the quiz asks since it was shown; `asked` is what it asks now."""

    def __init__(self, asked):
        super().__init__("What the quiz asks was changed meanwhile.")
        self.asked = asked


def asked_by(quiz):
    """Return what a quiz asks. Its slots, their items and its draws may have been prefetched."""
    return Asked(
        items=tuple(slot.item.slug for slot in quiz.slots.all()),
        draws=tuple(draw.wanted for draw in quiz.draws.all()),
    )


@transaction.atomic
def change_questions(quiz, asked, *, base, actor):
    """Let a quiz ask other questions; say whether anything changed.

    It holds for attempts that begin from now on. `base` is the digest of what the author saw.
    Raises QuestionsChangedMeanwhile when the quiz no longer asks that.
    """
    locked = Quiz.objects.select_for_update().prefetch_related("slots__item", "draws")
    quiz = locked.get(pk=quiz.pk)
    before = asked_by(quiz)
    if before == asked:
        return False
    if base != digest(before):
        raise QuestionsChangedMeanwhile(before)
    items = {item.slug: item for item in Item.objects.filter(slug__in=asked.items)}
    quiz.slots.all().delete()
    Slot.objects.bulk_create(
        Slot(quiz=quiz, item=items[slug], position=position)
        for position, slug in enumerate(asked.items, start=1)
    )
    quiz.draws.all().delete()
    Draw.objects.bulk_create(
        Draw(quiz=quiz, position=position, count=draw.count, case_count=draw.cases, **draw.criteria)
        for position, draw in enumerate(asked.draws, start=1)
    )
    changes = {"before": before.mapping, "after": asked.mapping}
    audit.record(actor, "quiz.questions_changed", quiz, **changes)
    return True
