import pytest

from accounts import teams
from accounts.models import AuditEntry, Team, User
from accounts.refusals import OrganizationNameTaken, TeamNameTaken
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return factories.make_administrator()


@pytest.fixture
def team(administrator):
    return factories.make_team(administrator.organization, name="Day")


def logged(action):
    return AuditEntry.objects.get(action=action)


def test_add_team(administrator):
    team = teams.add_team(administrator.organization, name="Day", actor=administrator)

    assert (team.name, team.organization) == ("Day", administrator.organization)
    assert (logged("team.added").actor, logged("team.added").target_name) == (administrator, "Day")


def test_add_team_refuses_a_name_twice_in_an_organization(administrator, team):
    factories.make_team(name="Night")

    with pytest.raises(TeamNameTaken):
        teams.add_team(administrator.organization, name="Day", actor=administrator)

    teams.add_team(administrator.organization, name="Night", actor=administrator)


def test_change_team_moves_only_whom_it_names(administrator, team):
    leaving, staying = (factories.make_user(team=team) for _ in range(2))
    joining = factories.make_user(administrator.organization)

    teams.change_team(team, name="Days", add=[joining], remove=[leaving], actor=administrator)

    assert set(team.members.all()) == {staying, joining}
    entry = logged("team.changed")
    assert (entry.target_name, entry.data) == (
        "Days",
        {"before": "Day", "joined": [joining.pk], "left": [leaving.pk]},
    )


def test_change_team_refuses_a_name_that_is_taken(administrator, team):
    factories.make_team(administrator.organization, name="Night")
    joining = factories.make_user(administrator.organization)

    with pytest.raises(TeamNameTaken):
        teams.change_team(team, name="Night", add=[joining], remove=[], actor=administrator)

    assert team.members.count() == 0


def test_delete_team_keeps_the_people(administrator, team):
    learner, supervisor = factories.make_user(team=team), factories.make_supervisor(team=team)

    teams.delete_team(team, actor=administrator)

    assert not Team.objects.exists()
    assert set(User.objects.all()) == {administrator, learner, supervisor}
    assert not supervisor.roles.exists()
    assert logged("team.deleted").data == {
        "members": [learner.pk],
        "supervisors": [supervisor.pk],
    }


def test_change_organization(administrator):
    organization = administrator.organization
    before = {"name": organization.name, "time_zone": "America/Chicago", "support": ""}
    after = {"name": "Harbor", "time_zone": "America/Denver", "support": "Dana, extension 12"}

    teams.change_organization(organization, actor=administrator, **after)

    organization.refresh_from_db()
    assert {field: getattr(organization, field) for field in after} == after
    assert logged("organization.changed").data == {"before": before, "after": after}


def test_change_organization_refuses_a_name_that_is_taken(administrator):
    factories.make_organization(name="Harbor")

    with pytest.raises(OrganizationNameTaken):
        teams.change_organization(
            administrator.organization,
            name="Harbor",
            time_zone="America/Denver",
            support="",
            actor=administrator,
        )


def test_teams_managed_by_an_administrator(administrator, team):
    factories.make_team()

    assert list(teams.teams_managed_by(administrator)) == [team]
    assert list(teams.teams_managed_by(factories.make_supervisor(team=team))) == []
