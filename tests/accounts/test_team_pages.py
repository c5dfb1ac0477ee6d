import pytest
from django.urls import reverse

from accounts.models import Organization, Team
from accounts.refusals import OrganizationNameTaken, TeamNameTaken
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization(client):
    administrator = factories.make_administrator()
    client.force_login(administrator)
    return administrator.organization


@pytest.fixture
def team(organization):
    return factories.make_team(organization, name="Day")


def offered(response):
    return [name for _, name in response.context["form"].fields["add"].choices]


@pytest.mark.parametrize("count", [1, 3])
def test_list_counts_learners_and_names_supervisors(
    client, organization, count, django_assert_num_queries
):
    factories.make_team(name="Elsewhere")  # which could leak
    for number in range(count):
        team = factories.make_team(organization, name=f"Team {number}")
        factories.make_user(team=team)
        factories.make_user(team=team, is_active=False)
        factories.make_supervisor(team=team)

    with django_assert_num_queries(5):
        response = client.get(reverse("people:team-list"))

    rows = [(t.name, t.learner_count, len(t.supervisors)) for t in response.context["teams"]]
    assert rows == [(f"Team {number}", 1, 1) for number in range(count)]


def test_list_of_none_says_what_to_do(client, organization):
    page = client.get(reverse("people:team-list")).content.decode()

    assert "There are no teams yet." in page


def test_create_leads_on_to_the_members(client, organization):
    response = client.post(reverse("people:team-create"), {"name": "Day"})

    team = Team.objects.get(organization=organization, name="Day")
    assert response.url == reverse("people:team-edit", args=[team.pk])


def test_create_refuses_a_name_that_is_taken(client, team):
    response = client.post(reverse("people:team-create"), {"name": "Day"})

    assert response.context["form"].errors == {"name": [TeamNameTaken.words]}


@pytest.mark.parametrize("count", [1, 3])
def test_edit_offers_those_who_are_not_in_it(client, team, count, django_assert_num_queries):
    for number in range(count):
        factories.make_user(team=team, name=f"Ana {number}")
        factories.make_user(team.organization, name=f"Ben {number}", email=f"ben{number}@x.org")
    factories.make_user(name="Ben of another organization")
    factories.make_user(team.organization, name="Ben who has left", is_active=False)

    with django_assert_num_queries(6):
        response = client.get(reverse("people:team-edit", args=[team.pk]), {"q": "ben"})

    assert offered(response) == [f"Ben {number}, ben{number}@x.org" for number in range(count)]
    members = [name for _, name in response.context["form"].fields["remove"].choices]
    assert [name.split(",")[0] for name in members] == [f"Ana {n}" for n in range(count)]


def test_edit_offers_fifty_at_once_and_says_that_there_are_more(client, team):
    for _ in range(51):
        factories.make_user(team.organization)

    response = client.get(reverse("people:team-edit", args=[team.pk]))

    assert len(offered(response)) == 50
    assert "There are more." in response.content.decode()


def test_edit_moves_those_ticked_and_nobody_else(client, team):
    leaving, staying = (factories.make_user(team=team) for _ in range(2))
    joining = factories.make_user(team.organization)
    form = {"name": "Days", "add": [joining.pk], "remove": [leaving.pk]}

    client.post(reverse("people:team-edit", args=[team.pk]), form)

    team.refresh_from_db()
    assert (team.name, set(team.members.all())) == ("Days", {staying, joining})


def test_edit_adds_nobody_from_another_organization(client, team):
    form = {"name": "Day", "add": [factories.make_user().pk]}

    response = client.post(reverse("people:team-edit", args=[team.pk]), form)

    assert list(response.context["form"].errors) == ["add"]
    assert not team.members.exists()


def test_edit_answers_htmx_with_those_found(client, team):
    url = reverse("people:team-edit", args=[team.pk])
    page = client.get(url, {"q": "xyz"}, headers={"hx-request": "true"}).content.decode()

    assert page.strip() == "<p>Nobody to add matches “xyz”.</p>"


def test_delete_says_what_will_happen_and_then_does_it(client, team):
    learner, supervisor = factories.make_user(team=team), factories.make_supervisor(team=team)
    url = reverse("people:team-delete", args=[team.pk])

    page = client.get(url).content.decode()

    assert "1 person leaves the team and stays in the organization." in page
    assert f"{supervisor.name} will no longer see" in page
    assert Team.objects.filter(pk=team.pk).exists()
    client.post(url)
    assert not Team.objects.filter(pk=team.pk).exists()
    learner.refresh_from_db()
    assert learner.is_active


@pytest.mark.parametrize("name", ["team-edit", "team-delete"])
def test_another_organizations_team_is_not_found(client, organization, name):
    elsewhere = factories.make_team(name="Elsewhere")
    url = reverse(f"people:{name}", args=[elsewhere.pk])

    statuses = [client.get(url).status_code, client.post(url, {"name": "X"}).status_code]

    assert statuses == [404, 404]
    assert Team.objects.get(pk=elsewhere.pk).name == "Elsewhere"


def save(client, **changes):
    form = {"name": "Harbor", "time_zone": "America/Denver", "support": ""} | changes
    return client.post(reverse("people:organization-edit"), form, follow=True)


def test_organization_shows_its_support_people_in_the_footer(client, organization):
    response = save(client, support="Dana, extension 12")

    organization.refresh_from_db()
    assert (organization.name, organization.time_zone) == ("Harbor", "America/Denver")
    assert "<p>Dana, extension 12</p>" in response.content.decode()


def test_statement_of_credits_has_few_lines(client, organization):
    save(client, credit_statement=" Approval 886 \r\nProvider 12\r\n")
    organization.refresh_from_db()
    assert organization.credit_statement == "Approval 886\nProvider 12"

    refused = save(client, credit_statement="line\n" * 9)
    assert "Write at most 8 lines." in refused.content.decode()
    organization.refresh_from_db()
    assert organization.credit_statement == "Approval 886\nProvider 12"


def test_organization_may_stay_in_a_zone_that_is_not_offered(client, organization):
    Organization.objects.filter(pk=organization.pk).update(time_zone="UTC")

    save(client, time_zone="UTC")

    organization.refresh_from_db()
    assert (organization.name, organization.time_zone) == ("Harbor", "UTC")


def test_organization_keeps_to_zones_that_exist(client, organization):
    response = save(client, time_zone="America/Nowhere")

    assert list(response.context["form"].errors) == ["time_zone"]


def test_organization_cannot_take_anothers_name(client, organization):
    factories.make_organization(name="Harbor")

    response = save(client)

    assert response.context["form"].errors == {"name": [OrganizationNameTaken.words]}
    assert Organization.objects.get(pk=organization.pk).name != "Harbor"
