"""Files of reports that people asked for."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User


class ExportQuerySet(models.QuerySet):
    def of(self, owner):
        return self.filter(owner=owner)

    def unfinished(self):
        return self.filter(state__in=[Export.State.WAITING, Export.State.RUNNING])


class Export(models.Model):
    """A report as a file, made in the background for one person alone, and kept for a week."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        RUNNING = "running", "being made"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    owner = models.ForeignKey(User, models.CASCADE, related_name="exports")
    report = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, help_text="Of file: csv, xlsx, pdf.")
    query = models.TextField(blank=True, help_text="The query string of the screen.")
    about = models.TextField(help_text="What the report is about, in words.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    rows_done = models.PositiveIntegerField(default=0)
    row_count = models.PositiveIntegerField()
    asked_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    file_name = models.CharField(max_length=250, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "report", "kind", "query"],
                condition=Q(state__in=["waiting", "running"]),
                name="asked_for_once_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.about} ({self.kind})"

    @property
    def is_unfinished(self):
        return self.state in (self.State.WAITING, self.State.RUNNING)


class ExportFile(models.Model):
    """The bytes of an export, in the database: any web server may be asked for them."""

    export = models.OneToOneField(
        Export, models.CASCADE, primary_key=True, related_name="stored_file"
    )
    content = models.BinaryField()

    def __str__(self):
        return self.export.file_name
