"""A learner's dates as a calendar that their own calendar program reads."""

from datetime import timedelta

from django.conf import settings
from django.utils.crypto import get_random_string

from accounts.models import User
from courses.asked import asked_of
from reports.models import MessageChoice

SUMMARY = "Training: asked for by today"  # neutral: calendars are seen by others


def new_calendar(person):
    """Give a person an address of their calendar that nobody can guess; one before it ends."""
    key = get_random_string(48)
    MessageChoice.objects.update_or_create(person=person, defaults={"calendar_key": key})


def end_calendar(person):
    MessageChoice.objects.filter(person=person).update(calendar_key=None)


def find_owner(key):
    """Return whose calendar has a key. Raises User.DoesNotExist."""
    return (
        User.objects.active().select_related("organization").get(message_choice__calendar_key=key)
    )


def calendar_of(person) -> bytes:
    """Return an iCalendar file (RFC 5545): a whole day for each of a learner's dates."""
    from icalendar import Calendar, Event  # here alone: it takes 10 MB of each web process

    calendar = Calendar()
    calendar.add("prodid", "-//Steady Ground//Training//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Training")
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    for asked in asked_of(person):
        if asked.due_on:
            calendar.add_component(_fill(Event(), asked))
    return calendar.to_ical()


def _fill(event, asked):
    event.add("uid", f"assignment-{asked.assignment.pk}@steady-ground")
    event.add("dtstamp", asked.assignment.given_at)
    event.add("dtstart", asked.due_on)
    event.add("dtend", asked.due_on + timedelta(days=1))
    event.add("summary", SUMMARY)
    event.add("description", f"Nothing closes on that day. {settings.SITE_URL}/")
    event.add("transp", "TRANSPARENT")  # it takes no time of the day
    return event
