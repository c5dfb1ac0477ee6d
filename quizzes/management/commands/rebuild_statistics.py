"""Count attempts anew, for the statistics of questions and how learners did by objective."""

from django.core.management.base import BaseCommand

from quizzes import objective_marks, tallying


class Command(BaseCommand):
    help = "Count all attempts anew for statistics and reports; again it finds nothing to change."

    def handle(self, **options):
        tallies, quizzes = tallying.rebuild()
        marks = objective_marks.rebuild()
        if tallies:
            self.stdout.write(f"Tallies changed: {tallies}, of quizzes: {quizzes}")
        if marks:
            self.stdout.write(f"Marks by objective changed: {marks}")
        if not tallies and not marks:
            self.stdout.write("Nothing to change")
