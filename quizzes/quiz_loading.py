"""Bring quizzes in line with the content files: their settings, what they ask and what they draw.

Authors change a quiz's settings in the application. As with questions, a digest of what the file
said at the last load tells which side has changed since.
"""

from courses.models import Activity
from courses.syncing import sync
from quizzes import rules
from quizzes.drawing import CRITERIA
from quizzes.merging import Outcome, merge
from quizzes.models import Draw, Quiz, Slot


def load_quizzes(course, questions, items, load, decision):
    """Bring the quizzes in line, and which questions they ask in which order."""
    activities = course.activities.offered().filter(kind=Activity.Kind.QUIZ)
    by_module = {activity.module.slug: activity for activity in activities.select_related("module")}
    modules = {activity.pk: module for module, activity in by_module.items()}
    # An author may be changing the settings of one of them.
    there = Quiz.objects.filter(activity__in=modules).select_for_update()
    rows = {modules[quiz.activity_id]: quiz for quiz in there}
    wanted = {
        module: {
            "activity_id": activity.pk,
            "recommended": list(questions[module].quiz.recommended),
            **_settings(rows.get(module), questions[module].quiz.rules, load, module, decision),
        }
        for module, activity in by_module.items()
    }
    quizzes = sync(Quiz, rows, wanted, load.report)
    _load_slots(quizzes, questions, items, load.report)
    _load_draws(quizzes, questions, load.report)


def _settings(quiz, file_rules, load, module, decision):
    """Return the fields of the side that holds, noting it when that is not the file."""
    file = rules.digest(file_rules)
    if quiz is None:
        return {**vars(file_rules), "settings_digest": file}
    here = rules.rules_of(quiz)
    # Without a digest it was loaded before authors could change settings: nobody has.
    last = quiz.settings_digest or rules.digest(here)
    outcome = merge(last, file, rules.digest(here), decision)
    if outcome is Outcome.CONFLICT:
        load.conflicting_settings.append(module)
        return {**vars(here), "settings_digest": last}
    if outcome is Outcome.KEPT:
        load.kept_settings.append(module)
        return {**vars(here), "settings_digest": file}
    return {**vars(file_rules), "settings_digest": file}


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
