"""The main menu: who sees which way, and where they are."""

import re

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
MENU = re.compile(r'<nav class="site-nav".*?</nav>', re.DOTALL)
LINK = re.compile(r"<a [^>]*?( aria-current=\"page\")?>([^<]+)</a>")


def menu(client, name, *args):
    """The words of the menu on a page, and those of them that are where one is."""
    (found,) = MENU.findall(client.get(reverse(name, args=args)).content.decode())
    links = LINK.findall(found)
    return [words for _, words in links], [words for here, words in links if here]


@pytest.mark.parametrize(
    ("make", "own"),
    [
        (factories.make_user, []),
        (factories.make_supervisor, ["Team"]),
        (factories.make_author, ["Questions"]),
        (factories.make_administrator, ["People"]),
    ],
)
def test_menu_has_the_ways_of_each_role(client, make, own):
    client.force_login(make(organization=factories.make_organization()))
    words, _ = menu(client, "accounts:about")
    assert [each for each in words if each in ("Team", "Questions", "People")] == own


@pytest.mark.parametrize(
    ("name", "here"),
    [
        ("reports:home", ["My training"]),
        ("reports:my-progress", ["My progress"]),
        ("accounts:preferences", ["Settings"]),
        ("people:person-list", ["People"]),
        ("people:person-create", ["People"]),
        ("records:issued-list", ["People"]),
        ("records:erasure-list", ["People"]),
        ("accounts:about", []),
    ],
)
def test_menu_says_where_one_is(client, name, here):
    client.force_login(factories.make_administrator(factories.make_organization()))
    assert menu(client, name)[1] == here


def test_menu_says_that_one_is_with_the_team(client):
    client.force_login(factories.make_supervisor(organization=factories.make_organization()))
    for name in ("reports:team-detail", "reports:learner-list", "reports:saved-list"):
        assert menu(client, name)[1] == ["Team"]


def test_menu_of_one_is_not_shown_to_another(client):
    """It is kept between requests."""
    organization = factories.make_organization()
    seen = []
    for make in (factories.make_user, factories.make_administrator, factories.make_user):
        client.force_login(make(organization=organization))
        seen.append(menu(client, "reports:home")[0])
    assert seen[0] == seen[2] != seen[1]
