"""How learners did by objective, for themselves and for those who supervise them."""

from django.db import models
from django.db.models import F, Q

from courses.models import Enrollment, Objective
from quizzes.models.quizzes import Quiz


class ObjectiveMark(models.Model):
    """How one learner did at a quiz's questions of one objective: the first time, and the last.

    Marks are sums over as many questions. `quizzes.objective_marks` alone writes it.
    """

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="objective_marks")
    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="objective_marks")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="marks")
    first_marks = models.FloatField()
    first_asked = models.PositiveSmallIntegerField()
    last_marks = models.FloatField()
    last_asked = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment", "quiz", "objective"], name="one_objective_mark_of_a_quiz"
            ),
            models.CheckConstraint(
                condition=Q(first_marks__gte=0, first_marks__lte=F("first_asked"))
                & Q(last_marks__gte=0, last_marks__lte=F("last_asked")),
                name="objective_marks_within_what_was_asked",
            ),
        ]

    def __str__(self):
        return f"{self.enrollment_id}: {self.objective_id}"
