"""Reports that people put together and keep."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import roles_granting
from accounts.roles import Permission


class SavedReportQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """One's own, and what is shared in one's organization with those who supervise."""
        own = Q(owner=viewer)
        if not roles_granting(viewer, Permission.VIEW_PROGRESS).exists():
            return self.filter(own)
        return self.filter(own | Q(is_shared=True, owner__organization=viewer.organization_id))

    def scheduled(self):
        return self.exclude(every=SavedReport.Every.NEVER)


class SavedReport(models.Model):
    """A report with its columns, filters and grouping, as a query string that its screen reads.

    Whoever opens it sees it of the people that they supervise themselves.
    """

    class Every(models.TextChoices):
        NEVER = "", "never"
        WEEK = "week", "every week"
        MONTH = "month", "every month"

    owner = models.ForeignKey(User, models.CASCADE, related_name="saved_reports")
    name = models.CharField(max_length=80)
    query = models.TextField(blank=True)
    is_shared = models.BooleanField(default=False)
    every = models.CharField(max_length=10, choices=Every.choices, blank=True)
    kind = models.CharField("as", max_length=10, default="xlsx")
    receivers = models.ManyToManyField(User, blank=True, related_name="received_reports")
    saved_at = models.DateTimeField(default=timezone.now)

    objects = SavedReportQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_report_name_unique")
        ]

    def __str__(self):
        return self.name

    @property
    def schedule_in_words(self):
        return f"sent {self.get_every_display()}" if self.every else "not sent"
