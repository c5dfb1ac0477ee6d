"""Draw the certificates in force as PDFs into a folder, for an agency's own files."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.batches import batches
from courses.models import Certificate
from records import certificate_files

BATCH = 500


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--organization", help="The short name of one alone that is meant.")

    def handle(self, *args, folder, organization, **options):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"{folder} cannot be written to: {error}") from None
        meant = Certificate.objects.in_force()
        meant = meant.select_related("learner__organization", "completion")
        if organization:
            meant = meant.filter(learner__organization__slug=organization)
        count = 0
        # Drawing needs no database and leaves Python's lock free: all cores draw.
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            for batch in batches(meant.order_by("pk").iterator(BATCH), BATCH):
                drawn = cores.map(certificate_files.pdf_of, batch)
                for certificate, content in zip(batch, drawn, strict=True):
                    (folder / f"{certificate.code}.pdf").write_bytes(content)
                count += len(batch)
        self.stdout.write(f"{count:,} certificates are in {folder}.")
