"""Make a new key that signs badges from now on. What older keys signed can still be checked."""

from django.core.management.base import BaseCommand

from records import signing


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        self.stdout.write(f"Badges are signed by the key {signing.make_key().kid} now.")
