"""The panel: people who are asked, without an account, to rate responses of questions."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import can
from accounts.roles import Permission, kinds_granting
from courses.models import Course
from quizzes.models.items import Item


class PanelMemberQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Like questions: authors see who is on a panel, others do not."""
        return self.all() if can(viewer, Permission.WRITE_QUESTIONS) else self.none()

    def open(self):
        """Those whose newest link works. Who has come to write questions rates them no more."""
        writers = User.objects.filter(roles__kind__in=kinds_granting(Permission.WRITE_QUESTIONS))
        members = self.filter(withdrawn_at__isnull=True, course__retired_at__isnull=True)
        return members.exclude(email__in=writers.values("email"))


class PanelMember(models.Model):
    """A person whom an author has asked to rate a course's questions.

    Withdrawing them ends their link. What they have rated stays counted: otherwise whoever
    chooses who leaves would choose the key.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="panel")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254, help_text="In small letters.")
    brings = models.CharField("what they bring", max_length=200)
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="panel_members"
    )
    invited_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="When the newest link was sent."
    )
    link_number = models.PositiveIntegerField(
        default=1, help_text="Of the newest link; older ones do not work."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "email"], name="address_once_on_a_panel"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(brings=""), name="panel_member_is_described"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("invited_at")),
                name="panel_member_withdrawn_after_invited",
            ),
            models.CheckConstraint(
                condition=Q(link_number__gte=1), name="panel_links_count_from_one"
            ),
        ]

    def __str__(self):
        return self.name


class PanelRating(models.Model):
    """What one member gave the responses of a question in one wording."""

    member = models.ForeignKey(PanelMember, models.CASCADE, related_name="ratings")
    item = models.ForeignKey(Item, models.CASCADE, related_name="panel_ratings")
    wording = models.CharField(
        max_length=64, help_text="Of the stem and the responses, as quizzes.ratings has it."
    )
    ratings = models.JSONField(
        help_text="One from 1 to 5 for each response, in the order of their texts."
    )
    rated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "item", "wording"], name="member_rates_a_wording_once"
            ),
            models.CheckConstraint(condition=~Q(wording=""), name="rating_is_of_a_wording"),
        ]
        indexes = [models.Index(fields=["item", "wording"], name="ratings_by_wording")]

    def __str__(self):
        return f"a rating of {self.item_id}"
