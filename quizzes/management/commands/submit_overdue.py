"""Submit the attempts whose time limit has ended, for cron."""

from django.core.management.base import BaseCommand

from quizzes.outages import is_alive
from quizzes.overdue import overdue_attempts, submit_overdue_attempts


class Command(BaseCommand):
    help = "Submit timed attempts whose time has ended, with the answers saved until then."

    def handle(self, **options):
        if not overdue_attempts().exists():
            return
        if not is_alive():
            self.stderr.write(
                "Nothing is submitted: the site gives no sign of life, and the time that this "
                "takes from learners is given back when it runs again."
            )
            return
        self.stdout.write(f"{submit_overdue_attempts()} submitted")
