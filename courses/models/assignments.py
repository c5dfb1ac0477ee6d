"""Who is asked to take what, and by when."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Membership, Organization, Team, User
from accounts.permissions import roles_granting
from accounts.roles import Permission
from courses.dates import Terms, due_date, local_date

LONGEST_REASON = 500
MOST_DAYS = 730


class AssignmentQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at=None)

    def for_learner(self, learner):
        """What a learner is asked now: with all of their organization, with a team, or alone."""
        teams = Membership.objects.filter(user=learner).values("team")
        everyone = Q(organization=learner.organization_id, team=None, person=None)
        return self.in_force().filter(everyone | Q(team__in=teams) | Q(person=learner))

    def with_dates_of(self, learner):
        """Add when a learner joined those who are asked, and what was agreed with them alone."""
        memberships = Membership.objects.filter(user=learner, team=OuterRef("team"))
        extensions = Extension.objects.filter(learner=learner, assignment=OuterRef("pk"))
        return self.annotate(
            member_since=Subquery(memberships.values("joined_at")),
            extended_to=Subquery(extensions.values("due_on")),
        )

    def changed_by(self, viewer):
        """Those that a person's roles let them change: what is asked of whom they supervise."""
        roles = roles_granting(viewer, Permission.ASSIGN_COURSES)
        people = User.objects.under(viewer, Permission.ASSIGN_COURSES)
        return self.filter(
            Q(organization__in=roles.values("organization"))
            | Q(team__in=roles.values("team"))
            | Q(person__in=people.values("pk"))
        )

    def visible_to(self, viewer):
        """Those, and what a whole organization is asked to which people of theirs belong."""
        roles = roles_granting(viewer, Permission.ASSIGN_COURSES)
        everyone = Q(organization__teams__in=roles.values("team"), team=None, person=None)
        seen = self.filter(everyone) | self.changed_by(viewer)
        return self.filter(pk__in=seen.values("pk"))


class Assignment(models.Model):
    """All people of an organization, a team or one person are asked to take a course.

    Whoever joins later is asked as well. Without modules the whole course is meant. It stays on
    record when it is withdrawn.
    """

    course = models.ForeignKey("courses.Course", models.CASCADE, related_name="assignments")
    modules = models.ManyToManyField("courses.Module", blank=True, related_name="assignments")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="assignments")
    team = models.ForeignKey(
        Team, models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    person = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    due_on = models.DateField(null=True, blank=True, help_text="A local date; nothing closes.")
    due_after_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="After joining, or after it was given if that was later."
    )
    valid_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="After completing the course; then a refresher is asked."
    )
    reason = models.TextField(blank=True, help_text="Shown to the learner.")
    given_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="assignments_given"
    )
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="assignments_withdrawn"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(team=None) | Q(person=None), name="assignment_to_a_team_or_a_person"
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_after_days=None),
                name="assignment_due_on_a_day_or_after_days",
            ),
        ]

    def __str__(self):
        return f"{self.course} for {self.target}"

    @property
    def target(self):
        return self.person or self.team or self.organization

    @property
    def is_in_force(self):
        return self.withdrawn_at is None

    @property
    def terms(self):
        given_on = local_date(self.given_at, self.organization.time_zone)
        return Terms(self.due_on, self.due_after_days, given_on)

    def due_for(self, joined_at, extended_to=None):
        """Return by when someone who joined at a moment is asked to be done; None: no date."""
        joined_on = joined_at and local_date(joined_at, self.organization.time_zone)
        return due_date(self.terms, joined_on, extended_to)

    def joined_at(self, member_since, account_since):
        """Return since when someone is among those who are asked; None for one in person."""
        if self.person_id:
            return None
        return member_since if self.team_id else account_since


class Extension(models.Model):
    """One learner has until a later date, whatever the assignment says."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="extensions")
    learner = models.ForeignKey(User, models.CASCADE, related_name="extensions")
    due_on = models.DateField(help_text="A local date; nothing closes.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "learner"], name="one_extension_of_an_assignment"
            )
        ]

    def __str__(self):
        return f"{self.learner}: {self.due_on}"
