"""What this app keeps itself: keys that sign badges, and who asked to be erased."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Organization, User
from accounts.roles import Permission
from courses.dates import local_date

DAYS_TO_ANSWER = 30


class SigningKey(models.Model):
    """An RSA key that signs badges. Older ones stay, so that what they signed can be checked.

    The private half is encrypted with the site's secret key: a copy of the database signs nothing.
    """

    kid = models.CharField("thumbprint", max_length=64, unique=True)
    private_pem = models.TextField()
    public_jwk = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.kid


class EndedBadge(models.Model):
    """The number of a certificate whose holder was erased: its badge does not count any more.

    It has no relation to anybody; the signed badge out there has the number in it.
    """

    number = models.PositiveBigIntegerField(unique=True)
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="ended_badges", help_text="Which issued it."
    )

    def __str__(self):
        return str(self.number)


class ErasureRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(withdrawn_at=None, decided_at=None)

    def answered_by(self, viewer):
        """Those of the people whom the viewer manages. Nobody answers their own."""
        people = User.objects.under(viewer, Permission.MANAGE_PEOPLE)
        return self.filter(person__in=people.values("pk")).exclude(person=viewer)


class ErasureRequest(models.Model):
    """Somebody asks that what names them is erased. An administrator answers."""

    person = models.ForeignKey(User, models.CASCADE, related_name="erasure_requests")
    asked_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="erasures_decided"
    )
    answer = models.TextField(blank=True, help_text="Why it was declined.")

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(withdrawn_at=None, decided_at=None),
                name="one_open_erasure_request",
            )
        ]

    def __str__(self):
        return f"Erase {self.person}"

    @property
    def answer_by(self):
        """The last day for an answer, a date of the person's organization."""
        asked_on = local_date(self.asked_at, self.person.time_zone)
        return asked_on + timedelta(days=DAYS_TO_ANSWER)

    @property
    def is_late(self):
        return local_date(timezone.now(), self.person.time_zone) > self.answer_by
