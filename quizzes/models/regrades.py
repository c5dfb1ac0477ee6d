"""Answers marked again, because a key was wrong."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from quizzes.models.items import Item, ItemVersion
from quizzes.models.taking import Attempt

LONGEST_REASON = 500  # characters


class RegradeQuerySet(models.QuerySet):
    def with_key(self):
        """Add the version whose key marks, but for what only authors see."""
        versions = self.select_related("key_version__item")
        return versions.defer("key_version__search_text", "key_version__lint_ok")

    def with_maker(self):
        """Add what a list of decisions names, and how many results each changed."""
        named = self.select_related("made_by", "key_version").prefetch_related("versions")
        return named.annotate(changed_count=models.Count("attempts")).order_by("-pk")


class Regrade(models.Model):
    """A decision on how answers to some versions of a question are marked from then on.

    The versions never change, nor do the answers. A later decision takes the place of an earlier.
    """

    class Way(models.TextChoices):
        KEY = "key", "by the key of a version"
        FULL = "full", "the full mark for everyone"
        LEAVE_OUT = "out", "left out of the results"

    item = models.ForeignKey(Item, models.CASCADE, related_name="regrades")
    versions = models.ManyToManyField(ItemVersion, related_name="regrades")
    way = models.CharField(max_length=4, choices=Way.choices)
    key_version = models.ForeignKey(
        ItemVersion, models.PROTECT, null=True, blank=True, related_name="regrades_by_its_key"
    )
    may_lower = models.BooleanField(default=False)
    reason = models.CharField(max_length=LONGEST_REASON, help_text="As learners read it.")
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="regrades"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = RegradeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way="key", key_version__isnull=False)
                | (~Q(way="key") & Q(key_version__isnull=True)),
                name="regrade_by_a_key_has_one",
            ),
        ]

    def __str__(self):
        return f"{self.item} marked again: {self.in_words}"

    @property
    def in_words(self):
        """How answers are marked."""
        if self.way == self.Way.KEY:
            return f"by the key of version {self.key_version.number}"
        return self.get_way_display()


class RegradedAttemptQuerySet(models.QuerySet):
    def of(self, learner):
        """What changed of a learner's own results."""
        return self.filter(attempt__enrollment__learner=learner)

    def unseen(self):
        return self.filter(seen_at__isnull=True)


class RegradedAttempt(models.Model):
    """What a regrade changed in one attempt, for its learner alone; marks as in Attempt."""

    regrade = models.ForeignKey(Regrade, models.CASCADE, related_name="attempts")
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="regrades")
    mark_before = models.FloatField(null=True, blank=True)
    mark_after = models.FloatField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True, help_text="When its learner was told.")

    objects = RegradedAttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["regrade", "attempt"], name="attempt_once_in_a_regrade")
        ]

    def __str__(self):
        return f"attempt {self.attempt_id}: {self.mark_before} to {self.mark_after}"
