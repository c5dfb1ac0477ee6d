"""Quizzes: what they ask in which order, and what they draw."""

from django.db import models
from django.db.models import Q

from courses.models import Activity
from quizzes.drawing import CRITERIA, Wanted
from quizzes.models.items import Area, Item
from quizzes.models.settings import Feedback, Layout, QuizSettings


class QuizQuerySet(models.QuerySet):
    def offered(self):
        return self.filter(activity__retired_at__isnull=True)

    def limited(self):
        """Those whose settings leave something to allow beyond them; see Quiz.is_limited."""
        return self.exclude(
            attempts_allowed__isnull=True,
            wait_minutes__isnull=True,
            time_limit_minutes__isnull=True,
        )


class Quiz(QuizSettings):
    """A quiz of the course: its questions in order, and the settings it is taken under."""

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="quiz")
    items = models.ManyToManyField(Item, through="Slot", related_name="quizzes")
    recommended = models.JSONField(
        default=list, blank=True, help_text="Modules to have taken first, by slug; not enforced."
    )

    questions_digest = models.CharField(
        max_length=64, blank=True, help_text="Of what the content files asked at the last load."
    )

    objects = QuizQuerySet.as_manager()

    class Meta(QuizSettings.Meta):
        verbose_name_plural = "quizzes"

    def __str__(self):
        return self.activity.title

    @property
    def required_mark(self):
        """The mark that makes it done; 0 where taking it is enough."""
        return self.activity.course.pass_mark if self.pass_mark is None else self.pass_mark

    @property
    def is_limited(self):
        """Whether its start page has more to say before somebody takes it again."""
        limits = (self.attempts_allowed, self.wait_minutes, self.time_limit_minutes)
        return any(limit is not None for limit in limits)

    @property
    def shown_layout(self):
        """The layout of attempts: feedback after each question shows one at a time."""
        return Layout.ONE if self.feedback == Feedback.EACH else Layout(self.layout)


class SlotQuerySet(models.QuerySet):
    def offered(self):
        """Those of quizzes on offer: one that left the course keeps its slots."""
        return self.filter(quiz__activity__retired_at__isnull=True)


class Slot(models.Model):
    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="slots")
    item = models.ForeignKey(Item, models.PROTECT, related_name="slots")
    position = models.PositiveSmallIntegerField()

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["quiz", "item"], name="item_once_in_a_quiz")]

    def __str__(self):
        return f"{self.position}. {self.item}"


class Draw(models.Model):
    """So many questions of a kind, chosen for each attempt from the pool of the course."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="draws")
    position = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=20, choices=Area.choices, blank=True)
    objective = models.CharField(max_length=50, blank=True, help_text="By its id.")
    statement = models.CharField(max_length=8, blank=True, help_text="By its id.")
    tag = models.CharField(max_length=40, blank=True)
    count = models.PositiveSmallIntegerField()
    case_count = models.PositiveSmallIntegerField(
        default=0, help_text="At least so many of them are cases, as far as the pool allows."
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", *CRITERIA], name="same_drawn_once_in_a_quiz"),
            models.CheckConstraint(
                condition=~Q(area="", objective="", statement="", tag=""),
                name="draw_says_which_questions",
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1, case_count__lte=models.F("count")),
                name="draw_counts_fit",
            ),
        ]

    def __str__(self):
        return f"{self.count} of {', '.join(self.wanted.criteria.values())}"

    @property
    def wanted(self):
        """What it asks for, as the drawing knows it."""
        criteria = {name: getattr(self, name) for name in CRITERIA}
        return Wanted(count=self.count, cases=self.case_count, **criteria)
