"""Learners' attempts at quizzes, and what they answered."""

from django.db import models
from django.db.models import F, Q

from courses.models import Enrollment
from quizzes.calibration import Certainty
from quizzes.grading import passes
from quizzes.models.items import ItemVersion
from quizzes.models.quizzes import Quiz
from quizzes.models.settings import Feedback, Layout
from quizzes.models.timing import Timed, is_another_day


class AttemptQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Answers are the learner's alone: nobody sees another person's attempt."""
        return self.filter(enrollment__learner=viewer)

    def submitted(self):
        return self.filter(submitted_at__isnull=False)

    def open(self):
        return self.filter(submitted_at__isnull=True)

    def practice(self):
        return self.filter(is_practice=True)

    def timed(self):
        return self.filter(ends_at__isnull=False)


class CountingAttempts(models.Manager.from_queryset(AttemptQuerySet)):
    """The attempts that count. Whoever reads attempts need not know of practice to leave it out."""

    def get_queryset(self):
        return super().get_queryset().filter(is_practice=False)


class Attempt(Timed, models.Model):
    """One time that a learner takes a quiz; in practice it counts for nothing, and has no mark.

    `objects`, `quiz.attempts` and `enrollment.attempts` are those that count. Practice is found
    through `with_practice` alone, and a condition that reaches attempts from a quiz or from an
    enrollment has to name `attempts_with_practice`.
    """

    quiz = models.ForeignKey(
        Quiz,
        models.PROTECT,
        related_name="attempts",
        related_query_name="attempts_with_practice",
    )
    enrollment = models.ForeignKey(
        Enrollment,
        models.CASCADE,
        related_name="attempts",
        related_query_name="attempts_with_practice",
    )
    is_practice = models.BooleanField(default=False)
    asks_certainty = models.BooleanField(
        default=False, help_text="In practice, as the learner chose: how sure they are is asked."
    )
    started_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    mark = models.FloatField(
        null=True,
        blank=True,
        help_text="Fraction of the available marks, 0 to 1; empty when no question is marked.",
    )
    # What it began with holds until its end, whatever authors change meanwhile.
    pass_mark = models.FloatField(
        null=True, blank=True, help_text="Fraction; empty before this was kept: the quiz's."
    )
    feedback = models.CharField(max_length=10, choices=Feedback.choices, default=Feedback.END)
    layout = models.CharField(max_length=10, choices=Layout.choices, default=Layout.CHOICE)
    time_limit_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    extra_minutes = models.PositiveIntegerField(default=0, help_text="By an allowance.")
    given_back_seconds = models.PositiveIntegerField(
        default=0, help_text="Because the site was down."
    )
    ends_at = models.DateTimeField(null=True, blank=True, help_text="With all that was added.")
    failing_since = models.DateTimeField(
        null=True, blank=True, help_text="Its pages end in server errors, or did a moment ago."
    )
    failed_at = models.DateTimeField(null=True, blank=True, help_text="The last time one did.")

    objects = CountingAttempts()  # the first is what relations use
    with_practice = AttemptQuerySet.as_manager()

    has_just_begun = False  # by this very request: there is no answer to look for

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mark__isnull=True)
                | Q(submitted_at__isnull=False, is_practice=False, mark__range=(0, 1)),
                name="attempt_marked_when_submitted",
            ),
            models.CheckConstraint(
                condition=Q(asks_certainty=False) | Q(is_practice=True),
                name="certainty_asked_in_practice_alone",
            ),
            models.UniqueConstraint(
                fields=["quiz", "enrollment", "is_practice"],
                condition=Q(submitted_at=None),
                name="one_open_attempt_at_a_quiz",
            ),
            models.CheckConstraint(
                condition=Q(time_limit_minutes__isnull=True, ends_at__isnull=True)
                | Q(time_limit_minutes__isnull=False, ends_at__isnull=False),
                name="attempt_ends_when_timed",
            ),
        ]
        indexes = [
            models.Index(fields=["enrollment", "quiz", "mark"], name="attempts_by_mark"),
            models.Index(
                fields=["ends_at"],
                condition=Q(submitted_at=None, ends_at__isnull=False),
                name="open_timed_attempts",
            ),
        ]

    def __str__(self):
        return f"{self.enrollment.learner} at {self.quiz}"

    @property
    def is_open(self):
        return self.submitted_at is None

    @property
    def required_mark(self):
        """The mark that makes the quiz done by this attempt; 0 where taking it is enough."""
        return self.quiz.required_mark if self.pass_mark is None else self.pass_mark

    @property
    def has_passed(self):
        """Whether it makes the quiz done; where nothing is marked, submitting it does."""
        return not self.is_open and not self.is_practice and self.would_pass(self.mark)

    def would_pass(self, mark):
        """Say whether a mark would make the quiz done; None is where nothing is marked."""
        return mark is None or passes(mark, self.required_mark)

    @property
    def has_feedback_after_each(self):
        return self.feedback == Feedback.EACH

    @property
    def is_free_in_layout(self):
        """Whether the learner chooses between one question at a time and all on one page."""
        return self.layout == Layout.CHOICE

    def is_on_one_page(self, learner):
        """Say whether a learner sees all questions of it on one page."""
        if self.is_free_in_layout:
            return learner.prefers_one_page
        return self.layout == Layout.ALL


class ResponseQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """As attempts: only the learner's own."""
        return self.filter(attempt__enrollment__learner=viewer)

    def with_attempt(self):
        """Add the version and the attempt as a page shows them, and the titles around them."""
        related = self.select_related("item_version", "attempt").only(
            *("number", "option_order", "answer", "is_flagged", "saved_at", "checked_at"),
            *("has_concern", "regrade", "certainty"),
            *(f"item_version__{name}" for name in ("type", "content", "panel", "note", "html")),
            *("item_version__sources_html", "attempt__is_practice", "attempt__asks_certainty"),
            *(f"attempt__{name}" for name in ("submitted_at", "feedback", "layout")),
            *(f"attempt__{name}" for name in ("ends_at", "given_back_seconds", "failing_since")),
        )
        return related.annotate(
            quiz_title=F("attempt__quiz__activity__title"),
            module_title=F("attempt__quiz__activity__module__title"),
        )


