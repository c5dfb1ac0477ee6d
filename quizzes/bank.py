"""The question bank: the one door through which questions are written, published and retired.

A question has at most one draft, and it is always the newest version. What is published never
changes: attempts hold on to the version that they asked.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import audit
from courses.citing import sources_html
from courses.models import Objective, Statement
from quizzes import reviews
from quizzes.fields import ItemFields, rendered, searchable, tidy
from quizzes.models import Item, ItemVersion, ReviewStep
from quizzes.panels import distribution
from quizzes.pictures import shown_in
from quizzes.readiness import problems, to_settle_in
from quizzes.rewording import changes_of_meaning, reads_the_same


class SlugTaken(Exception):
    """There is a question with this id, perhaps a retired one."""


class NotADraft(Exception):
    """The version was published or discarded before, as after a double click."""


class CannotPublish(Exception):
    """The question is not finished; `problems` says why, in words for its author."""

    def __init__(self, problems):
        super().__init__(" ".join(problems))
        self.problems = problems


def fields_of(version):
    """Return what a version says. Its statements and objective may have been prefetched."""
    fields = ItemFields(
        type=version.type,
        content=version.content,
        bloom=version.bloom,
        area=version.area,
        is_case=version.is_case,
        objective=version.objective.code if version.objective else "",
        tags=tuple(version.tags.split()),
        note=version.note,
        lint_ok=version.lint_ok,
        statements=tuple(statement.code for statement in version.statements.all()),
    )
    return tidy(fields)


@transaction.atomic
def create_item(course, module, slug, fields, *, actor):
    """Begin a question with a draft, at the end of its module. Raises SlugTaken."""
    last = module.items.aggregate(last=Max("position"))["last"] or 0
    item, is_new = Item.objects.get_or_create(
        slug=slug, defaults={"course": course, "module": module, "position": last + 1}
    )
    if not is_new:
        raise SlugTaken
    audit.record(actor, "item.created", item)
    save_draft(item, fields, actor=actor)
    return item


@transaction.atomic
def save_draft(item, fields, *, actor):
    """Keep what a question says as its draft, begun now if there is none; return the draft.

    A draft may be unfinished.
    """
    _lock(item)
    draft = item.versions.drafts().first() or ItemVersion(item=item, number=_next_number(item))
    _write(draft, fields, actor)
    audit.record(actor, "version.saved", draft)
    return draft


@transaction.atomic
def publish_version(version, *, actor, asks_the_same=False):
    """Put a draft before learners: attempts that begin from now on ask it.

    `asks_the_same`: it only words better what is published now, so that statistics go on. Raises
    NotADraft, or CannotPublish while something is missing, asks for a reason, or changed what is
    asked.
    """
    _lock(version.item)
    draft = _draft(version)
    fields = fields_of(draft)
    _check(to_settle_in(fields))
    if reviews.is_required() and reviews.step_of(draft) != ReviewStep.APPROVED:
        raise CannotPublish(["Another author has to approve it first."])
    draft.published_at = timezone.now()
    draft.panel = distribution(draft.item, draft.content)
    draft.same_as = _same_as(draft, fields, asks_the_same=asks_the_same)
    draft.save(update_fields=["published_at", "panel", "same_as"])
    audit.record(actor, "version.published", draft, same_as=draft.same_as)
    return draft


def _same_as(version, fields, *, asks_the_same=False):
    """Return the number of the first version that asks what this one does. Raises CannotPublish."""
    before = last_published(version.item)
    if before is None or before.panel != version.panel:
        return version.number
    fields_before = fields_of(before)
    if reads_the_same(fields_before, fields):
        return before.same_as
    if asks_the_same:
        _check(changes_of_meaning(fields_before, fields))
        return before.same_as
    return version.number


def last_published(item):
    """Return the version that learners are asked, None before there is one."""
    return item.versions.published().order_by("-number").first()


@transaction.atomic
def publish_fields(item, fields, *, actor):
    """Publish a version that comes whole, as from a file; return it. Raises CannotPublish.

    A draft that an author has open stays, and stays the newest version.
    """
    _check(problems(tidy(fields)))
    _lock(item)
    number = _number_below_draft(item)
    version = ItemVersion(item=item, number=number, published_at=timezone.now())
    version.panel = distribution(item, fields.content)
    version.same_as = _same_as(version, tidy(fields))
    _write(version, fields, actor)
    audit.record(actor, "version.published", version)
    return version


@transaction.atomic
def publish_panel(item):
    """Publish what learners are asked once more when the panel's ratings of it have changed.

    The words stay, and who saved them when; an open draft stays too. Returns the new version,
    None when there is nothing new. Whose rating it was is not recorded.
    """
    _lock(item)
    draft = item.versions.drafts().first()
    if draft:
        draft.panel = distribution(item, draft.content)
        draft.save(update_fields=["panel"])
    version = last_published(item)
    panel = distribution(item, version.content) if version else []
    if version is None or panel == version.panel:
        return None
    number = _number_below_draft(item)
    version = _copied(version, number=number, panel=panel, same_as=number)
    audit.record(None, "panel.published", version, panel_size=version.panel_size)
    return version


@transaction.atomic
def change_tags(item, *, add=(), remove=(), actor):
    """Put tags on a question or take them off, on its draft and on what learners are asked.

    They are no wording: what is published gets a version of the same words, saved by whom and
    when it was. Again changes nothing. Raises ValueError where a question would have too many.
    """
    item = _lock(item)
    before = after = ""
    draft = item.versions.drafts().first()
    published = last_published(item)
    if draft and (tags := _with_tags(draft, add, remove)) != draft.tags:
        before, after, draft.tags = draft.tags, tags, tags
        draft.save(update_fields=["tags"])
    if published and (tags := _with_tags(published, add, remove)) != published.tags:
        before, after = published.tags, tags
        _copied(published, number=_number_below_draft(item), tags=tags)
    if before != after:
        audit.record(actor, "item.tagged", item, before=before.split(), after=after.split())


def _with_tags(version, add, remove):
    kept = [tag for tag in version.tags.split() if tag not in remove]
    tags = _tags_in_a_row(dict.fromkeys([*kept, *add]))
    if len(tags) > ItemVersion._meta.get_field("tags").max_length:
        raise ValueError(f"{version.item} would have too many tags.")
    return tags


def _tags_in_a_row(tags):
    """Return tags with a space around each, as a version keeps them."""
    return f" {' '.join(tags)} " if tags else ""


@transaction.atomic
def move_item(item, module, *, actor):
    """Put a question at the end of another module of its course. Quizzes that hold it keep it."""
    item = _lock(item)
    if item.module_id == module.pk:
        return
    before = item.module.slug
    last = module.items.aggregate(last=Max("position"))["last"] or 0
    item.module, item.position = module, last + 1
    item.save(update_fields=["module", "position"])
    audit.record(actor, "item.moved", item, before=before, after=module.slug)


def _copied(version, *, number, **changes):
    """Return a new published version that says the same, but for some fields."""
    statements = list(version.statements.all())
    version.pk, version._state.adding = None, True
    version.number, version.published_at = number, timezone.now()
    for name, value in changes.items():
        setattr(version, name, value)
    version.save(force_insert=True)
    version.statements.set(statements)
    return version


@transaction.atomic
def discard_draft(version, *, actor):
    """Drop a draft, and with it a question that was never published. Raises NotADraft."""
    item = _lock(version.item)
    draft = _draft(version)
    audit.record(actor, "version.discarded", draft)
    draft.delete()
    if not item.versions.exists():
        item.delete()


@transaction.atomic
def retire_item(item, *, actor):
    """Take a question out of use; attempts that hold it keep it."""
    _set_retired(item, timezone.now(), "item.retired", actor)


@transaction.atomic
def restore_item(item, *, actor):
    """Bring a retired question back into use."""
    _set_retired(item, None, "item.restored", actor)


def _set_retired(item, when, action, actor):
    is_retired = _lock(item).retired_at is not None
    if is_retired != bool(when):
        item.retired_at = when
        item.save(update_fields=["retired_at"])
        audit.record(actor, action, item)


def _lock(item):
    """Let one request at a time change a question's versions."""
    return Item.objects.select_for_update().get(pk=item.pk)


