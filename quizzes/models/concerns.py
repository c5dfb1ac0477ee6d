"""Problems that learners report with questions, and what the authors answer."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import can
from accounts.roles import Permission
from quizzes.models.items import ItemVersion
from quizzes.models.taking import Response

LONGEST = 2000  # characters of a concern, and of its answer


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """As questions: authors see all of them, others none.

        Adds learner_name, empty where it was withheld. Who raised them is not even read: one
        may be without a name.
        """
        if not can(viewer, Permission.WRITE_QUESTIONS):
            return self.none()
        name = When(is_named=True, then=Coalesce("learner__name", Value("")))
        named = self.annotate(learner_name=Case(name, default=Value("")))
        return named.defer("learner", "response")

    def of(self, learner):
        """What a learner raised themself: for their own pages alone."""
        return self.filter(learner=learner)

    def about(self, item):
        return self.filter(item_version__item=item)

    def open(self):
        return self.filter(settled_at__isnull=True)

    def answered(self):
        return self.exclude(answer="")

    def closed(self):
        """Those settled without an answer."""
        return self.exclude(reason="")

    def unseen(self):
        """Those settled since their learner last looked."""
        return self.filter(settled_at__isnull=False, seen_at__isnull=True)

    def waiting_first(self):
        """The open ones first, among them the longest waiting; then the last settled."""
        return self.order_by(F("settled_at").desc(nulls_first=True), "raised_at", "pk")


class Concern(models.Model):
    """What a learner finds wrong with a question, open until an author settles it.

    Without `is_named` the learner's name is kept from authors: the learner is there for the
    answer to find its way back.
    """

    class Kind(models.TextChoices):
        UNCLEAR = "unclear", "The wording is unclear"
        WRONG = "wrong", "I think the answer is wrong"
        HURTFUL = "hurtful", "Hurtful or unsafe wording"
        TECHNICAL = "technical", "A technical problem"
        OTHER = "other", "Something else"

    class Reason(models.TextChoices):
        """Why an author settles a concern without an answer, in words for its learner."""

        CHANGED = "changed", "The question has been changed since."
        RAISED_BEFORE = "raised-before", "The same was reported before and is being looked at."
        UNCLEAR = "unclear", "We could not tell what is meant. You can write again."
        ELSEWHERE = "elsewhere", "It is not about this question."

    item_version = models.ForeignKey(
        ItemVersion, models.PROTECT, related_name="concerns", help_text="What the learner saw."
    )
    response = models.ForeignKey(
        Response, models.SET_NULL, null=True, blank=True, related_name="concerns"
    )
    learner = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="concerns"
    )
    is_named = models.BooleanField("authors are told who raised it")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(help_text="Plain text.")
    raised_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    settled_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="settled_concerns"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(
        null=True, blank=True, help_text="When the learner saw how it was settled."
    )

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="")
                & Q(LessThanOrEqual(Length("text"), LONGEST))
                & Q(LessThanOrEqual(Length("answer"), LONGEST)),
                name="concern_texts_fit",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, answer="", reason="", settled_by=None, seen_at=None)
                | Q(Q(settled_at__isnull=False, reason=""), ~Q(answer=""))
                | Q(Q(settled_at__isnull=False, answer=""), ~Q(reason="")),
                name="concern_settled_by_an_answer_or_a_reason",
            ),
        ]

    def __str__(self):
        return f"Concern {self.pk} about {self.item_version.item}"

    def get_absolute_url(self):
        return reverse("authoring:concern-detail", args=[self.pk])

    @property
    def is_open(self):
        return self.settled_at is None

    @property
    def is_unseen(self):
        return not self.is_open and self.seen_at is None

    @property
    def state_in_words(self):
        if self.is_open:
            return "Open"
        return "Answered" if self.answer else "Closed without an answer"

    @property
    def raised_by(self):
        """Who raised it, in words for authors; it needs what visible_to() added."""
        if not self.is_named:
            return "a learner, without their name"
        return self.learner_name or "a learner who is no longer here"

    @property
    def stamp(self):
        """What tells one settled state from another, and from being open."""
        return self.settled_at.isoformat() if self.settled_at else ""
