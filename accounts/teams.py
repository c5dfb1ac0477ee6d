"""What an administrator does with the teams and the settings of their organization."""

from django.db import transaction

from accounts import audit
from accounts.models import Organization, Team
from accounts.people import organizations_managed_by
from accounts.refusals import OrganizationNameTaken, TeamNameTaken, refusing_duplicates


def teams_managed_by(viewer):
    return Team.objects.filter(organization__in=organizations_managed_by(viewer))


@transaction.atomic
def add_team(organization, *, name, actor):
    """Return a new team. Raises TeamNameTaken."""
    with refusing_duplicates(TeamNameTaken):
        team = Team.objects.create(organization=organization, name=name)
    audit.record(actor, "team.added", team)
    return team


@transaction.atomic
def change_team(team, *, name, add, remove, actor):
    """Rename a team, and let people join and leave it. Raises TeamNameTaken."""
    team = Team.objects.select_for_update().get(pk=team.pk)
    before, team.name = team.name, name
    with refusing_duplicates(TeamNameTaken):
        team.save(update_fields=["name"])
    team.members.add(*add)
    team.members.remove(*remove)
    data = {"before": before, "joined": [p.pk for p in add], "left": [p.pk for p in remove]}
    audit.record(actor, "team.changed", team, **data)


@transaction.atomic
def delete_team(team, *, actor):
    """Take a team apart. Its members stay in the organization with all they have done."""
    members = list(team.memberships.values_list("user", flat=True))
    supervisors = list(team.roles.values_list("user", flat=True))
    audit.record(actor, "team.deleted", team, members=members, supervisors=supervisors)
    team.delete()


@transaction.atomic
def change_organization(organization, *, actor, **facts):
    """Change what an organization says of itself: fields of it. Raises OrganizationNameTaken."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    before = {field: getattr(organization, field) for field in facts}
    for field, value in facts.items():
        setattr(organization, field, value)
    with refusing_duplicates(OrganizationNameTaken):
        organization.save(update_fields=list(facts))
    audit.record(actor, "organization.changed", organization, before=before, after=facts)
