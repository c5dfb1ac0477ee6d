"""Writing to administrators who have left a request unanswered for long."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from courses.dates import local_date
from records.models import ErasureRequest
from reports.message_texts import Mail, day
from reports.models import Message
from reports.sending import send_once, week_of

BEFORE = timedelta(days=10)


def remind_administrators():
    """Write once a week about requests whose day is near or over; return how many messages."""
    connection, sent = get_connection(), 0
    for request in ErasureRequest.objects.open().select_related("person__organization"):
        today = local_date(timezone.now(), request.person.time_zone)
        if today >= request.answer_by - BEFORE:
            sent += _write(request, week_of(today), connection)
    connection.close()
    return sent


def _write(request, week, connection):
    mail = waiting_mail(request)
    return sum(
        send_once(each, Message.Kind.REQUEST, f"{request.pk} {week}", mail, connection)
        for each in who_answers(request.person)
    )


def who_answers(person):
    """The administrators who can answer somebody's request; there may be none."""
    administrators = User.objects.over(person, Permission.MANAGE_PEOPLE).active()
    return administrators.exclude(pk=person.pk)


def waiting_mail(request):
    """Return the message; neither subject nor text says who asks, or what the course is about."""
    address = settings.SITE_URL + reverse("records:erasure-list")
    body = (
        "Somebody of your organization asks that their data be erased. The answer is due by "
        f"{day(request.answer_by)}.\n\n{address}\n"
    )
    return Mail("A request needs your answer", body)
