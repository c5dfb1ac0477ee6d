"""Do what pages leave for later: files at once, messages and tidying up now and then."""

import logging
import os
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError

from records import reminding
from reports import exporting, messages

logger = logging.getLogger(__name__)
PAUSE = 1  # seconds between two looks for something to do
NOW_AND_THEN = 600  # seconds


class Command(BaseCommand):
    help = "Make the files of reports that are asked for, and send messages, until it is ended."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Do what there is to do, and end.")
        parser.add_argument(
            "--while-alive", type=int, metavar="PID", help="End when this is not the parent."
        )

    def handle(self, **options):
        due_at = 0
        while True:
            if time.monotonic() >= due_at:
                self.attempt(call_command, "submit_overdue")
                self.attempt(exporting.tidy_up)
                self.attempt(messages.send_all)
                self.attempt(reminding.remind_administrators)
                due_at = time.monotonic() + NOW_AND_THEN
            self.attempt(call_command, "db_worker", batch=True, startup_delay=False, verbosity=0)
            if options["once"] or self.is_left_alone(options["while_alive"]):
                return
            time.sleep(PAUSE)

    def attempt(self, work, *args, **kwargs):
        """Do some work; a database that is away for a while must not end what comes after."""
        try:
            work(*args, **kwargs)
        except DatabaseError:
            logger.exception("Work was broken off, and is tried again.")

    def is_left_alone(self, parent):
        """Whether the site that this works for has ended, even if it was killed."""
        return parent is not None and os.getppid() != parent
