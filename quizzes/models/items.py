"""The question bank: questions and their versions."""

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import can
from accounts.roles import Permission
from courses.models import Bloom, Course, Module, Objective, Statement
from quizzes.fields import first_line
from quizzes.types import TYPES


class Area(models.TextChoices):
    """The blueprint's areas, by which questions are drawn and reported."""

    FOUNDATIONS = "foundations", "Foundations"
    SERVICE_DELIVERY = "service-delivery", "Trauma-informed service delivery"
    RETURN_PLANNING = "return-planning", "Planning for return"
    REPLICATION = "replication", "Not becoming the next controller"


class Status(models.TextChoices):
    """How far a question is on its way to learners, in words for its authors."""

    DRAFT = "draft", "Draft, not published yet"
    IN_REVIEW = "review", "In review"
    SENT_BACK = "sent-back", "Sent back to its author"
    APPROVED = "approved", "Approved, not published yet"
    PUBLISHED = "published", "Published"
    CHANGED = "changed", "Published, changed since"
    RETIRED = "retired", "Retired"


class ReviewStep(models.TextChoices):
    """What is said in the review of a draft."""

    ASKED = "asked", "Asked for a review"
    COMMENT = "comment", "Commented"
    APPROVED = "approved", "Approved"
    SENT_BACK = "sent_back", "Sent back"


class ItemQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Questions belong to no organization: authors see all of them, others none."""
        return self.all() if can(viewer, Permission.WRITE_QUESTIONS) else self.none()


class Item(models.Model):
    """A question's identity, the same through all its versions."""

    slug = models.SlugField("id", max_length=80, unique=True)
    course = models.ForeignKey(Course, models.PROTECT, related_name="items")
    module = models.ForeignKey(Module, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(default=0, help_text="Place in its module's file.")
    file_digest = models.CharField(
        max_length=64, blank=True, help_text="Of what the content files said at the last load."
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["module__number", "position", "slug"]

    def __str__(self):
        return self.slug

    def get_absolute_url(self):
        return reverse("authoring:item-detail", args=[self.slug])


class ItemVersionQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        return self.filter(item__in=Item.objects.visible_to(viewer))

    def newest(self):
        """The version of each question that its authors work on: its draft, else its last."""
        newer = ItemVersion.objects.filter(item=OuterRef("item"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer))

    def with_status(self):
        """Add the status of the question; it is true of newest versions alone."""
        published = ItemVersion.objects.published().filter(item=OuterRef("item"))
        return self._with_review_step().annotate(
            status=Case(
                When(item__retired_at__isnull=False, then=Value(Status.RETIRED)),
                When(published_at__isnull=False, then=Value(Status.PUBLISHED)),
                When(review_step=ReviewStep.ASKED, then=Value(Status.IN_REVIEW)),
                When(review_step=ReviewStep.SENT_BACK, then=Value(Status.SENT_BACK)),
                When(review_step=ReviewStep.APPROVED, then=Value(Status.APPROVED)),
                When(Exists(published), then=Value(Status.CHANGED)),
                default=Value(Status.DRAFT),
            )
        )

    def in_review(self, *, but_of):
        """Those that wait for a review, without those that a person saved."""
        waiting = self.with_status().filter(status=Status.IN_REVIEW)
        return waiting.exclude(author=but_of)

    def _with_review_step(self):
        """Add the last step in the review of the wording as it is now."""
        notes = apps.get_model("quizzes", "ReviewNote").objects
        about_now = notes.filter(version=OuterRef("pk"), saved_at=OuterRef("saved_at"))
        last = about_now.exclude(step=ReviewStep.COMMENT).order_by("-pk").values("step")
        return self.annotate(review_step=Subquery(last[:1]))

    def published(self):
        return self.filter(published_at__isnull=False)

    def last_published(self):
        """The version of each question that learners are asked while it is in use."""
        published = ItemVersion.objects.published().filter(item=OuterRef("item"))
        return self.published().filter(~Exists(published.filter(number__gt=OuterRef("number"))))

    def drafts(self):
        return self.filter(published_at__isnull=True)

    def asking_the_same_as(self, versions):
        """Those that ask the same as one of some published versions, these among them."""
        same = versions.filter(item=OuterRef("item"), same_as=OuterRef("same_as"))
        return self.published().filter(Exists(same))


class ItemVersion(models.Model):
    """The wording and key of a question. A published one never changes.

    `panel` is no part of what authors and files say: it follows from the panel's ratings.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    type = models.CharField(
        max_length=30, choices=[(name, kind.LABEL) for name, kind in TYPES.items()]
    )
    content = models.JSONField(help_text="As the question type describes it.")
    panel = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text="For each response how many of the panel gave each rating; of enough people.",
    )
    html = models.JSONField(default=dict, help_text="The content's texts as safe HTML.")
    search_text = models.TextField(
        default="", editable=False, help_text="The content's texts as searches compare them."
    )
    is_case = models.BooleanField("case: a vignette, not recall", default=False)
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="item_versions"
    )
    bloom = models.CharField(max_length=10, choices=Bloom.choices)
    area = models.CharField(max_length=20, choices=Area.choices)
    tags = models.CharField(
        max_length=500, blank=True, help_text="Words with a space around each, to be found by."
    )
    note = models.TextField("content note", blank=True)
    sources_html = models.TextField(
        default="", editable=False, help_text="Its statements, as its pages show them."
    )
    lint_ok = models.JSONField(
        default=dict, blank=True, help_text="Why a check's finding was left, by the check's id."
    )
    statements = models.ManyToManyField(Statement, related_name="item_versions")
    author = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="item_versions"
    )
    saved_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    same_as = models.PositiveIntegerField(
        null=True,
        blank=True,
        editable=False,
        help_text="The number of the first version that asked the same; set when it is published.",
    )

    objects = ItemVersionQuerySet.as_manager()

    class Meta:
        ordering = ["item", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(published_at=None), name="one_draft_of_an_item"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, same_as__isnull=True)
                | Q(published_at__isnull=False, same_as__lte=F("number")),
                name="published_version_asks_something",
            ),
        ]

    def __str__(self):
        return f"{self.item.slug} version {self.number}"

    @property
    def kind(self):
        """The module of the question's type."""
        return TYPES[self.type]

    @property
    def asked(self):
        """The content as the functions of its type take it: with what the panel rated."""
        return {**self.content, "panel": self.panel} if self.panel else self.content

    @property
    def corrects_words(self):
        """Whether it says the same as versions before it, worded better."""
        return self.same_as not in (None, self.number)

    @property
    def panel_size(self):
        """How many people's ratings are its key; 0 while the key is the authors'."""
        return sum(self.panel[0]) if self.panel else 0

    @property
    def is_draft(self):
        return self.published_at is None

    @property
    def stamp(self):
        """What tells one saved state of a question from another.

        Versions that differ by the panel's ratings alone have the same: nobody wrote anything.
        """
        return f"{self.item_id} {self.saved_at.isoformat()}"

    @property
    def status_in_words(self):
        """The status that with_status() added."""
        return Status(self.status).label

    @property
    def first_line(self):
        """How the question begins, for lists; empty while it has no text."""
        return first_line(self.content)
