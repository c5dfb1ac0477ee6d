"""Bring questions and quizzes in line with the content files, and give them back as content.

Both sides may have changed since the last load. A question's digest at that load tells which
did, so that what an author wrote in the application is never overwritten unasked.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db import transaction
from django.db.models import Q

from courses.content import ContentError
from courses.models import Activity, Course
from courses.publishing import publish_course
from courses.syncing import Report, sync
from quizzes import bank
from quizzes.content import ItemContent, digest
from quizzes.models import Draw, Item, ItemVersion, Quiz, Slot


class Decision(StrEnum):
    """What to do with a question that changed both in the files and in the application."""

    ASK = "ask"
    TAKE_FILE = "take the file"
    KEEP_DATABASE = "keep the database"


class Outcome(StrEnum):
    SAME = "same"
    TAKEN = "taken from the file"
    KEPT = "kept as it is in the database"
    CONFLICT = "conflict"


def merge(last: str, file: str, here: str, decision: Decision) -> Outcome:
    """Say which side of a question holds: `last` is its digest at the last load.

    An empty digest is a question that is not there, or retired.
    """
    if file == here:
        return Outcome.SAME
    if here == last:
        return Outcome.TAKEN
    if file == last:
        return Outcome.KEPT
    return {
        Decision.ASK: Outcome.CONFLICT,
        Decision.TAKE_FILE: Outcome.TAKEN,
        Decision.KEEP_DATABASE: Outcome.KEPT,
    }[decision]


@dataclass
class Load:
    """What a load did: the report, and the questions that it left as authors had made them."""

    report: Report
    kept: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


@transaction.atomic
def load_course(content, questions, *, decision=Decision.ASK, actor=None):
    """Make the database say what a course's files say; return a Load.

    `questions` holds the Questions of each module. Loading the same files again changes nothing.
    Raises ContentError when another course has a question of the same id.
    """
    load = Load(publish_course(content, actor=actor))
    course = Course.objects.get(slug=content.slug)
    items = _place_items(course, content, questions)
    texts = {item.slug: item for asked in questions.values() for item in asked.items}
    _load_texts(course, items, texts, load, decision, actor)
    _load_quizzes(course, questions, items, load.report)
    bank.refresh_sources(course)
    return load


def published_versions(course):
    """Return the newest published version of each of a course's questions, in their order."""
    versions = ItemVersion.objects.last_published().filter(item__course=course)
    versions = versions.select_related("item__module", "objective").prefetch_related("statements")
    return versions.order_by("item__module__number", "item__position", "item__slug")


def _place_items(course, content, questions):
    """Return the course's questions by id, those of the files at the place they have there."""
    modules = {module.slug: module.pk for module in course.modules.all()}
    wanted = {
        item.slug: {
            "slug": item.slug,
            "course_id": course.pk,
            "module_id": modules[module.slug],
            "position": position,
        }
        for module in content.modules
        for position, item in enumerate(questions[module.slug].items, start=1)
    }
    there = Item.objects.filter(Q(course=course) | Q(slug__in=wanted))
    rows = {item.slug: item for item in there}
    for item in rows.values():
        if item.course_id != course.pk:
            raise ContentError(
                "course.yaml", 1, f"another course has the item “{item.slug}” already"
            )
    placed = {slug: item for slug, item in rows.items() if slug in wanted}
    return rows | sync(Item, placed, wanted, Report())


def _load_texts(course, items, texts, load, decision, actor):
    versions = {version.item.slug: version for version in published_versions(course)}
    settled = []
    for slug, item in items.items():
        text, version = texts.get(slug), versions.get(slug)
        file = digest(text) if text else ""
        outcome = merge(item.file_digest, file, _digest_here(item, version), decision)
        _tell(load, outcome, slug, text, is_new=not item.file_digest)
        if outcome is Outcome.TAKEN:
            _take(item, text, version, actor)
        if outcome is not Outcome.CONFLICT and item.file_digest != file:
            item.file_digest = file
            settled.append(item)
    Item.objects.bulk_update(settled, ["file_digest"], batch_size=200)


def _digest_here(item, version):
    if version is None or item.retired_at:
        return ""
    return digest(ItemContent(item.slug, bank.fields_of(version)))


def _take(item, text, version, actor):
    """Make a question what its file says, or retire it when it left the files."""
    if text is None:
        bank.retire_item(item, actor=actor)
        return
    bank.restore_item(item, actor=actor)
    if version is None or bank.fields_of(version) != text.fields:
        bank.publish_fields(item, text.fields, actor=actor)


def _tell(load, outcome, slug, text, *, is_new):
    if outcome is Outcome.CONFLICT:
        load.conflicts.append(slug)
    elif outcome is Outcome.KEPT:
        load.kept.append(slug)
    elif outcome is Outcome.SAME:
        load.report.unchanged += [f"item {slug}"] if text else []
    elif text is None:
        load.report.retired.append(f"item {slug}")
    else:
        (load.report.added if is_new else load.report.changed).append(f"item {slug}")


def _load_quizzes(course, questions, items, report):
    """Bring the quizzes in line, and which questions they ask in which order."""
    activities = course.activities.offered().filter(kind=Activity.Kind.QUIZ)
    by_module = {activity.module.slug: activity for activity in activities.select_related("module")}
    wanted = {
        module: {
            "activity_id": activity.pk,
            "intro": questions[module].quiz.intro,
            "pass_mark": questions[module].quiz.pass_mark,
            "recommended": list(questions[module].quiz.recommended),
        }
        for module, activity in by_module.items()
    }
    there = Quiz.objects.filter(activity__in=by_module.values())
    modules = {activity.pk: module for module, activity in by_module.items()}
    rows = {modules[quiz.activity_id]: quiz for quiz in there}
    quizzes = sync(Quiz, rows, wanted, report)
    _load_slots(quizzes, questions, items, report)
    _load_draws(quizzes, questions, report)


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
        f"{module}/{draw.area}": {
            "quiz_id": quiz.pk,
            "position": position,
            "area": draw.area,
            "count": draw.count,
            "case_count": draw.cases,
        }
        for module, quiz in quizzes.items()
        for position, draw in enumerate(questions[module].quiz.draws, start=1)
    }
    modules = {quiz.pk: module for module, quiz in quizzes.items()}
    there = Draw.objects.filter(quiz__in=modules)
    rows = {f"{modules[draw.quiz_id]}/{draw.area}": draw for draw in there}
    sync(Draw, rows, wanted, report)
