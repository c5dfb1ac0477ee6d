"""Dates as the people of an organization live them: when something is due, when a day begins."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

MOST_MONTHS = 60  # for which a completed course may be valid, where that has an end


class Terms(NamedTuple):
    """By when an assignment asks people to be done.

    `on` is one date for everybody; `after_days` counts from the day that a person joined those
    who are asked, or from `given_on` for who was there before. Neither: there is no date.
    """

    on: date | None
    after_days: int | None
    given_on: date


def due_date(terms: Terms, joined_on: date | None, extended_to: date | None = None) -> date | None:
    """Return by when one person is asked to be done, as a date of their organization; None: never.

    `joined_on` is None for who is asked in person; `extended_to` was agreed with them alone, and
    holds whatever the terms say.
    """
    if extended_to:
        return extended_to
    if terms.after_days is None:
        return terms.on
    return max(joined_on or terms.given_on, terms.given_on) + timedelta(days=terms.after_days)


def local_date(moment: datetime, zone: str) -> date:
    """Return which day it is, at an aware moment, in a zone of the IANA database."""
    return moment.astimezone(ZoneInfo(zone)).date()


def start_of(day: date, zone: str) -> datetime:
    """Return the aware moment at which a day begins in a zone.

    Where clocks are put forward at midnight the day begins at one o'clock, and where a day was
    left out altogether with the one after it.
    """
    return datetime.combine(day, time.min, ZoneInfo(zone))


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or the last one where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day_before(end: date, months: int) -> date:
    """Return the last day that is so many months, or more, before another one.

    It is the turn of `months_after`: that of a day is `end` or earlier up to the day returned.
    """
    day = months_after(end, -months)
    while months_after(day + timedelta(days=1), months) <= end:
        day += timedelta(days=1)
    return day
