"""Drafts reviewed by another author: asked for, commented on, approved or sent back.

What is approved is a wording: once the draft is saved anew it needs another look.
"""

from django.conf import settings
from django.db import transaction

from accounts import audit
from accounts.models import AuditEntry
from quizzes.models import ItemVersion, ReviewNote, ReviewStep


class ChangedMeanwhile(Exception):
    """The draft is not as its reader saw it, or is no draft any more."""


class OwnWords(Exception):
    """Nobody decides on a draft that they wrote any part of."""


class NotAsked(Exception):
    """Nobody has asked for a review of this wording, or it is decided already."""


def is_required():
    """Say whether a draft is published only once another author has approved it."""
    return settings.REVIEW_REQUIRED


def step_of(version):
    """Return the last step in the review of a draft as it is worded now, "" before any."""
    about_now = ReviewNote.objects.filter(version=version, saved_at=version.saved_at)
    last = about_now.exclude(step=ReviewStep.COMMENT).order_by("-pk").first()
    return last.step if last else ""


def has_written(person, version):
    """Say whether a person saved any wording of a version."""
    saved = AuditEntry.objects.filter(
        action="version.saved", target_kind=version._meta.label, target_id=version.pk, actor=person
    )
    return version.author_id == person.pk or saved.exists()


def standing(version, viewer):
    """Return what the section of a question's page shows of the reviews of all its versions."""
    notes = ReviewNote.objects.filter(version__item=version.item)
    is_own = version.is_draft and has_written(viewer, version)
    return {
        "review_notes": notes.select_related("author", "version"),
        "is_own_draft": is_own,
        "review_is_required": is_required(),
    }


@transaction.atomic
def ask(version, *, actor):
    """Ask other authors to look at a draft. Asking again changes nothing."""
    draft = _locked(version)
    if step_of(draft) not in (ReviewStep.ASKED, ReviewStep.APPROVED):
        _note(draft, ReviewStep.ASKED, "", actor)


@transaction.atomic
def comment(version, text, *, actor):
    """Say something of a draft. The same twice in a row, as after a double click, is said once."""
    draft = _locked(version)
    last = draft.review_notes.order_by("-pk").first()
    if last is None or (last.step, last.text, last.author) != (ReviewStep.COMMENT, text, actor):
        _note(draft, ReviewStep.COMMENT, text, actor)


@transaction.atomic
def approve(version, *, actor):
    """Approve a draft as it is worded. Again changes nothing. Raises OwnWords or NotAsked."""
    _decide(version, ReviewStep.APPROVED, "", actor)


@transaction.atomic
def send_back(version, text, *, actor):
    """Send a draft back with a reason. Raises OwnWords or NotAsked."""
    _decide(version, ReviewStep.SENT_BACK, text, actor)


def _decide(version, step, text, actor):
    draft = _locked(version)
    if has_written(actor, draft):
        raise OwnWords
    now = step_of(draft)
    if now == step:
        return
    if now != ReviewStep.ASKED:
        raise NotAsked
    _note(draft, step, text, actor)


def _locked(version):
    """Return a draft that is as its reader saw it, locked. Raises ChangedMeanwhile."""
    locked = ItemVersion.objects.drafts().select_for_update(of=("self",))
    draft = locked.select_related("item").filter(pk=version.pk, saved_at=version.saved_at).first()
    if draft is None:
        raise ChangedMeanwhile
    return draft


def _note(draft, step, text, actor):
    ReviewNote.objects.create(
        version=draft, saved_at=draft.saved_at, step=step, text=text, author=actor
    )
    audit.record(actor, f"review.{step}", draft)
