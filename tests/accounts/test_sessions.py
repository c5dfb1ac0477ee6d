import pytest
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def signed_in(person):
    browser = Client(headers={"user-agent": FIREFOX})
    form = {"login": person.email, "password": factories.PASSWORD}
    browser.post(reverse("account_login"), form, REMOTE_ADDR="192.0.2.1")
    return browser


@pytest.mark.parametrize("others", [1, 3])
def test_sessions_lists_ones_own(client, others):
    person = factories.make_user()
    browsers = [signed_in(person) for _ in range(others + 1)]
    signed_in(factories.make_user())  # another person's, which could leak

    response = browsers[0].get(reverse("usersessions_list"))

    listed = {session.session_key for session in response.context["sessions"]}
    assert listed == {browser.session.session_key for browser in browsers}
    page = response.content.decode()
    assert (page.count("Firefox on Windows"), page.count("this one")) == (others + 1, 1)


def test_sessions_signs_out_everywhere_else():
    person = factories.make_user()
    here, there = signed_in(person), signed_in(person)
    somebody = signed_in(factories.make_user())

    response = here.post(reverse("usersessions_list"), follow=True)

    assert "You are signed out everywhere else." in response.content.decode()
    assert "You are signed in nowhere else." in response.content.decode()
    page = reverse("accounts:preferences")
    assert [browser.get(page).status_code for browser in (here, there, somebody)] == [200, 302, 200]
