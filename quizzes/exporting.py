"""Questions and quizzes from the database as the content files have them."""

from quizzes import bank
from quizzes.content import ItemContent, Questions, QuizContent
from quizzes.loading import published_versions
from quizzes.models import Quiz
from quizzes.picture_folders import published_pictures
from quizzes.rules import rules_of


def published_questions(course):
    """Return the Questions of each of a course's modules: what learners are asked, no drafts."""
    items = {}
    for version in published_versions(course).filter(item__retired_at__isnull=True):
        item = ItemContent(version.item.slug, bank.fields_of(version))
        items.setdefault(version.item.module.slug, []).append(item)
    known = {item.slug for asked in items.values() for item in asked}
    quizzes = _quizzes(course, known)
    return {
        module.slug: _questions(items.get(module.slug, ()), quizzes.get(module.slug))
        for module in course.modules.filter(retired_at__isnull=True)
    }


def _questions(items, quiz):
    return Questions(tuple(items), quiz, published_pictures(items))


def _quizzes(course, known):
    """Return the quizzes on offer by module, with those of their questions that are known."""
    offered = Quiz.objects.filter(activity__course=course, activity__retired_at__isnull=True)
    offered = offered.select_related("activity__module").prefetch_related("slots__item", "draws")
    return {
        quiz.activity.module.slug: QuizContent(
            items=tuple(s.item.slug for s in quiz.slots.all() if s.item.slug in known),
            rules=rules_of(quiz),
            draws=tuple(draw.wanted for draw in quiz.draws.all()),
            recommended=tuple(quiz.recommended),
        )
        for quiz in offered
    }
