import pytest
from django.urls import reverse

from accounts import people
from accounts.models import AuditEntry, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = factories.make_user(name="Ana")
    client.force_login(person)
    return person


def save(client, **changes):
    form = {"name": "Ana", "prefers_one_page": "False", "has_exit_keys": "on"} | changes
    form = {name: value for name, value in form.items() if value is not None}
    return client.post(reverse("accounts:preferences"), form, follow=True)


def settings_of(person):
    return User.objects.values_list("name", "prefers_one_page", "has_exit_keys").get(pk=person.pk)


def test_preferences_are_saved(client, person):
    other = factories.make_user(name="Ben")

    response = save(client, name="Ana D.", prefers_one_page="True", has_exit_keys=None)

    assert "Saved." in response.content.decode()
    assert settings_of(person) == ("Ana D.", True, False)
    assert settings_of(other) == ("Ben", False, True)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action) == (person, "person.preferences_changed")


def test_preferences_switch_the_exit_keys_of_every_page(client, person):
    before = client.get(reverse("accounts:preferences")).content.decode()

    after = save(client, has_exit_keys=None).content.decode()

    assert "data-exit-keys" in before
    assert "data-exit-keys" not in after


def test_preferences_ask_for_a_name(client, person):
    response = save(client, name=" ")

    page = response.content.decode()
    assert settings_of(person) == ("Ana", False, True)
    assert '<div class="errors" role="alert">' in page
    assert '<a href="#id_name">Your name</a>: This field is required.' in page


def test_preferences_do_not_undo_what_an_administrator_does_meanwhile(client, person):
    stale = User.objects.get(pk=person.pk)
    User.objects.filter(pk=person.pk).update(is_active=False)

    people.change_preferences(
        stale, name="Ana", has_exit_keys=True, prefers_one_page=True, actor=stale
    )

    assert not User.objects.get(pk=person.pk).is_active


def test_preferences_lead_to_password_and_sessions(client, person, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = client.get(reverse("accounts:preferences")).content.decode()

    assert reverse("account_change_password") in page
    assert reverse("usersessions_list") in page
    assert person.email in page
