"""What one learner is allowed beyond the settings of a quiz."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from quizzes.models.taking import Quiz
from quizzes.rules import LONGEST_REASON
from quizzes.time_limits import extra_minutes


class AllowanceQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)


class Allowance(models.Model):
    """More attempts, no wait or more time for one learner, with the reason. It stays on record."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="allowances")
    learner = models.ForeignKey(User, models.CASCADE, related_name="allowances")
    extra_attempts = models.PositiveSmallIntegerField(default=0)
    has_no_wait = models.BooleanField(default=False)
    extra_percent = models.PositiveSmallIntegerField(
        default=0, help_text="Of the time limit; this or minutes."
    )
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=LONGEST_REASON)
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="allowances_given")
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="allowances_withdrawn"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AllowanceQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "learner"],
                condition=Q(withdrawn_at=None),
                name="one_allowance_in_force_at_a_quiz",
            ),
            models.CheckConstraint(
                condition=Q(extra_attempts__gte=1)
                | Q(has_no_wait=True)
                | Q(extra_percent__gte=1)
                | Q(extra_minutes__gte=1),
                name="allowance_allows_something",
            ),
            models.CheckConstraint(
                condition=Q(extra_percent=0) | Q(extra_minutes=0),
                name="allowance_in_percent_or_minutes",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="allowance_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.learner} at {self.quiz}"

    @property
    def is_in_force(self):
        return self.withdrawn_at is None

    def extra_time(self, limit):
        """Return the minutes that it adds to a time limit in minutes."""
        return extra_minutes(limit, percent=self.extra_percent, minutes=self.extra_minutes)
