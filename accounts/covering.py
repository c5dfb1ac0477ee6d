"""Which teams and people a holder's roles cover, for pages that show whole teams."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.models import Team, User
from accounts.permissions import roles_granting
from accounts.roles import Permission


class CoveredTeam(NamedTuple):
    pk: int
    name: str


@dataclass(frozen=True)
class Coverage:
    """Where a person's roles grant a permission.

    `organizations` and `teams` are the ids that the roles are for, `places` the ids of the
    organizations of both. A large agency has thousands of teams: a page that needs a few asks for
    those.
    """

    organizations: frozenset[int]
    teams: frozenset[int]
    places: frozenset[int]

    def people(self, team: CoveredTeam | None = None):
        """The people of a covered team; without one, all those that User.objects.under has.

        By known ids a database finds them faster.
        """
        if team:
            return User.objects.belonging_to(organizations=[], teams=[team.pk])
        return User.objects.belonging_to(self.organizations, self.teams)

    @cached_property
    def covered_teams(self) -> list[CoveredTeam]:
        """All teams that the roles cover, by name."""
        return _named(self._rows)

    def first_teams(self, most: int) -> list[CoveredTeam]:
        """The first of the covered teams by name."""
        if not self._has_all:
            first = _named(self._rows[:most])
            if len(first) == most:
                return first
            self.keep_teams(first)  # these are all
        return self.covered_teams[:most]

    def count_teams(self) -> int:
        return len(self.covered_teams) if self._has_all else self._rows.count()

    def find_team(self, pk: str) -> CoveredTeam | None:
        """Return a covered team by its id as an address has it; None if it is none of them."""
        if self._has_all:
            teams = self.covered_teams
        else:
            teams = _named(self._rows.filter(pk=pk)) if pk.isdecimal() else []
        return next((team for team in teams if str(team.pk) == pk), None)

    def keep_teams(self, teams: list[CoveredTeam]) -> None:
        """Take note of all the covered teams, which were read already."""
        self.__dict__["covered_teams"] = teams

    @property
    def _has_all(self):
        return "covered_teams" in self.__dict__

    @property
    def _rows(self):
        covered = Q(organization__in=self.organizations) | Q(pk__in=self.teams)
        return Team.objects.filter(covered).order_by("name", "pk")


def _named(rows):
    return list(map(CoveredTeam._make, rows.values_list("pk", "name")))


def require_coverage(holder, permission: Permission, *, with_teams=False) -> Coverage:
    """Return where the holder's roles grant a permission. Raises PermissionDenied if nowhere.

    `with_teams` reads all covered teams in the same query, for a page that will want them.
    """
    fields = {"place": Coalesce("organization", "team__organization")}
    if with_teams:
        fields["covered"] = Coalesce("organization__teams", "team")
        fields["covered_name"] = Coalesce("organization__teams__name", "team__name")
    roles = roles_granting(holder, permission).annotate(**fields)
    if with_teams:
        roles = roles.order_by("covered_name", "covered")
    found = list(roles.values_list("organization_id", "team_id", *fields))
    if not found:
        raise PermissionDenied
    # A column at a time: a role over a large agency has a row for each of thousands of teams.
    organizations, teams, places, *covered = zip(*found, strict=True)
    coverage = Coverage(
        frozenset(organizations) - {None}, frozenset(teams) - {None}, frozenset(places)
    )
    if with_teams:
        named = dict.fromkeys(map(CoveredTeam, *covered))
        coverage.keep_teams([team for team in named if team.pk])
    return coverage
