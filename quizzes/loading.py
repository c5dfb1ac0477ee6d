"""Bring questions and quizzes in line with the content files, and give them back as content.

Both sides may have changed since the last load. A question's digest at that load tells which
did, so that what an author wrote in the application is never overwritten unasked.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Prefetch, Q

from courses.citing import sources_html
from courses.content import ContentError
from courses.models import Course, Statement
from courses.publishing import publish_course
from courses.syncing import Report, sync
from quizzes import bank
from quizzes.content import ItemContent, digest
from quizzes.merging import Decision, Outcome, merge
from quizzes.models import Item, ItemVersion
from quizzes.pictures import keep_picture
from quizzes.quiz_loading import load_quizzes


@dataclass
class Load:
    """What a load did: the report, and what it left as authors had made it.

    That is questions by their ids, and the settings of quizzes and what they ask by their modules.
    """

    report: Report
    kept: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    kept_settings: list[str] = field(default_factory=list)
    conflicting_settings: list[str] = field(default_factory=list)
    kept_questions: list[str] = field(default_factory=list)
    conflicting_questions: list[str] = field(default_factory=list)

    @property
    def is_settled(self):
        """Whether the database says what the files say."""
        left = {name: each for name, each in vars(self).items() if name != "report"}
        return not any(left.values())


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
    for picture in (each for asked in questions.values() for each in asked.pictures):
        keep_picture(picture, actor=actor)
    _load_texts(course, items, texts, load, decision, actor)
    load_quizzes(course, questions, items, load, decision)
    _refresh_sources(course)
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


def _refresh_sources(course):
    """Show under a course's questions what the ledger says now of the statements they rest on."""
    statements = Prefetch("statements", Statement.objects.select_related("source"))
    versions = ItemVersion.objects.filter(item__course=course).only("sources_html", "item__slug")
    versions = versions.select_for_update(of=("self",))  # an author may be saving one of them
    stale = []
    for version in versions.select_related("item").prefetch_related(statements):
        html = sources_html(version.statements.all(), version.item.slug)
        if html != version.sources_html:
            version.sources_html = html
            stale.append(version)
    ItemVersion.objects.bulk_update(stale, ["sources_html"], batch_size=200)
