import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db

NEW = {"password1": "quiet-river-walks-on", "password2": "quiet-river-walks-on"}
MUST_NOT_SHOW = re.compile("traffick|trauma|survivor|steady ground", re.IGNORECASE)


@pytest.fixture
def person():
    return factories.make_user(email="ana@example.org")


@pytest.fixture
def other_browser():
    return Client()


def ask(client, email):
    return client.post(reverse("account_reset_password"), {"email": email})


def link_in(mail):
    return re.search(r"https?://[^/]+(/\S+)", mail.body)[1]


def test_reset_sends_a_link_that_sets_a_password(client, person, mailoutbox):
    ask(client, "Ana@Example.org")
    form = client.get(link_in(mailoutbox[0]), follow=True)

    done = client.post(form.request["PATH_INFO"], NEW)

    assert done.url == reverse("account_reset_password_from_key_done")
    assert User.objects.get(pk=person.pk).check_password(NEW["password1"])


def test_reset_mail_does_not_tell_what_the_site_is_about(client, person, mailoutbox):
    ask(client, person.email)
    ask(client, "nobody@example.org")

    texts = [text for mail in mailoutbox for text in (mail.subject, mail.body, mail.from_email)]
    assert [MUST_NOT_SHOW.search(text) for text in texts] == [None] * 6
    assert [mail.subject for mail in mailoutbox] == ["Your request for a new password"] * 2
    assert [mail.to for mail in mailoutbox] == [["ana@example.org"], ["nobody@example.org"]]


def test_reset_answers_the_same_to_an_unknown_address(client, person):
    known, unknown = ask(client, person.email), ask(client, "nobody@example.org")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert known.url == reverse("account_reset_password_done")


@pytest.mark.parametrize("email", ["nobody@example.org", "ana@example.org"])
def test_reset_gives_no_link_to_who_cannot_sign_in(client, person, mailoutbox, email):
    User.objects.update(is_active=False)

    ask(client, email)

    assert "There is no open account with it." in mailoutbox[0].body
    assert "http" not in mailoutbox[0].body


def test_reset_link_works_once(client, person, mailoutbox):
    ask(client, person.email)
    link = link_in(mailoutbox[0])
    client.post(client.get(link, follow=True).request["PATH_INFO"], NEW)

    page = client.get(link).content.decode()

    assert "This link does not work" in page


@pytest.mark.parametrize(("days", "words"), [(2.9, "Choose a new"), (3.1, "does not work")])
def test_reset_link_works_for_three_days(client, person, mailoutbox, days, words):
    ask(client, person.email)

    with time_machine.travel(timezone.now() + timedelta(days=days)):
        page = client.get(link_in(mailoutbox[0]), follow=True)

    assert words in page.content.decode()


def test_reset_ends_the_sessions_that_were_open(client, person, mailoutbox, other_browser):
    other_browser.force_login(person)
    ask(client, person.email)
    form = client.get(link_in(mailoutbox[0]), follow=True)

    client.post(form.request["PATH_INFO"], NEW)

    assert other_browser.get(reverse("accounts:preferences")).status_code == 302


def test_change_keeps_this_session_and_ends_the_others(client, person, other_browser):
    client.force_login(person)
    other_browser.force_login(person)

    form = {"oldpassword": factories.PASSWORD} | NEW
    response = client.post(reverse("account_change_password"), form)

    assert response.url == reverse("accounts:preferences")
    assert client.get(response.url).status_code == 200
    assert other_browser.get(response.url).status_code == 302


def test_change_asks_for_the_password_now(client, person):
    client.force_login(person)

    form = {"oldpassword": "wrong"} | NEW
    response = client.post(reverse("account_change_password"), form)

    errors = response.context["form"].errors
    assert errors == {"oldpassword": ["This is not your current password."]}
    page = response.content.decode()
    assert 'role="alert"' in page
    assert '<a href="#id_oldpassword">Your password now</a>' in page


def test_change_shows_labels_only_as_labels(client, person):
    client.force_login(person)

    page = client.get(reverse("account_change_password")).content.decode()

    assert "New password, once more" in page
    assert "placeholder" not in page
