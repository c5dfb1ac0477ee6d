"""The settings of a quiz, which its authors choose."""

from django.db import models
from django.db.models import Q

from quizzes.rules import LONGEST_REASON


class Feedback(models.TextChoices):
    END = "end", "At the end, with the result"
    EACH = "each", "After each question"


class Layout(models.TextChoices):
    CHOICE = "choice", "Each learner chooses"
    ONE = "one", "One question at a time"
    ALL = "all", "All questions on one page"


class QuizSettings(models.Model):
    """What quizzes.rules.QuizRules says, under the same names."""

    intro = models.TextField(blank=True)
    pass_mark = models.FloatField(
        null=True, blank=True, help_text="Fraction; empty takes the course's, 0 passes all."
    )
    is_shuffled = models.BooleanField(
        default=True, help_text="Options stand in an order of their own in each attempt."
    )
    feedback = models.CharField(max_length=10, choices=Feedback.choices, default=Feedback.END)
    layout = models.CharField(max_length=10, choices=Layout.choices, default=Layout.CHOICE)
    attempts_allowed = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty: as many as somebody likes."
    )
    wait_minutes = models.PositiveIntegerField(
        null=True, blank=True, help_text="From one attempt's end to the next; empty: none."
    )
    time_limit_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    time_limit_reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    settings_digest = models.CharField(
        max_length=64, blank=True, help_text="Of what the content files said at the last load."
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_mark__isnull=True) | Q(pass_mark__range=(0, 1)),
                name="quiz_pass_mark_is_fraction",
            ),
            models.CheckConstraint(
                condition=Q(time_limit_minutes__isnull=True, time_limit_reason="")
                # That it is there must be said: a comparison with nothing refuses nothing.
                | Q(time_limit_minutes__isnull=False, time_limit_minutes__gte=1)
                & ~Q(time_limit_reason=""),
                name="quiz_time_limit_has_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(attempts_allowed__isnull=True) | Q(attempts_allowed__gte=1))
                & (Q(wait_minutes__isnull=True) | Q(wait_minutes__gte=1)),
                name="quiz_limits_are_above_zero",
            ),
            models.CheckConstraint(
                condition=~Q(feedback=Feedback.EACH, layout=Layout.ALL),
                name="quiz_feedback_after_each_shows_one",
            ),
        ]
