"""Issue the certificates of courses that were completed before there were any."""

from django.core.management.base import BaseCommand

from courses.certificates import issue_for_earlier


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        issued, left_out = issue_for_earlier()
        self.stdout.write(f"Issued {issued:,} certificates.")
        if left_out:
            self.stdout.write(
                f"Not issued, as the course has changed since and what it had is not kept: "
                f"{left_out:,}. An administrator can issue these by hand."
            )
