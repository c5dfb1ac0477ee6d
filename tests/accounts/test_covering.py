"""Who is over whom: the same answer from the teams, from above and from below."""

import pytest

from accounts.models import Membership, Role, Team, User
from accounts.roles import Permission
from tests import factories

pytestmark = pytest.mark.django_db
SEE = Permission.VIEW_PROGRESS


def test_teams_of_a_team_supervisor_are_theirs_alone():
    team = factories.make_team()
    supervisor = factories.make_supervisor(team=team)
    factories.make_team(team.organization)

    assert list(Team.objects.under(supervisor, SEE)) == [team]


def test_teams_of_an_organization_supervisor_are_all_of_it_once():
    organization = factories.make_organization()
    teams = [factories.make_team(organization, name=name) for name in ("A", "B")]
    supervisor = factories.make_supervisor(organization=organization)
    Role.objects.create(user=supervisor, kind="supervisor", team=teams[0])
    factories.make_team()

    assert list(Team.objects.under(supervisor, SEE)) == teams


def test_teams_of_an_administrator_are_not_theirs_to_see():
    administrator = factories.make_administrator()
    factories.make_team(administrator.organization)

    assert not Team.objects.under(administrator, SEE).exists()


def test_over_names_each_supervisor_of_a_learner_once():
    team, second = factories.make_team(), factories.make_team()
    learner = factories.make_user(team=team)
    Membership.objects.create(team=second, user=learner)
    of_both = factories.make_supervisor(team=team)
    Role.objects.create(user=of_both, kind="supervisor", team=second)
    of_all = factories.make_supervisor(organization=team.organization)
    factories.make_supervisor(team=factories.make_team(team.organization))  # of another team
    factories.make_supervisor(organization=factories.make_organization())
    factories.make_administrator(team.organization)

    assert set(User.objects.over(learner, SEE)) == {of_both, of_all}
    assert User.objects.over(learner, SEE).count() == 2


def test_over_says_nobody_of_who_belongs_nowhere():
    factories.make_supervisor(team=factories.make_team())
    staff = User.objects.create_user("staff@example.org", name="Staff")

    assert not User.objects.over(staff, SEE).exists()


def test_over_and_under_agree():
    teams = [factories.make_team() for _ in range(2)]
    learners = [factories.make_user(team=team) for team in teams]
    factories.make_supervisor(team=teams[0])
    factories.make_supervisor(organization=teams[0].organization)
    factories.make_supervisor(team=teams[1])
    people = list(User.objects.all())

    for learner in learners:
        above = [each for each in people if learner in User.objects.under(each, SEE)]
        assert list(User.objects.over(learner, SEE)) == above
