"""Digests of a source's runs of words, so that copies are found without keeping its text."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from courses.copying import COPIED_WORDS, shingles


class Command(BaseCommand):
    help = "Write the digests of a text's runs of words, for shingles/<source>.txt of a course."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the source's text, as plain UTF-8")

    def handle(self, *, file, **options):
        try:
            text = Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from None
        found = shingles(text)
        if not found:
            raise CommandError(f"{file} has fewer than {COPIED_WORDS} words.")
        for shingle in sorted(found):
            self.stdout.write(shingle)
