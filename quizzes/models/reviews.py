"""What authors say to each other about a draft before learners see it."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from quizzes.models.items import ItemVersion, ReviewStep

LONGEST = 3000  # characters of a comment


class ReviewNote(models.Model):
    """A step of a review, or a comment. It is about the wording that was saved at `saved_at`."""

    version = models.ForeignKey(ItemVersion, models.CASCADE, related_name="review_notes")
    saved_at = models.DateTimeField(help_text="When the wording that it is about was saved.")
    step = models.CharField(max_length=10, choices=ReviewStep.choices)
    text = models.TextField(blank=True)
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="review_notes")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(step__in=("comment", "sent_back"), text=""),
                name="review_says_why",
            )
        ]

    def __str__(self):
        return f"{self.version}: {self.get_step_display()}"

    @property
    def is_about_now(self):
        """Whether the wording is still the one that it is about."""
        return self.saved_at == self.version.saved_at