def _next_number(item):
    return (item.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def _number_below_draft(item):
    """Return the number for a version to publish; an open draft stays the newest version."""
    number = _next_number(item)
    draft = item.versions.drafts().first()
    if draft:
        ItemVersion.objects.filter(pk=draft.pk).update(number=number)
        number = draft.number
    return number


def _draft(version):
    draft = ItemVersion.objects.drafts().select_related("item", "objective").filter(pk=version.pk)
    if not draft:
        raise NotADraft
    return draft[0]


def _check(found):
    if found:
        raise CannotPublish(found)


def _write(version, fields, actor):
    """Put fields on a version and save it, with its texts as HTML."""
    fields = tidy(fields)
    for name in ("type", "content", "bloom", "area", "is_case", "note"):
        setattr(version, name, getattr(fields, name))
    version.lint_ok = dict(fields.lint_ok)
    version.tags = _tags_in_a_row(fields.tags)
    version.panel = distribution(version.item, fields.content)
    version.objective = Objective.objects.filter(code=fields.objective).first()
    version.html = rendered(version.item.slug, fields, shown_in(fields))
    version.search_text = searchable(fields)
    statements = Statement.objects.filter(code__in=fields.statements).select_related("source")
    version.sources_html = sources_html(statements, version.item.slug)
    version.author, version.saved_at = actor, timezone.now()
    version.save()
    version.statements.set(statements)
