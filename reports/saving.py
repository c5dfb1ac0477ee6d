"""Keeping reports, and sending a link to those that are wanted regularly."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import audit
from reports import exporting, message_texts
from reports.models import Export, Message, SavedReport
from reports.sending import send_once, week_of


@transaction.atomic
def keep_report(saved, *, query, owner):
    """Keep a report that was put together or changed; its owner gets it when it is scheduled."""
    saved.owner, saved.query = owner, query
    saved.save()
    saved.receivers.add(owner)
    audit.record(owner, "report.saved", saved, is_shared=saved.is_shared, every=saved.every)
    return saved


@transaction.atomic
def forget_report(saved, *, actor):
    audit.record(actor, "report.forgotten", saved)
    saved.delete()


def send_scheduled(organization, today, connection):
    """Make what an organization's people want now, each once; return how many links were sent."""
    sent = 0
    scheduled = SavedReport.objects.scheduled().filter(owner__organization=organization)
    for saved in scheduled.prefetch_related("receivers__organization"):
        for person in saved.receivers.all():
            if SavedReport.objects.visible_to(person).filter(pk=saved.pk).exists():
                sent += _send(saved, person, _period(saved, today), connection)
    return sent


def _period(saved, today):
    when = week_of(today) if saved.every == SavedReport.Every.WEEK else f"{today:%Y-%m}"
    return f"{saved.pk} {when}"


def _send(saved, person, period, connection):
    """Make a report for a receiver who is still there and may see it, and send its link."""
    had = Message.objects.filter(person=person, kind=Message.Kind.REPORT, period=period)
    if not person.is_active or had.exists():
        return False
    export = _made(saved, person)
    if export is None:
        return False
    address = settings.SITE_URL + reverse("reports:export-file", args=[export.pk])
    mail = message_texts.report_ready(person.name, saved.name, address, settings.SITE_URL)
    return send_once(person, Message.Kind.REPORT, period, mail, connection)


def _made(saved, person):
    """Return the export of a report for one person; None where they may not see it, or too long."""
    try:
        export = exporting.ask_for("learners", saved.kind, saved.query, owner=person, is_now=True)
    except (exporting.TooManyRows, *exporting.NOT_THEIRS):
        return None
    exporting.make.call(export.pk)
    export.refresh_from_db()
    return export if export.state == Export.State.DONE else None
