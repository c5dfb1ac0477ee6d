"""Writing to a learner, and keeping for them who opened the page about them."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.roles import Permission
from courses.dates import local_date
from reports.models import Note, Opening

JUST_SENT = timedelta(minutes=1)
DAYS_SHOWN = 90


def people_to_write_to(viewer):
    """Return those to whom the viewer may send a note. Nobody writes to themself."""
    return User.objects.others_under(viewer, Permission.SEND_NOTES)


@transaction.atomic
def send_note(learner, *, kind, text, actor):
    """Send a learner a note; the same again within a minute, as by a double click, is one."""
    User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    same = Note.objects.filter(learner=learner, author=actor, kind=kind, text=text)
    if note := same.filter(sent_at__gt=timezone.now() - JUST_SENT).first():
        return note
    note = Note.objects.create(learner=learner, author=actor, kind=kind, text=text)
    audit.record(actor, "note.sent", note, learner=learner.pk)  # without its text
    return note


def put_away(note):
    """Take a note off My training; it stays on the page that supervisors see."""
    Note.objects.unread().filter(pk=note.pk).update(put_away_at=timezone.now())


def note_opening(learner, viewer):
    """Keep that somebody opened the page about a learner today, once a day."""
    today = local_date(timezone.now(), learner.time_zone)
    Opening.objects.get_or_create(learner=learner, viewer=viewer, on=today)


def openings_of(learner):
    """Return who opened the page about a learner in the last months, the latest first."""
    since = local_date(timezone.now(), learner.time_zone) - timedelta(days=DAYS_SHOWN)
    return learner.openings.filter(on__gte=since).select_related("viewer")
