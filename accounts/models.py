"""Who: people, organizations, teams, roles, and what was done."""

import zoneinfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.names import tidy_name
from accounts.roles import RoleKind, kinds_granting


def validate_time_zone(name):
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"“{name}” is not a time zone. An example: America/Chicago.")


class Organization(models.Model):
    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(unique=True)
    time_zone = models.CharField(
        max_length=60, default="America/Chicago", validators=[validate_time_zone]
    )
    support = models.TextField(
        "people to talk to",
        blank=True,
        help_text="Shown to your people on every page: someone at work, someone outside. "
        "One to a line.",
    )
    credit_statement = models.TextField(
        "statement of credits",
        blank=True,
        max_length=500,
        help_text="Printed on certificates and records of hours: who approved how many hours of "
        "continuing education, under which number. Leave it empty if nobody did.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def zone(self):
        return zoneinfo.ZoneInfo(self.time_zone)


class UserQuerySet(models.QuerySet):
    def under(self, holder, permission):
        """The people over whom a role of the holder grants a permission.

        The one rule of who may see whom: `over` is its inverse, and permissions.Coverage the
        same people by ids.
        """
        roles = Role.objects.filter(user=holder, kind__in=kinds_granting(permission))
        return self.belonging_to(roles.values("organization"), roles.values("team"))

    def others_under(self, holder, permission):
        """The same, of those who still have an account, without the holder themself."""
        return self.under(holder, permission).active().exclude(pk=holder.pk)

    def belonging_to(self, organizations, teams):
        """The people of some organizations, and those who learn in some teams."""
        members = Membership.objects.filter(team__in=teams)
        return self.filter(Q(organization__in=organizations) | Q(pk__in=members.values("user")))

    def over(self, person, permission):
        """The people whose roles grant them a permission over a person: `under`, turned round."""
        roles = Role.objects.filter(kind__in=kinds_granting(permission))
        # Not by joins: those would go through all people of every organization in question.
        organizations = Organization.objects.filter(people=person)
        teams = Membership.objects.filter(user=person).values("team")
        covering = roles.filter(Q(organization__in=organizations) | Q(team__in=teams))
        return self.filter(pk__in=covering.values("user"))

    def with_roles(self):
        """Add is_supervisor, is_author and is_administrator, for the menu of a page."""
        return self.annotate(
            **{
                f"is_{kind}": Exists(Role.objects.filter(user=OuterRef("pk"), kind=kind))
                for kind in RoleKind
            }
        )

    def active(self):
        return self.filter(is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. Every learner belongs to one organization; site staff may not."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="people"
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may open the site administration", default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    prefers_one_page = models.BooleanField("all questions of a quiz on one page", default=False)
    has_exit_keys = models.BooleanField("leave quickly by pressing Shift three times", default=True)
    erased_at = models.DateTimeField(null=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="email_unique_in_any_case",
                violation_error_message="There is an account with this address already.",
            )
        ]
        indexes = [models.Index(fields=["organization", "name"], name="people_by_name")]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        self.name = tidy_name(self.name)

    def get_full_name(self):
        return self.name

    @property
    def time_zone(self):
        return self.organization.time_zone if self.organization_id else "UTC"


class Team(models.Model):
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="teams")
    name = models.CharField(max_length=120)
    members = models.ManyToManyField(User, through="Membership", related_name="teams")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="team_name_unique_in_organization",
                violation_error_message="Your organization has a team of this name already.",
            )
        ]

    def __str__(self):
        return self.name


class Membership(models.Model):
    """A person learns in a team. It grants nothing."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="member_once_in_a_team")
        ]

    def __str__(self):
        return f"{self.user} in {self.team}"


class Role(models.Model):
    """A person may do something over an organization, over a team, or (authors) on the course.

    Authors change what every organization learns, so their role belongs to none and is given
    by site staff.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value.title()) for k in RoleKind])
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="roles"
    )
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="roles")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=RoleKind.AUTHOR, organization=None, team=None)
                | Q(kind=RoleKind.ADMINISTRATOR, organization__isnull=False, team=None)
                | Q(kind=RoleKind.SUPERVISOR, organization__isnull=False, team=None)
                | Q(kind=RoleKind.SUPERVISOR, organization=None, team__isnull=False),
                name="role_covers_what_its_kind_can",
                violation_error_message="A supervisor covers a team or an organization, an "
                "administrator an organization, an author neither.",
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "organization"],
                condition=Q(organization__isnull=False),
                name="role_once_in_an_organization",
            ),
            models.UniqueConstraint(
                fields=["user", "team"],
                condition=Q(team__isnull=False),
                name="supervisor_once_of_a_team",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(kind=RoleKind.AUTHOR), name="author_once"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.scope}"

    @property
    def scope(self):
        return self.team or self.organization or "the course"


class AuditEntry(models.Model):
    """One thing that was done. Entries are never changed, but to take out who was erased."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="audit_entries"
    )
    action = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    target_name = models.CharField(max_length=200)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["target_kind", "target_id"], name="audit_by_target")]

    def __str__(self):
        return f"{self.action}: {self.target_name}"
