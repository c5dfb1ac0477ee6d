"""What has to be there before the site can be served.

Each step may be ended at any moment, even by a power cut, and done again: it then goes on, or
finds that there is nothing to do.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from courses.content.digests import digest_of


@contextmanager
def taking_turns():
    """Let two starts at once prepare one after the other. The lock ends with its process."""
    with (settings.VAR_DIR / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare_database() -> None:
    """Bring the tables in line with the code."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def prepare_static_files() -> None:
    """Copy and compress the static files, which takes seconds, if one of them has changed."""
    made_from = settings.STATIC_ROOT / "made-from"
    digest = digest_of(_static_sources())
    if made_from.exists() and made_from.read_text() == digest:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    made_from.write_text(digest)  # last: a copy that was broken off is made again


def _static_sources() -> Iterator[Path]:
    ignored = apps.get_app_config("staticfiles").ignore_patterns
    for finder in get_finders():
        for name, storage in finder.list(ignored):
            yield Path(storage.path(name))
