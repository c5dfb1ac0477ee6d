"""Skills that a supervisor has seen in practice."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from courses.models.learning import Enrollment, Objective

LONGEST_ANSWER = 500


class ObservationQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at=None)

    def of(self, learner):
        return self.filter(enrollment__learner=learner)

    def unseen(self):
        """Those that their learner has not looked at yet."""
        return self.filter(seen_at=None)


class Observation(models.Model):
    """A supervisor saw a learner do what an objective says, and signs it off.

    There is no room for a text about it: a client could be found in one. The learner can answer.
    """

    class Setting(models.TextChoices):
        WORK = "work", "at work"
        ROLE_PLAY = "role-play", "in a role play"
        MEETING = "meeting", "in a case meeting"
        WRITING = "writing", "in something written"

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="observations")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="observations")
    observer = models.ForeignKey(User, models.SET_NULL, null=True, related_name="observations_made")
    setting = models.CharField(max_length=10, choices=Setting.choices)
    observed_on = models.DateField(help_text="A local date.")
    signed_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=LONGEST_ANSWER, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["-observed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment", "objective", "observer", "observed_on", "setting"],
                condition=Q(withdrawn_at=None),
                name="observation_signed_off_once",
            )
        ]

    def __str__(self):
        return f"{self.enrollment.learner}: {self.objective}"
