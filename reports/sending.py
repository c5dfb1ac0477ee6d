"""Sending one message to one person, once."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from reports.models import Message

logger = logging.getLogger(__name__)


def week_of(day):
    """Return a week as `2026-W48`, by ISO 8601."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def send_once(person, kind, period, mail, connection):
    """Send a message that was not sent yet; say whether it went out.

    Of two that send at once one writes the row, and that one sends. A message that the mail server
    does not take is tried again by the next run.
    """
    try:
        with transaction.atomic():
            message = Message.objects.create(person=person, kind=kind, period=period)
    except IntegrityError:
        return False
    try:
        connection.open()  # where it is not open yet
        EmailMessage(mail.subject, mail.body, to=[person.email], connection=connection).send()
    except (SMTPException, OSError):
        message.delete()  # so that it is tried again
        logger.exception("A message could not be sent.")
        return False
    return True
