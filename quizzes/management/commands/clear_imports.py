"""Take out what was read of files of questions a day ago or longer, for cron."""

from django.core.management.base import BaseCommand

from quizzes.models import QuestionImport


class Command(BaseCommand):
    help = "Take out what was read of files of questions, and lists of what came of them."

    def handle(self, **options):
        _, counts = QuestionImport.objects.expired().delete()
        self.stdout.write(f"{counts.get('quizzes.QuestionImport', 0)} taken out")
