"""Bring quizzes in line with the content files: their settings, what they ask and what they draw.

Authors change both in the application. As with questions, digests of what the file said at the
last load tell which side has changed since.
"""

from dataclasses import dataclass

from courses.models import Activity
from courses.syncing import sync
from quizzes import asked, rules
from quizzes.drawing import CRITERIA
from quizzes.merging import Outcome, merge
from quizzes.models import Draw, Quiz, Slot
from quizzes.quiz_questions import asked_by


def load_quizzes(course, questions, items, load, decision):
    """Bring the quizzes in line, and which questions they ask in which order."""
    activities = course.activities.offered().filter(kind=Activity.Kind.QUIZ)
    by_module = {activity.module.slug: activity for activity in activities.select_related("module")}
    modules = {activity.pk: module for module, activity in by_module.items()}
    # An author may be changing the settings of one of them.
    there = Quiz.objects.filter(activity__in=modules).select_for_update()
    there = there.prefetch_related("slots__item", "draws")
    rows = {modules[quiz.activity_id]: quiz for quiz in there}
    sides = {
        module: _asked(rows.get(module), questions[module].quiz.asked, load, module, decision)
        for module in by_module
    }
    wanted = {
        module: {
            "activity_id": activity.pk,
            "recommended": list(questions[module].quiz.recommended),
            **_settings(rows.get(module), questions[module].quiz.rules, load, module, decision),
            "questions_digest": sides[module].digest,
        }
        for module, activity in by_module.items()
    }
    quizzes = sync(Quiz, rows, wanted, load.report)
    taken = {module: quiz for module, quiz in quizzes.items() if sides[module].is_taken}
    _load_slots(taken, questions, items, load.report)
    _load_draws(taken, questions, load.report)


def _settings(quiz, file_rules, load, module, decision):
    """Return the fields of the side that holds."""
    here = quiz and rules.rules_of(quiz)
    side = _side(
        rules.digest(file_rules),
        here and rules.digest(here),
        quiz and quiz.settings_digest,
        decision,
    )
    side.note(module, load.kept_settings, load.conflicting_settings)
    return {**vars(file_rules if side.is_taken else here), "settings_digest": side.digest}


def _asked(quiz, file_asks, load, module, decision):
    """Return which side holds of what a quiz asks."""
    here = quiz and asked.digest(asked_by(quiz))
    side = _side(asked.digest(file_asks), here, quiz and quiz.questions_digest, decision)
    side.note(module, load.kept_questions, load.conflicting_questions)
    return side


@dataclass(frozen=True)
class _Side:
    """Which side holds, and the digest to keep of what the file said."""

    outcome: Outcome
    digest: str

    @property
    def is_taken(self):
        return self.outcome not in (Outcome.KEPT, Outcome.CONFLICT)

    def note(self, module, kept, conflicts):
        """Add a module to those whose quiz is not as its file says."""
        if self.outcome is Outcome.KEPT:
            kept.append(module)
        elif self.outcome is Outcome.CONFLICT:
            conflicts.append(module)


def _side(file, here, last, decision):
    """Return the side that holds; all are digests, `here` None for a quiz that is not there."""
    if here is None:
        return _Side(Outcome.TAKEN, file)
    # Without a digest it was loaded before authors could change it: nobody has.
    last = last or here
    outcome = merge(last, file, here, decision)
    return _Side(outcome, last if outcome is Outcome.CONFLICT else file)


def _load_slots(quizzes, questions, items, report):
    wanted = {
        f"{module}/{slug}": {"quiz_id": quiz.pk, "item_id": items[slug].pk, "position": position}
        for module, quiz in quizzes.items()
        for position, slug in enumerate(questions[module].quiz.items, start=1)
    }
    modules = {quiz.pk: module for module, quiz in quizzes.items()}
    there = Slot.objects.filter(quiz__in=modules).select_related("item")
    rows = {f"{modules[slot.quiz_id]}/{slot.item.slug}": slot for slot in there}
    sync(Slot, rows, wanted, report)


def _load_draws(quizzes, questions, report):
    wanted = {
        f"{module}/{_named(draw)}": {
            "quiz_id": quiz.pk,
            "position": position,
            **{name: getattr(draw, name) for name in CRITERIA},
            "count": draw.count,
            "case_count": draw.cases,
        }
        for module, quiz in quizzes.items()
        for position, draw in enumerate(questions[module].quiz.draws, start=1)
    }
    modules = {quiz.pk: module for module, quiz in quizzes.items()}
    there = Draw.objects.filter(quiz__in=modules)
    rows = {f"{modules[draw.quiz_id]}/{_named(draw.wanted)}": draw for draw in there}
    sync(Draw, rows, wanted, report)


def _named(draw):
    """Return what tells a quiz's draws apart."""
    return ",".join(draw.criteria.values())
