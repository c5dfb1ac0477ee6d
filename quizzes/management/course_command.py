"""What the commands on courses have in common."""

from django.core.management.base import BaseCommand, CommandError

from quizzes.folders import CourseFault


class CourseCommand(BaseCommand):
    """A command that ends with the fault of a course, in words."""

    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except CourseFault as fault:
            raise CommandError(fault) from None
