"""What is counted of learners' first attempts, for the statistics of questions."""

from django.db import models
from django.db.models import F, Q

from quizzes.models.items import ItemVersion
from quizzes.models.quizzes import Quiz


class Tally(models.Model):
    """How many first attempts at a quiz went one way at one question; nobody is named.

    Its fields are those of `quizzes.analysis.tallies.Cell`; `quizzes.tallying` alone writes them.
    """

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="tallies")
    item_version = models.ForeignKey(ItemVersion, models.CASCADE, related_name="tallies")
    answer = models.CharField(
        max_length=50, blank=True, help_text="The chosen options by their indexes, as 0 2."
    )
    asked = models.PositiveSmallIntegerField(help_text="Marked questions of the attempt.")
    mark = models.PositiveSmallIntegerField(help_text="Of the question, in sixtieths.")
    total = models.PositiveIntegerField(help_text="Marks of the attempt, in twelfths.")
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "item_version", "answer", "asked", "mark", "total"],
                name="one_tally_of_a_cell",
            ),
            models.CheckConstraint(
                condition=Q(asked__gte=1, mark__lte=60, total__lte=F("asked") * 12),
                name="tally_within_its_attempt",
            ),
        ]

    def __str__(self):
        return f"{self.count} of version {self.item_version_id} in quiz {self.quiz_id}"
