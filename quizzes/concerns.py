"""Concerns about questions: raised once, settled by one author at a time, then seen."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit
from accounts.models import User
from quizzes.models import Concern

A_DAY = timedelta(days=1)
MOST_A_DAY = 10  # by one learner and still open: more could not be read with care


class TooMany(Exception):
    """The learner has raised as many within a day as authors can take in."""


class SettledMeanwhile(Exception):
    """Somebody else settled the concern after it was opened; `concern` is how it is now."""

    def __init__(self, concern):
        super().__init__(concern.pk)
        self.concern = concern


@transaction.atomic
def raise_concern(response, *, kind, text, is_named, actor):
    """Keep what a learner finds wrong with the question of their response, for its authors.

    The same again, as after a double click, is the one that is there already. Raises TooMany.
    """
    # One at a time for each learner: the second click waits and then finds the first.
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    mine = Concern.objects.of(actor).open()
    said = {"response": response, "kind": kind, "text": text, "is_named": is_named}
    same = mine.filter(**said).first()
    if same:
        return same
    if mine.filter(raised_at__gt=timezone.now() - A_DAY).count() >= MOST_A_DAY:
        raise TooMany
    concern = Concern.objects.create(learner=actor, item_version=response.item_version, **said)
    response.has_concern = True
    response.save(update_fields=["has_concern"])
    audit.record(actor if is_named else None, "concern.raised", concern, kind=kind)
    return concern


@transaction.atomic
def settle(concern, *, answer="", reason="", base, actor):
    """Answer a concern, or close it without an answer for a reason; return it.

    `base` is its stamp as the author saw it. Raises SettledMeanwhile if it has another one by
    now, unless it says the same, as after a double click.
    """
    found = Concern.objects.select_for_update().get(pk=concern.pk)
    if (found.answer, found.reason) == (answer, reason):
        return found
    if found.stamp != base:
        raise SettledMeanwhile(found)
    found.answer, found.reason = answer, reason
    found.settled_by, found.settled_at, found.seen_at = actor, timezone.now(), None
    found.save(update_fields=["answer", "reason", "settled_by", "settled_at", "seen_at"])
    audit.record(actor, "concern.answered" if answer else "concern.closed", found)
    return found


def mark_seen(concerns):
    """Note that their learner has seen how these are settled.

    An answer that an author has changed since they were read stays new.
    """
    read = [Q(pk=each.pk, settled_at=each.settled_at) for each in concerns if each.is_unseen]
    if read:
        Concern.objects.filter(reduce(or_, read)).update(seen_at=timezone.now())
