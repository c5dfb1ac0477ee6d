import pytest
from django.urls import reverse

from accounts.models import Membership, Role, User
from accounts.roles import RoleKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    administrator = factories.make_administrator()
    User.objects.filter(pk=administrator.pk).update(name="Dana", email="dana@example.org")
    client.force_login(administrator)
    return administrator


@pytest.fixture
def organization(administrator):
    return administrator.organization


def listed(client, **query):
    response = client.get(reverse("people:person-list"), query)
    return [person.name for person in response.context["page"]]


@pytest.mark.parametrize("count", [1, 3])
def test_list_shows_the_organization(client, organization, count, django_assert_num_queries):
    factories.make_user()  # another organization's, who could leak
    for number in range(count):
        person = factories.make_user(team=factories.make_team(organization), name=f"Ana {number}")
        Role.objects.create(
            user=person, kind=RoleKind.SUPERVISOR, team=factories.make_team(organization)
        )

    with django_assert_num_queries(8):
        names = listed(client)

    assert names == [f"Ana {number}" for number in range(count)] + ["Dana"]


def test_list_shows_teams_and_roles(client, organization):
    day = factories.make_team(organization, name="Day")
    person = factories.make_user(team=day, name="Ana")
    Role.objects.create(user=person, kind=RoleKind.SUPERVISOR, team=day)
    elsewhere = factories.make_team(name="Somebody else’s team")
    Role.objects.create(user=person, kind=RoleKind.SUPERVISOR, team=elsewhere)

    page = client.get(reverse("people:person-list")).content.decode()

    assert "<td>Day</td>" in page
    assert "<td>Supervisor: Day</td>" in page
    assert "Somebody else’s team" not in page


@pytest.mark.parametrize("text", ["an", "AN", "na", "ana@"])
def test_list_is_searched_by_name_and_address(client, organization, text):
    factories.make_user(organization, name="Chidi", email="ana@example.org")
    factories.make_user(organization, name="Zoe", email="zoe@example.com")
    factories.make_user(name="Ana of another organization", email="ana2@example.org")

    assert "Chidi" in listed(client, q=text)
    assert "Zoe" not in listed(client, q=text)
    assert "Ana of another organization" not in listed(client, q=text)


def test_list_is_filtered_by_team(client, organization):
    day = factories.make_team(organization)
    factories.make_user(team=day, name="Ana")
    factories.make_user(team=factories.make_team(organization), name="Ben")

    assert listed(client, team=day.pk) == ["Ana"]


def test_list_finds_nobody_by_another_organizations_team(client, organization):
    elsewhere = factories.make_team()
    person = factories.make_user(organization)
    Membership.objects.create(team=elsewhere, user=person)

    assert listed(client, team=elsewhere.pk) == []


@pytest.mark.parametrize(
    ("role", "names"), [("administrator", ["Dana"]), ("author", []), ("", ["Ana", "Dana"])]
)
def test_list_is_filtered_by_role(client, organization, role, names):
    factories.make_user(organization, name="Ana")
    factories.make_author()

    assert listed(client, role=role) == names


def test_list_does_not_find_by_a_role_elsewhere(client, organization):
    person = factories.make_user(organization, name="Ana")
    Role.objects.create(user=person, kind=RoleKind.SUPERVISOR, team=factories.make_team())

    assert listed(client, role="supervisor") == []


@pytest.mark.parametrize(
    ("state", "names"),
    [("", ["Ana", "Dana"]), ("deactivated", ["Ben"]), ("all", ["Ana", "Ben", "Dana"])],
)
def test_list_is_filtered_by_who_may_sign_in(client, organization, state, names):
    factories.make_user(organization, name="Ana")
    factories.make_user(organization, name="Ben", is_active=False)

    assert listed(client, state=state) == names


def test_list_is_sorted_by_name(client, organization):
    factories.make_user(organization, name="Ana")

    assert listed(client) == ["Ana", "Dana"]
    assert listed(client, sort="-name") == ["Dana", "Ana"]


def test_list_has_25_to_a_page(client, organization):
    for number in range(25):
        factories.make_user(organization, name=f"Ana {number:02}")

    assert len(listed(client)) == 25
    assert listed(client, page=2) == ["Dana"]


def test_list_says_when_nobody_matches(client, administrator):
    page = client.get(reverse("people:person-list"), {"q": "xyz"}).content.decode()

    assert "Nobody matches." in page
    assert "Show everybody who may sign in" in page


def test_list_answers_htmx_with_the_rows_alone(client, administrator):
    url = reverse("people:person-list")
    page = client.get(url, headers={"hx-request": "true"}).content.decode()

    assert "<table" in page
    assert "<html" not in page


@pytest.mark.parametrize("query", [{"role": "king"}, {"team": "x"}, {"q": "\x00"}])
def test_list_finds_nobody_by_nonsense(client, administrator, query):
    assert listed(client, **query) == []
