"""The sign of life of a web process, written by a thread beside its work."""

import logging
from threading import Thread
from time import sleep

from django.db import DatabaseError, connections

from quizzes.outages import beat_if_needed
from quizzes.time_limits import BEAT

logger = logging.getLogger(__name__)


def start():
    """Begin to beat, once in each web process; it ends with the process."""
    Thread(target=_run, name="heartbeat", daemon=True).start()


def _run():
    while True:
        beat_once()
        sleep(BEAT.total_seconds())


def beat_once():
    """Beat. A database that cannot be reached is what the silence will tell of."""
    try:
        beat_if_needed()
    except DatabaseError as error:
        logger.warning("no sign of life could be written: %s", error)
    finally:
        connections.close_all()
