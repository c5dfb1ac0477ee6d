"""What messages say: plain words, and a subject that tells nothing to who looks over a shoulder."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class Mail(NamedTuple):
    subject: str
    body: str


class DigestNumbers(NamedTuple):
    """How many of a supervisor's people did something in the last week, or need a look now."""

    completed: int
    started: int
    overdue: int

    @property
    def has_news(self) -> bool:
        """Say whether anything changed; that somebody is still late is no news."""
        return bool(self.completed or self.started)


def day(of: date) -> str:
    """Return a date as `March 5, 2026`."""
    return f"{of:%B} {of.day}, {of.year}"


def reminder(name: str, due: Sequence[date | None], today: date, site: str) -> Mail:
    """Return a learner's message about what they are asked to do.

    `due` are the dates of what is not done yet, the earliest first; None is one without a date.
    """
    dated = [each for each in due if each]
    if not dated:
        what = "You are asked to take a course. There is no date for it."
    elif dated[0] < today:
        what = f"You were asked to take a course by {day(dated[0])}. It is still open to you."
    else:
        what = f"You are asked to take a course by {day(dated[0])}. Nothing closes on that day."
    lines = [
        f"Hello {name},",
        what,
        f"Where you can go on: {site}/",
        "If you need more time, ask your supervisor. If this is a bad time, pause these messages "
        f"or turn them off: {site}/messages/",
    ]
    return Mail("A note about your training", "\n\n".join(lines) + "\n")


def refresher(name: str, until: date, site: str) -> Mail:
    """Return a learner's message that a course which they completed can be refreshed."""
    lines = [
        f"Hello {name},",
        f"A course that you completed is valid until {day(until)}. Its refresher is open: each "
        "quiz once more. What you completed stays on record in any case.",
        f"Where you find it: {site}/",
        f"To pause these messages or turn them off: {site}/messages/",
    ]
    return Mail("A note about your training", "\n\n".join(lines) + "\n")


def digest(name: str, numbers: DigestNumbers, site: str) -> Mail:
    """Return a supervisor's message about the last week. It names nobody."""
    lines = [
        f"{numbers.completed} completed the course.",
        f"{numbers.started} began it.",
        f"{numbers.overdue} {'is' if numbers.overdue == 1 else 'are'} past their date.",
    ]
    body = [
        f"Hello {name},",
        "Of the people you supervise, in the last 7 days:\n" + "\n".join(f"- {x}" for x in lines),
        f"Who they are: {site}/team/",
        f"To get no more of these: {site}/messages/",
    ]
    return Mail("Your team’s training this week", "\n\n".join(body) + "\n")


def report_ready(name: str, about: str, address: str, site: str) -> Mail:
    """Return a message that a report which was scheduled is ready. It holds no row of it."""
    body = [
        f"Hello {name},",
        f"The report “{about}” that you asked to have regularly is ready for a week: {address}",
        f"To change how often, or to stop it: {site}/team/saved/",
    ]
    return Mail("A report is ready", "\n\n".join(body) + "\n")
