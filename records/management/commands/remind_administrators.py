"""Write to administrators about requests to be erased that wait for their answer."""

from django.core.management.base import BaseCommand

from records import reminding


class Command(BaseCommand):
    help = "Write about requests whose day is near or over, once a week, however often this runs."

    def handle(self, **options):
        self.stdout.write(f"Messages sent: {reminding.remind_administrators()}")
