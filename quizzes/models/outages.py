"""When the site was there, as far as timed attempts ask."""

from django.db import models
from django.db.models import F, Q


class Pulse(models.Model):
    """The last sign of life of the web server: one row, written while timed attempts are open."""

    at = models.DateTimeField()

    def __str__(self):
        return f"{self.at}"


class Outage(models.Model):
    """A time in which the site gave no sign of life, though timed attempts were open."""

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    attempt_count = models.PositiveIntegerField(help_text="How many attempts were given time back.")

    class Meta:
        ordering = ["-began_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("began_at")), name="outage_ends_after_it_began"
            )
        ]

    def __str__(self):
        return f"{self.began_at} to {self.ended_at}"
