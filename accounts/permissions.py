"""Who may do what, over whom."""

from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models.functions import Coalesce

from accounts.models import Role, User
from accounts.roles import Permission, kinds_granting


def roles_granting(holder, permission: Permission):
    """Return the roles of a holder that grant a permission."""
    return Role.objects.filter(user=holder, kind__in=kinds_granting(permission))


def can(holder, permission: Permission, over: User | None = None) -> bool:
    """Say whether a role of the holder grants a permission, over one person if given.

    Without `over` it asks about things that belong to nobody in particular, such as the
    question bank, or whether a page that lists people may be opened at all.
    """
    if over is not None:
        return User.objects.under(holder, permission).filter(pk=over.pk).exists()
    return roles_granting(holder, permission).exists()


def require(holder, permission: Permission, over: User | None = None) -> None:
    """Raise PermissionDenied, a 403 for the browser, unless the holder may."""
    if not can(holder, permission, over):
        raise PermissionDenied


class CoveredTeam(NamedTuple):
    pk: int
    name: str


@dataclass(frozen=True)
class Coverage:
    """Where a person's roles grant a permission, for pages that show whole teams.

    `organizations` and `teams` are the ids that the roles are for, `places` the ids of the
    organizations of both, `covered_teams` the teams of both by name.
    """

    organizations: set[int]
    teams: set[int]
    places: set[int]
    covered_teams: list[CoveredTeam]

    def people(self, team: CoveredTeam | None = None):
        """The people of a covered team; without one, all those that User.objects.under has.

        By known ids a database finds them faster.
        """
        if team:
            return User.objects.belonging_to(organizations=[], teams=[team.pk])
        return User.objects.belonging_to(self.organizations, self.teams)


def require_coverage(holder, permission: Permission) -> Coverage:
    """Return where the holder's roles grant a permission. Raises PermissionDenied if nowhere."""
    roles = roles_granting(holder, permission).annotate(
        place=Coalesce("organization", "team__organization"),
        covered=Coalesce("organization__teams", "team"),
        covered_name=Coalesce("organization__teams__name", "team__name"),
    )
    fields = ["organization_id", "team_id", "place", "covered", "covered_name"]
    found = list(roles.order_by("covered_name", "covered").values_list(*fields))
    if not found:
        raise PermissionDenied
    # A column at a time: a role over a large agency has a row for each of thousands of teams.
    organizations, teams, places, *covered = zip(*found, strict=True)
    covered = dict.fromkeys(map(CoveredTeam, *covered))
    return Coverage(
        organizations={*organizations} - {None},
        teams={*teams} - {None},
        places={*places},
        covered_teams=[team for team in covered if team.pk],
    )
