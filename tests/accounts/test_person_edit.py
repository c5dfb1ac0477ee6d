import re

import pytest
from django.urls import reverse

from accounts.models import AuditEntry, Role, User
from accounts.refusals import AddressTaken, OwnAccount
from accounts.roles import RoleKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    administrator = factories.make_administrator()
    client.force_login(administrator)
    return administrator


@pytest.fixture
def organization(administrator):
    return administrator.organization


@pytest.fixture
def person(organization):
    return factories.make_user(organization, name="Ana", email="ana@example.org")


def add(client, **changes):
    form = {"name": "Ben", "email": "ben@example.org", "password": ""} | changes
    return client.post(reverse("people:person-create"), form)


def edit(client, person, **changes):
    form = {"name": person.name, "email": person.email, "is_active": "on"} | changes
    form = {name: value for name, value in form.items() if value is not None}
    return client.post(reverse("people:person-edit", args=[person.pk]), form)


def shown_password(response):
    return re.search(r'<p class="sheet once">(.+)</p>', response.content.decode())[1]


def test_create_shows_a_made_password_once(client, organization):
    response = add(client)

    person = User.objects.get(email="ben@example.org")
    assert person.organization == organization
    assert person.check_password(shown_password(response))
    assert "no-store" in response.headers["Cache-Control"]


def test_create_takes_a_chosen_password(client, organization):
    response = add(client, password="quiet-river-walks-on")

    person = User.objects.get(email="ben@example.org")
    assert response.url == reverse("people:person-edit", args=[person.pk])
    assert person.check_password("quiet-river-walks-on")


@pytest.mark.parametrize("password", ["short", "12345678901", "password", "ben@example.org"])
def test_create_refuses_a_weak_password(client, organization, password):
    response = add(client, password=password)

    assert list(response.context["form"].errors) == ["password"]
    assert not User.objects.filter(email="ben@example.org").exists()


def test_create_refuses_an_address_that_is_too_long_to_keep(client, organization):
    response = add(client, email=f"ben@{'long.' * 50}example.org")

    assert list(response.context["form"].errors) == ["email"]


@pytest.mark.parametrize("is_in_own_organization", [True, False])
def test_create_answers_a_duplicate_without_telling_whose_it_is(
    client, organization, is_in_own_organization
):
    where = organization if is_in_own_organization else factories.make_organization()
    other = factories.make_user(where, name="Benedikt", email="ben@example.org")

    response = add(client, email="BEN@Example.org")

    assert response.context["form"].errors == {"email": [AddressTaken.words]}
    assert other.name not in response.content.decode()
    assert other.organization.name not in AddressTaken.words


def test_create_puts_people_in_own_teams_only(client, organization):
    elsewhere = factories.make_team()

    response = add(client, teams=[elsewhere.pk])

    assert list(response.context["form"].errors) == ["teams"]


def test_edit_changes_a_person(client, person, organization):
    team = factories.make_team(organization)

    response = edit(client, person, name="Ana D.", teams=[team.pk])

    person.refresh_from_db()
    assert response.url == reverse("people:person-edit", args=[person.pk])
    assert (person.name, list(person.teams.all())) == ("Ana D.", [team])


def test_edit_deactivates_and_reactivates(client, person):
    edit(client, person, is_active=None)
    assert not User.objects.get(pk=person.pk).is_active

    edit(client, person)

    assert User.objects.get(pk=person.pk).is_active


def test_edit_answers_a_duplicate_in_words(client, person):
    factories.make_user(email="zoe@example.org")

    response = edit(client, person, email="Zoe@example.org")

    assert response.context["form"].errors == {"email": [AddressTaken.words]}


def test_edit_leaves_oneself_active(client, administrator):
    edit(client, administrator, is_active=None)

    assert User.objects.get(pk=administrator.pk).is_active


def test_edit_leaves_an_authors_account_to_site_staff(client, organization):
    author = factories.make_author(organization)

    edit(client, author, name="New name", email="mine@example.org", is_active=None)

    author.refresh_from_db()
    assert (author.name, author.is_active) == ("New name", True)
    assert author.email != "mine@example.org"
    page = client.get(reverse("people:person-edit", args=[author.pk])).content.decode()
    assert "also works for the whole site" in page
    assert reverse("people:person-password", args=[author.pk]) not in page


@pytest.mark.parametrize("count", [1, 3])
def test_edit_shows_roles_and_teams(client, person, organization, count, django_assert_num_queries):
    for _ in range(count):
        team = factories.make_team(organization)
        Role.objects.create(user=person, kind=RoleKind.SUPERVISOR, team=team)
    Role.objects.create(user=person, kind=RoleKind.SUPERVISOR, team=factories.make_team())

    with django_assert_num_queries(8):
        response = client.get(reverse("people:person-edit", args=[person.pk]))

    assert len(response.context["roles"]) == count


