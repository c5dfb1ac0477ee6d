"""Time that a server fault takes from timed attempts is found and given back.

Each web process writes a sign of life while timed attempts are open. Whoever writes the next one
after too long a silence records the outage and moves the ends of the attempts it touched. What
judges an end as past lets a sign of life be written first.
"""

from django.db import transaction
from django.utils import timezone

from quizzes.models import Attempt, Outage, Pulse
from quizzes.time_limits import LONGEST_GAP

THE_ONE = 1  # the pulse's key


@transaction.atomic
def beat(now=None):
    """Write a sign of life, giving back what was lost since the last one.

    It waits for others that do, and locks attempts after that: call it before a transaction that
    locks something itself.
    """
    now = now or timezone.now()
    Pulse.objects.get_or_create(pk=THE_ONE, defaults={"at": now})
    pulse = Pulse.objects.select_for_update().get(pk=THE_ONE)
    if now - pulse.at > LONGEST_GAP:
        _give_back(pulse.at, now)
    if now > pulse.at:
        pulse.at = now
        pulse.save(update_fields=["at"])


def beat_if_needed():
    """Write a sign of life if it matters to somebody."""
    if Attempt.objects.open().timed().exists():
        beat()


def is_alive(now=None):
    """Say whether a web process has given a sign of life just now."""
    pulse = Pulse.objects.filter(pk=THE_ONE).first()
    return pulse is not None and (now or timezone.now()) - pulse.at <= LONGEST_GAP


def _give_back(began_at, ended_at):
    """Record an outage and move the ends of the open attempts whose time ran during it.

    A silence that touched none was none: nothing is written while no timed attempt is open.
    """
    touched = Attempt.objects.open().filter(ends_at__gt=began_at, started_at__lt=ended_at)
    attempts = list(touched.select_for_update(of=("self",)).order_by("pk"))
    for attempt in attempts:
        attempt.give_back(began_at, ended_at)
    if attempts:
        Attempt.objects.bulk_update(attempts, ["ends_at", "given_back_seconds"])
        Outage.objects.create(began_at=began_at, ended_at=ended_at, attempt_count=len(attempts))
