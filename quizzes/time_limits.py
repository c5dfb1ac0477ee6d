"""The arithmetic of time limits: when an attempt ends, and what a server fault gives back.

While the site cannot be reached the clock stops: an attempt then ends as much later.
"""

from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
GRACE = timedelta(seconds=60)  # answers on their way at the end still arrive
SOON = 5 * MINUTE  # before the end pages say that it is near

BEAT = timedelta(seconds=15)  # between the signs of life that the server writes
LONGEST_GAP = 3 * BEAT  # a longer silence is an outage

MOST_EXTRA_PERCENT = 900
MOST_EXTRA_MINUTES = 24 * 60


def full_minute(moment: datetime) -> datetime:
    """Return the first full minute that is not before a moment: one that pages can name."""
    full = moment.replace(second=0, microsecond=0)
    return full if full == moment else full + MINUTE


def extra_minutes(limit: int, *, percent: int = 0, minutes: int = 0) -> int:
    """Return what is added to a limit in minutes; a part of a minute counts as a whole one."""
    return -(-limit * percent // 100) + minutes


def is_over(ends_at: datetime | None, now: datetime) -> bool:
    """Say whether answers come too late for an end, None being no end."""
    return ends_at is not None and now > ends_at + GRACE


def is_soon(ends_at: datetime | None, now: datetime) -> bool:
    """Say whether an end is at most five minutes away, or past."""
    return ends_at is not None and now >= ends_at - SOON


def after_outage(
    ends_at: datetime, started_at: datetime, began_at: datetime, ended_at: datetime
) -> datetime:
    """Return when an attempt ends after an outage; the same where the outage took none of its time.

    All that was left when the outage began is left when it ends, and up to a minute more, since
    it ends on a full minute.
    """
    if began_at >= ends_at or ended_at <= started_at:
        return ends_at
    return full_minute(ends_at + (ended_at - max(began_at, started_at)))