class CountingResponses(models.Manager.from_queryset(ResponseQuerySet)):
    """The responses of attempts that count, as CountingAttempts."""

    def get_queryset(self):
        return super().get_queryset().filter(attempt__is_practice=False)


class Response(models.Model):
    """One question of an attempt: what was shown, and what was answered.

    `objects` are those of attempts that count; `attempt.responses` are all of that attempt.
    """

    LEVELS = Certainty.choices

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="responses")
    number = models.PositiveSmallIntegerField(help_text="Place in the attempt, from 1.")
    item_version = models.ForeignKey(
        ItemVersion, models.PROTECT, related_name="responses_with_practice"
    )
    option_order = models.JSONField(default=list, help_text="Indexes of options as shown.")
    answer = models.JSONField(null=True, blank=True)
    certainty = models.CharField(
        max_length=12,
        choices=Certainty.choices,
        blank=True,
        help_text="How sure the learner says they are, where that is asked.",
    )
    is_flagged = models.BooleanField(default=False)
    has_concern = models.BooleanField(
        default=False, help_text="Its learner has reported a problem with the question."
    )
    client = models.CharField(max_length=16, blank=True, help_text="The browser page that saved.")
    sequence = models.PositiveIntegerField(
        default=0, help_text="That page's count of its changes; a late one does not overwrite."
    )
    saved_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(
        null=True, blank=True, help_text="When its feedback was shown; no other answer after that."
    )
    mark = models.FloatField(null=True, blank=True, help_text="Fraction, 0 to 1, when submitted.")
    regrade = models.ForeignKey(
        "quizzes.Regrade",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        help_text="The last decision to mark it otherwise than by its version's key.",
    )

    with_practice = ResponseQuerySet.as_manager()  # the first is what relations use
    objects = CountingResponses()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "number"], name="response_number_once_in_attempt"
            ),
            models.CheckConstraint(
                condition=Q(mark__isnull=True) | Q(mark__range=(0, 1)),
                name="response_mark_is_fraction",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True) | Q(answer__isnull=False),
                name="response_checked_when_answered",
            ),
            models.CheckConstraint(
                condition=Q(certainty__in=["", *Certainty.values]),
                name="certainty_is_one_of_the_levels",
            ),
        ]

    def __str__(self):
        return f"{self.attempt_id} question {self.number}"

    @property
    def is_answered(self):
        return self.answer is not None

    @property
    def is_saved_on_another_day(self):
        return is_another_day(self.saved_at)
