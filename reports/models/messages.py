"""Which messages people want, and which were sent."""

from django.db import models
from django.utils import timezone

from accounts.models import User


class MessageChoice(models.Model):
    """What one person chose about messages; who chose nothing has the defaults."""

    person = models.OneToOneField(User, models.CASCADE, related_name="message_choice")
    has_reminders = models.BooleanField("a message a week at most about my training", default=True)
    paused_until = models.DateField(
        "no messages until", null=True, blank=True, help_text="A local date of the person."
    )
    wants_digest = models.BooleanField("a weekly message about my team", default=False)
    calendar_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    def __str__(self):
        return f"Messages to {self.person}"


class Message(models.Model):
    """A message to a person about something, which is sent once in its period.

    It is written before it is sent: whoever writes it first sends it, and nobody else does.
    """

    class Kind(models.TextChoices):
        REMINDER = "reminder"
        DIGEST = "digest"
        REPORT = "report"
        REQUEST = "request"

    person = models.ForeignKey(User, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    period = models.CharField(max_length=60, help_text="A week as 2026-W48, or what it is about.")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "period"], name="message_sent_once_in_a_period"
            )
        ]

    def __str__(self):
        return f"{self.kind} to {self.person_id}, {self.period}"
