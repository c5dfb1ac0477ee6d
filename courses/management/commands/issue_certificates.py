"""Issue the certificates of courses that were completed before there were any."""

from django.core.management.base import BaseCommand

from courses.certificates import issue_missing
from courses.models import CourseCompletion


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        issued = issue_missing(CourseCompletion.objects.all())
        self.stdout.write(f"Issued {issued:,} certificates.")
