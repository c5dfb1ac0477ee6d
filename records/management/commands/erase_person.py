"""Erase somebody who asked for it and whom no administrator can: an author, site staff."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.refusals import Refused
from records import erasing


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        person = User.objects.filter(email=email.lower(), erased_at=None).first()
        if person is None:
            raise CommandError(f"Nobody has the address {email}.")
        try:
            erasing.erase_by_staff(person)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Erased. Of {email} a number without a name is left.")
