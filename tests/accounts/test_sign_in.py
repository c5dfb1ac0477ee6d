from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return factories.make_user(email="ana@example.org")


def sign_in(client, email, password=factories.PASSWORD, **data):
    form = {"login": email, "password": password} | data
    return client.post(reverse("account_login"), form)


def is_signed_in(client):
    return client.get(reverse("accounts:preferences")).status_code == 200


@pytest.mark.parametrize("typed", ["ana@example.org", "Ana@Example.ORG", " ana@example.org "])
def test_sign_in_is_case_insensitive_in_the_address(client, person, typed):
    response = sign_in(client, typed)

    assert response.status_code == 302
    assert response.url == reverse("reports:home")
    assert is_signed_in(client)


def test_sign_in_finds_an_address_written_in_capitals(client):
    person = factories.make_user(email="ANA@Example.ORG")

    sign_in(client, "ana@example.org")

    assert person.email == "ana@example.org"
    assert is_signed_in(client)


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org"])
def test_sign_in_says_the_same_for_a_wrong_password_and_an_unknown_address(client, person, email):
    response = sign_in(client, email, "wrong")

    assert response.context["form"].non_field_errors() == [
        "The address and the password do not go together. Check both, or choose a new password "
        "through “Forgot your password?”"
    ]
    assert not is_signed_in(client)


def test_sign_in_ends_with_the_browser_unless_asked(client, person):
    sign_in(client, person.email)

    assert client.session.get_expire_at_browser_close()


def test_sign_in_lasts_two_weeks_when_asked(client, person):
    sign_in(client, person.email, remember="on")

    assert not client.session.get_expire_at_browser_close()
    assert client.session.get_expiry_age() == 14 * 24 * 3600


def test_sign_in_leads_on_to_the_page_that_was_asked_for(client, person):
    response = sign_in(client, person.email, next="/account/settings/")

    assert response.url == "/account/settings/"


def test_sign_in_leads_to_no_other_site(client, person):
    response = sign_in(client, person.email, next="https://elsewhere.example/")

    assert response.url == reverse("reports:home")


@pytest.mark.parametrize(
    ("came_from", "next_page"),
    [
        ("http://testserver/courses/c/m/l/?view=summary", "/courses/c/m/l/?view=summary"),
        ("http://elsewhere.example/courses/", "/"),
        ("", "/"),
    ],
)
def test_form_sent_after_the_session_ended_leads_back_to_its_page(client, came_from, next_page):
    response = client.post(reverse("accounts:preferences"), headers={"referer": came_from})

    assert response.url == f"{reverse('account_login')}?{urlencode({'next': next_page}, safe='/')}"


def test_sign_in_is_refused_to_the_deactivated(client, person):
    person.is_active = False
    person.save(update_fields=["is_active"])

    response = sign_in(client, person.email)

    assert response.url == reverse("account_inactive")
    assert not is_signed_in(client)


def test_deactivated_person_loses_their_session(client, person):
    sign_in(client, person.email)
    User.objects.filter(pk=person.pk).update(is_active=False)

    assert not is_signed_in(client)


def test_sign_in_after_many_failures_waits_and_says_so(client, person):
    for _ in range(5):
        sign_in(client, person.email, "wrong")

    response = sign_in(client, person.email)

    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == [
        "There were several tries with a wrong password. Wait five minutes, then try again."
    ]
    assert not is_signed_in(client)


def test_too_many_requests_are_answered_in_words(client):
    for _ in range(30):
        sign_in(client, "x@example.org", "wrong")

    response = sign_in(client, "x@example.org", "wrong")

    assert response.status_code == 429
    assert b"Too many tries" in response.content


def test_sign_in_page_is_the_front_door(client):
    page = client.get(reverse("account_login")).content.decode()

    assert page.count("<h1>") == 1
    assert "A course for people who serve survivors of human trafficking" in page
    assert reverse("account_reset_password") in page
    assert reverse("account_signup") not in page
    assert "data-exit" not in page


def test_nobody_signs_up(client):
    form = {"email": "new@example.org", "password1": "quiet-river-9", "password2": "quiet-river-9"}

    response = client.post(reverse("account_signup"), form)

    assert b"How to get an account" in response.content
    assert not User.objects.exists()


def test_signing_out_takes_a_post(client, person):
    client.force_login(person)
    client.get(reverse("account_logout"))
    assert is_signed_in(client)

    response = client.post(reverse("account_logout"))

    assert response.url == reverse(settings.LOGOUT_REDIRECT_URL)
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_set_password",
        "account_reauthenticate",
        "account_email_verification_sent",
        "account_confirm_login_code",
    ],
)
def test_pages_without_a_use_here_are_not_mounted(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_script_that_only_reads_is_led_to_signing_in_and_back(client):
    response = client.get(
        "/team/",
        headers={"hx-request": "true", "hx-current-url": "http://testserver/team/?q=a"},
    )

    assert response.status_code == 401
    assert response["HX-Redirect"] == "/account/sign-in/?next=/team/%3Fq%3Da"
