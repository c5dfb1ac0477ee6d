"""What supervisors write to learners, and when they opened the page about them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User

LONGEST_NOTE = 500


class NoteQuerySet(models.QuerySet):
    def of(self, learner):
        return self.filter(learner=learner)

    def unread(self):
        """Those that their learner has not put away."""
        return self.filter(put_away_at=None)


class Note(models.Model):
    """A few words to a learner, to encourage or to offer something.

    Whether it was put away is for the learner's own page: nobody is told.
    """

    class Kind(models.TextChoices):
        ENCOURAGE = "encourage", "a word of encouragement"
        OFFER = "offer", "an offer of help"

    learner = models.ForeignKey(User, models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="notes_sent")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=LONGEST_NOTE)
    sent_at = models.DateTimeField(default=timezone.now)
    put_away_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_says_something")]

    def __str__(self):
        return f"To {self.learner}: {self.get_kind_display()}"


class Opening(models.Model):
    """On which days somebody opened the page about a learner, for that learner to see."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="openings")
    viewer = models.ForeignKey(User, models.CASCADE, related_name="openings_made")
    on = models.DateField(help_text="The learner's local date.")

    class Meta:
        ordering = ["-on", "viewer__name", "viewer"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "viewer", "on"], name="one_opening_on_a_day")
        ]

    def __str__(self):
        return f"{self.viewer}, {self.on}"
