"""Send the messages that are due: reminders, digests. Again in the same week it sends no other."""

from django.core.management.base import BaseCommand

from reports import messages


class Command(BaseCommand):
    help = "Send the messages that are due; each is sent once, however often this runs."

    def handle(self, **options):
        self.stdout.write(f"Messages sent: {messages.send_all()}")
