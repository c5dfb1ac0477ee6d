"""What two administrators at once may not break: real connections, in threads."""

import pytest

from accounts import people
from accounts.models import Role, User
from accounts.refusals import AddressTaken, LastAdministrator
from accounts.roles import RoleKind
from tests import factories
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_administrators_cannot_remove_each_other():
    one = factories.make_administrator()
    other = factories.make_administrator(one.organization)

    results = at_once(
        lambda: people.take_role(other.roles.get(), actor=one),
        lambda: people.take_role(one.roles.get(), actor=other),
    )

    assert sorted(type(result).__name__ for result in results) == ["LastAdministrator", "NoneType"]
    assert Role.objects.filter(kind=RoleKind.ADMINISTRATOR).count() == 1


def test_two_administrators_cannot_deactivate_each_other():
    one = factories.make_administrator()
    other = factories.make_administrator(one.organization)

    results = at_once(
        lambda: people.deactivate(other, actor=one), lambda: people.deactivate(one, actor=other)
    )

    assert [type(result) for result in results if result] == [LastAdministrator]
    assert User.objects.active().count() == 1


@pytest.mark.parametrize("again", range(5))
def test_two_administrators_can_change_each_other(again):
    one = factories.make_administrator()
    other = factories.make_administrator(one.organization)

    def rename(person, actor):
        facts = {"email": person.email, "teams": [], "is_active": True}
        return lambda: people.change_person(person, name="Ana", actor=actor, **facts)

    results = at_once(rename(other, one), rename(one, other))

    assert results == [None, None]
    assert set(User.objects.values_list("name", flat=True)) == {"Ana"}


def test_an_address_is_given_once():
    administrator = factories.make_administrator()

    def add(email):
        return lambda: people.add_person(
            administrator.organization,
            name="Ana",
            email=email,
            teams=[],
            password="x",
            actor=administrator,
        )

    results = at_once(add("ana@example.org"), add("ANA@example.org"))

    assert [type(result) for result in results].count(AddressTaken) == 1
    assert User.objects.filter(email="ana@example.org").count() == 1
