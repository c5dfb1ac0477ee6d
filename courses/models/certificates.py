"""What a learner can show: that they completed a course, as it was then."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, User
from accounts.roles import Permission
from courses.models.learning import Course, CourseCompletion


class CertificateState(models.TextChoices):
    """What a certificate is worth today."""

    VALID = "valid", "valid"
    EXPIRED = "expired", "expired"
    REPLACED = "replaced", "replaced"
    REVOKED = "revoked", "revoked"


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """One's own, those of the people whose progress one sees, and those one may issue."""
        own = Q(learner=viewer)
        seen = User.objects.under(viewer, Permission.VIEW_PROGRESS).values("pk")
        return self.filter(own | Q(learner__in=seen)) | self.issued_by(viewer)

    def issued_by(self, viewer):
        """Those of the people for whom one may issue and revoke certificates."""
        people = User.objects.under(viewer, Permission.ISSUE_CERTIFICATES)
        return self.filter(learner__in=people.values("pk"))

    def in_force(self):
        return self.filter(replaced_at=None, revoked_at=None)

    def in_state(self, state, day):
        """Those whose `state_on` a date is a CertificateState."""
        if state == CertificateState.REVOKED:
            return self.exclude(revoked_at=None)
        if state == CertificateState.REPLACED:
            return self.exclude(replaced_at=None)
        over = Q(valid_until__isnull=False, valid_until__lt=day)
        return self.in_force().filter(over if state == CertificateState.EXPIRED else ~over)


class Certificate(models.Model):
    """That somebody completed a course. What it says was copied when it was issued, and stays.

    `contents` are the course's modules: [{"title", "minutes", "objectives": [text, ...]}, ...].
    """

    code = models.CharField(max_length=24, unique=True, editable=False)
    learner = models.ForeignKey(User, models.CASCADE, related_name="certificates")
    course = models.ForeignKey(Course, models.PROTECT, related_name="certificates")
    completion = models.ForeignKey(
        CourseCompletion, models.CASCADE, null=True, related_name="certificates"
    )
    name = models.CharField(max_length=120, help_text="Of the learner, as they wrote it then.")
    course_title = models.CharField(max_length=200)
    edition = models.PositiveIntegerField()
    completed_on = models.DateField(help_text="A date of the learner's organization.")
    valid_until = models.DateField(null=True, blank=True)
    minutes = models.PositiveIntegerField(help_text="Planned for the course's parts.")
    contents = models.JSONField()
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="certificates"
    )
    organization_name = models.CharField(max_length=120)
    credit_statement = models.TextField(blank=True)
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        related_name="certificates_issued",
        help_text="Who issued it by hand; nobody, where completing the course did.",
    )
    is_by_hand = models.BooleanField(default=False)
    reason = models.TextField(blank=True, help_text="Why it was issued by hand.")
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, related_name="replaced_by", editable=False
    )
    replaced_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_because = models.TextField(blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-completed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["completion"],
                condition=Q(replaced_at=None, revoked_at=None),
                name="certificate_once_for_a_completion",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(revoked_at=None),
                name="certificate_replaced_or_revoked",
            ),
        ]

    def __str__(self):
        return f"{self.course_title}, {self.name}"

    def get_absolute_url(self):
        return reverse("records:certificate-detail", args=[self.code])

    @property
    def is_in_force(self):
        return self.replaced_at is None and self.revoked_at is None

    def state_on(self, day):
        """Return the CertificateState on a date of the learner's organization."""
        if self.revoked_at:
            return CertificateState.REVOKED
        if self.replaced_at:
            return CertificateState.REPLACED
        if self.valid_until and day > self.valid_until:
            return CertificateState.EXPIRED
        return CertificateState.VALID
