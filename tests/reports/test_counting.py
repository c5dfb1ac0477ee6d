import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = [reverse("reports:team-detail"), reverse("reports:learner-list")]


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def organization():
    organization = factories.make_organization()
    factories.make_course(assigned_to=organization)
    factories.make_user(organization)
    return organization


@pytest.fixture
def client(client, organization):
    client.force_login(factories.make_supervisor(organization=organization))
    return client


def everyone(client, page, **query):
    context = client.get(page, query).context
    return (context.get("dashboard") or context["report"]).counts["everyone"]


@pytest.mark.parametrize("page", PAGES)
def test_large_organization_is_counted_once_a_minute(client, organization, page, monkeypatch):
    monkeypatch.setattr("reports.counting.LARGE", 0)
    first = everyone(client, page)
    factories.make_user(organization)

    response = client.get(page)

    assert everyone(client, page) == first
    assert "counted within the last minute" in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_others_are_counted_each_time(client, organization, page):
    before = everyone(client, page)
    factories.make_user(organization)

    assert everyone(client, page) == before + 1
    assert "counted within" not in client.get(page).content.decode()


def test_what_was_kept_is_for_the_same_viewer_scope_and_course_alone(
    client, organization, monkeypatch
):
    monkeypatch.setattr("reports.counting.LARGE", 0)
    page = PAGES[1]
    team = factories.make_team(organization)
    everyone(client, page)
    learner = factories.make_user(team=team)

    assert everyone(client, page, team=team.pk) == 1
    assert client.get(page, {"q": learner.name}).context["report"].counts["found"] == 1
    other = factories.make_supervisor(organization=factories.make_organization())
    Role.objects.create(user=other, kind="supervisor", team=team)
    client.force_login(other)
    assert everyone(client, page) == 1