@pytest.mark.parametrize("name", ["person-edit", "person-password", "role-create"])
def test_another_organizations_person_is_not_found(client, administrator, name):
    stranger = factories.make_user(name="Stranger")
    url = reverse(f"people:{name}", args=[stranger.pk])

    statuses = [client.get(url).status_code, client.post(url, {"name": "X"}).status_code]

    assert statuses == [404, 404]
    assert User.objects.get(pk=stranger.pk).name == "Stranger"


def test_password_is_made_and_shown(client, person):
    url = reverse("people:person-password", args=[person.pk])

    response = client.post(url, {"password": ""})

    person.refresh_from_db()
    assert person.check_password(shown_password(response))
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.data) == ("person.password_set", {})


def test_password_that_was_chosen_is_not_shown(client, person):
    url = reverse("people:person-password", args=[person.pk])

    response = client.post(url, {"password": "quiet-river-walks-on"}, follow=True)

    assert User.objects.get(pk=person.pk).check_password("quiet-river-walks-on")
    assert "quiet-river-walks-on" not in response.content.decode()


def test_password_resembling_the_name_is_refused(client, organization):
    person = factories.make_user(organization, name="Aleksandra Petrova")
    url = reverse("people:person-password", args=[person.pk])

    response = client.post(url, {"password": "aleksandra petrova"})

    assert list(response.context["form"].errors) == ["password"]


def test_ones_own_password_is_changed_in_the_settings(client, administrator):
    url = reverse("people:person-password", args=[administrator.pk])

    response = client.post(url, {"password": "quiet-river-walks-on"})

    assert response.url == reverse("account_change_password")
    assert User.objects.get(pk=administrator.pk).check_password(factories.PASSWORD)


def test_password_of_an_author_is_not_set(client, organization):
    author = factories.make_author(organization)
    url = reverse("people:person-password", args=[author.pk])

    client.post(url, {"password": "quiet-river-walks-on"})

    assert User.objects.get(pk=author.pk).check_password(factories.PASSWORD)


def test_role_of_a_team_is_given(client, person, organization):
    team = factories.make_team(organization, name="Day")
    url = reverse("people:role-create", args=[person.pk])

    response = client.post(url, {"kind": "supervisor", "team": team.pk}, follow=True)

    assert [str(role) for role in person.roles.all()] == ["Supervisor: Day"]
    assert "Ana has the role “Supervisor: Day” now." in response.content.decode()


@pytest.mark.parametrize("kind", ["supervisor", "administrator"])
def test_role_of_the_organization_is_given(client, person, organization, kind):
    client.post(reverse("people:role-create", args=[person.pk]), {"kind": kind})

    assert [(role.kind, role.organization) for role in person.roles.all()] == [(kind, organization)]


def test_role_of_an_author_is_left_to_site_staff(client, person):
    url = reverse("people:role-create", args=[person.pk])

    response = client.post(url, {"kind": "author"})

    assert list(response.context["form"].errors) == ["kind"]
    assert "Site staff make somebody an author" in response.content.decode()


@pytest.mark.parametrize("kind", ["supervisor", "administrator"])
def test_role_over_another_organizations_team_is_refused(client, person, kind):
    url = reverse("people:role-create", args=[person.pk])

    response = client.post(url, {"kind": kind, "team": factories.make_team().pk})

    assert list(response.context["form"].errors) == ["team"]


def test_administrator_of_a_team_is_refused(client, person, organization):
    url = reverse("people:role-create", args=[person.pk])
    team = factories.make_team(organization)

    response = client.post(url, {"kind": "administrator", "team": team.pk})

    assert list(response.context["form"].errors) == ["team"]
    assert not person.roles.exists()


def take(client, role):
    return client.post(reverse("people:role-delete", args=[role.pk]), follow=True)


def test_role_is_taken_away(client, organization):
    role = factories.make_supervisor(organization=organization).roles.get()

    take(client, role)

    assert not Role.objects.filter(pk=role.pk).exists()


def test_role_as_administrator_is_not_taken_from_oneself(client, administrator):
    response = take(client, administrator.roles.get())

    assert OwnAccount.words in response.content.decode()
    assert administrator.roles.exists()


@pytest.mark.parametrize("make", [factories.make_author, factories.make_administrator])
def test_roles_beyond_the_organization_are_not_found(client, administrator, make):
    role = make().roles.get()

    assert take(client, role).status_code == 404
    assert Role.objects.filter(pk=role.pk).exists()


def test_own_authors_role_is_not_found(client, organization):
    role = factories.make_author(organization).roles.get()

    assert take(client, role).status_code == 404
