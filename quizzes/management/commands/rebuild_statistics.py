"""Count learners' first attempts anew, for the statistics of questions."""

from django.core.management.base import BaseCommand

from quizzes.tallying import rebuild


class Command(BaseCommand):
    help = "Count all first attempts anew for the statistics; again it finds nothing to change."

    def handle(self, **options):
        tallies, quizzes = rebuild()
        if tallies:
            self.stdout.write(f"Tallies changed: {tallies}, of quizzes: {quizzes}")
        else:
            self.stdout.write("Nothing to change")
