import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    staff = User.objects.create_superuser("staff@example.org", "x", name="Staff")
    client.force_login(staff)
    return staff


def form_of(client, url):
    """Return what the form at an address would post if nothing was changed."""
    context = client.get(url).context
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form, *(formset.management_form for formset in formsets)]
    values = {field.html_name: field.value() for form in forms for field in form}
    return {name: value for name, value in values.items() if value is not None}


def change(client, person, **changes):
    url = reverse("admin:accounts_user_change", args=[person.pk])
    return client.post(url, form_of(client, url) | changes)


@pytest.mark.parametrize("model", ["user", "organization", "team", "role", "auditentry"])
@pytest.mark.parametrize("count", [1, 3])
def test_list_opens(client, staff, model, count):
    """An N+1 query would raise here, as in every test."""
    for _ in range(count):
        supervisor = factories.make_supervisor(team=factories.make_team())
        AuditEntry.objects.create(actor=supervisor, action="x")

    response = client.get(reverse(f"admin:accounts_{model}_changelist"))

    assert response.status_code == 200


def test_user_is_added_with_a_lowercase_address(client, staff):
    url = reverse("admin:accounts_user_add")
    passwords = {"password1": "quiet-river-walks-on", "password2": "quiet-river-walks-on"}

    client.post(url, form_of(client, url) | passwords | {"name": "Ana", "email": "Ana@X.org"})

    person = User.objects.get(name="Ana")
    assert person.email == "ana@x.org"
    assert person.check_password("quiet-river-walks-on")


def test_user_form_shows_the_hash_and_not_the_password(client, staff):
    person = factories.make_user()

    page = client.get(reverse("admin:accounts_user_change", args=[person.pk])).content.decode()

    assert "algorithm" in page
    assert person.password not in page


def test_user_password_is_set(client, staff):
    person = factories.make_user()
    form = {"password1": "quiet-river-walks-on", "password2": "quiet-river-walks-on"}

    client.post(reverse("admin:auth_user_password_change", args=[person.pk]), form)

    person.refresh_from_db()
    assert person.check_password("quiet-river-walks-on")
    assert form["password1"] not in str(list(AuditEntry.objects.values()))


def test_user_with_a_new_address_leaves_the_old_one(client, staff):
    person = factories.make_user(email="old@example.org")
    EmailAddress.objects.create(user=person, email="old@example.org", verified=True)

    change(client, person, email="New@example.org")

    assert User.objects.get(pk=person.pk).email == "new@example.org"
    assert not EmailAddress.objects.filter(email="old@example.org").exists()


def test_user_deactivated_is_signed_out_for_good(client, staff):
    person = factories.make_user()
    browser = Client()
    form = {"login": person.email, "password": factories.PASSWORD}
    browser.post(reverse("account_login"), form)

    change(client, person, is_active="")

    User.objects.filter(pk=person.pk).update(is_active=True)
    assert browser.get(reverse("accounts:preferences")).status_code == 302


def test_user_is_not_deleted(client, staff):
    person = factories.make_user()

    response = client.post(reverse("admin:accounts_user_delete", args=[person.pk]), {"post": "yes"})

    assert response.status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


def test_author_is_made_and_it_is_written_down(client, staff):
    person = factories.make_user()

    client.post(reverse("admin:accounts_role_add"), {"user": person.pk, "kind": "author"})

    role = person.roles.get()
    assert str(role) == "Author: the course"
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.target_id) == (staff, "admin.added", str(role.pk))


def test_role_that_covers_nothing_is_refused_in_words(client, staff):
    person = factories.make_user()

    response = client.post(
        reverse("admin:accounts_role_add"), {"user": person.pk, "kind": "administrator"}
    )

    assert "A supervisor covers a team or an organization" in response.content.decode()
    assert not person.roles.exists()


def test_role_deleted_is_written_down(client, staff):
    role = factories.make_author().roles.get()

    client.post(reverse("admin:accounts_role_delete", args=[role.pk]), {"post": "yes"})

    assert not type(role).objects.exists()
    assert AuditEntry.objects.get().action == "admin.deleted"


def test_audit_log_can_only_be_read(client, staff):
    entry = AuditEntry.objects.create(actor=staff, action="person.added", target_name="Ana")
    url = reverse("admin:accounts_auditentry_change", args=[entry.pk])

    assert client.get(url).status_code == 200
    assert client.post(url, {"action": "x"}).status_code == 403
    assert client.get(reverse("admin:accounts_auditentry_add")).status_code == 403
    delete = reverse("admin:accounts_auditentry_delete", args=[entry.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
