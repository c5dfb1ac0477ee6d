"""Query sets that are put together once."""

import pytest

from accounts.models import Organization
from accounts.prepared import prepared
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def built():
    return []


@pytest.fixture
def named_first(built):
    @prepared
    def named_first():
        """In the order of their names."""
        built.append(1)
        return Organization.objects.order_by("name")

    return named_first


def test_it_is_put_together_once(named_first, built):
    harbor, prairie = factories.make_organization(), factories.make_organization()

    found = [named_first().get(pk=each.pk) for each in (harbor, prairie)]

    assert found == [harbor, prairie]
    assert built == [1]


def test_what_one_call_has_read_is_not_given_to_the_next(named_first):
    assert list(named_first()) == []

    organization = factories.make_organization()

    assert list(named_first()) == [organization]


def test_it_keeps_its_name_and_words(named_first):
    assert named_first.__name__ == "named_first"
    assert named_first.__doc__ == "In the order of their names."
