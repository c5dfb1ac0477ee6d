"""Who is over whom: the same answer from the teams, from above and from below."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.covering import Coverage, require_coverage
from accounts.models import Membership, Role, User
from accounts.roles import Permission
from tests import factories

pytestmark = pytest.mark.django_db
SEE = Permission.VIEW_PROGRESS


def test_coverage_of_a_team_supervisor_is_that_team():
    team = factories.make_team(name="Night")
    supervisor = factories.make_supervisor(team=team)
    factories.make_team(team.organization)

    coverage = require_coverage(supervisor, SEE)

    assert coverage == Coverage(set(), {team.pk}, {team.organization_id})
    assert coverage.covered_teams == [(team.pk, "Night")]


def test_coverage_of_an_organization_supervisor_names_each_team_once():
    organization = factories.make_organization()
    teams = [factories.make_team(organization, name=name) for name in ("B", "A")]
    supervisor = factories.make_supervisor(organization=organization)
    Role.objects.create(user=supervisor, kind="supervisor", team=teams[0])
    elsewhere = factories.make_team(name="C")
    Role.objects.create(user=supervisor, kind="supervisor", team=elsewhere)
    factories.make_team()

    coverage = require_coverage(supervisor, SEE)

    assert coverage == Coverage(
        organizations={organization.pk},
        teams={teams[0].pk, elsewhere.pk},
        places={organization.pk, elsewhere.organization_id},
    )
    assert coverage.covered_teams == [(teams[1].pk, "A"), (teams[0].pk, "B"), (elsewhere.pk, "C")]


@pytest.mark.parametrize("how", ["not read", "read", "with the roles"])
def test_coverage_says_the_same_of_its_teams_read_or_not(how):
    """A page that needs a few of thousands of teams reads those alone."""
    organization = factories.make_organization()
    teams = [factories.make_team(organization, name=name) for name in "CAB"]
    other = factories.make_team()
    supervisor = factories.make_supervisor(organization=organization)
    Role.objects.create(user=supervisor, kind="supervisor", team=teams[0])
    coverage = require_coverage(supervisor, SEE, with_teams=how == "with the roles")
    assert coverage == require_coverage(supervisor, SEE)
    if how == "read":
        assert len(coverage.covered_teams) == 3

    assert [team.name for team in coverage.first_teams(2)] == ["A", "B"]
    assert coverage.count_teams() == 3
    assert coverage.find_team(str(teams[0].pk)) == (teams[0].pk, "C")
    for wrong in (str(other.pk), f"0{teams[0].pk}", "", "x", "²", "9" * 40):
        assert coverage.find_team(wrong) is None
    assert [team.name for team in coverage.first_teams(9)] == ["A", "B", "C"]


def test_coverage_that_was_read_for_the_first_teams_asks_no_more(django_assert_num_queries):
    supervisor = factories.make_supervisor(team=factories.make_team(name="Night"))
    coverage = require_coverage(supervisor, SEE)

    with django_assert_num_queries(1):
        (night,) = coverage.first_teams(5)
        assert coverage.covered_teams == [night]
        assert coverage.count_teams() == 1
        assert coverage.find_team(str(night.pk)) == night


def test_coverage_of_an_organization_without_teams_is_its_people():
    supervisor = factories.make_supervisor(organization=factories.make_organization())
    factories.make_user()

    coverage = require_coverage(supervisor, SEE)

    assert coverage.covered_teams == []
    assert require_coverage(supervisor, SEE, with_teams=True).covered_teams == []
    assert list(coverage.people()) == [supervisor]


@pytest.mark.parametrize(
    "make", [factories.make_administrator, factories.make_author, factories.make_user]
)
def test_who_supervises_nobody_has_no_coverage(make):
    with pytest.raises(PermissionDenied):
        require_coverage(make(), SEE)


def test_coverage_has_the_people_that_under_has():
    organizations = [factories.make_organization() for _ in range(2)]
    teams = [factories.make_team(organizations[number // 2]) for number in range(4)]
    for team in teams:
        learner = factories.make_user(team=team)
    Membership.objects.create(team=teams[0], user=learner)  # of the other organization
    supervisor = factories.make_supervisor(team=teams[0])
    for scope in ({"team": teams[1]}, {"organization": organizations[0]}, {"team": teams[2]}):
        people = set(require_coverage(supervisor, SEE).people())
        assert people == set(User.objects.under(supervisor, SEE)) != set()
        Role.objects.create(user=supervisor, kind="supervisor", **scope)


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
