import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts import people
from accounts.models import AuditEntry, Role, User
from accounts.refusals import AddressTaken, LastAdministrator, OwnAccount, ReachesBeyond
from accounts.roles import RoleKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return factories.make_administrator(factories.make_organization(name="Harbor House"))


@pytest.fixture
def organization(administrator):
    return administrator.organization


@pytest.fixture
def person(organization):
    return factories.make_user(organization, name="Ana", email="ana@example.org")


def log():
    """What was written down, oldest first: who, what, to whom, with what."""
    entries = AuditEntry.objects.select_related("actor").order_by("pk")
    return [(entry.actor, entry.action, entry.target_name, entry.data) for entry in entries]


def change(person, *, actor, **changes):
    fields = {"name": person.name, "email": person.email, "teams": [], "is_active": True}
    people.change_person(person, actor=actor, **fields | changes)
    person.refresh_from_db()


def sign_in(person):
    browser = Client()
    form = {"login": person.email, "password": factories.PASSWORD}
    assert browser.post(reverse("account_login"), form).status_code == 302
    return browser


def is_signed_in(browser):
    return browser.get(reverse("accounts:preferences")).status_code == 200


def test_add_person(administrator, organization):
    team = factories.make_team(organization, name="Day")

    person = people.add_person(
        organization,
        name="Ana",
        email="Ana@Example.ORG",
        teams=[team],
        password="quiet-river",
        actor=administrator,
    )

    assert (person.email, person.organization) == ("ana@example.org", organization)
    assert person.check_password("quiet-river")
    assert list(person.teams.all()) == [team]
    facts = {"name": "Ana", "email": "ana@example.org", "teams": ["Day"]}
    assert log() == [(administrator, "person.added", "Ana", facts)]


@pytest.mark.parametrize("is_in_own_organization", [True, False])
def test_add_person_refuses_an_address_in_any_case(
    administrator, organization, is_in_own_organization
):
    where = organization if is_in_own_organization else factories.make_organization()
    factories.make_user(where, email="ana@example.org")

    with pytest.raises(AddressTaken) as refusal:
        people.add_person(
            organization,
            name="Ana",
            email="ANA@example.org",
            teams=[],
            password="x",
            actor=administrator,
        )

    assert str(refusal.value) == AddressTaken.words
    assert log() == []


def test_change_person_writes_down_before_and_after(administrator, person, organization):
    team = factories.make_team(organization, name="Day")

    change(person, name="Ana D.", email="Ana.D@example.org", teams=[team], actor=administrator)

    assert (person.name, person.email) == ("Ana D.", "ana.d@example.org")
    before = {"name": "Ana", "email": "ana@example.org", "teams": []}
    after = {"name": "Ana D.", "email": "ana.d@example.org", "teams": ["Day"]}
    data = {"before": before, "after": after}
    assert log() == [(administrator, "person.changed", "Ana D.", data)]


def test_change_person_without_a_change_is_not_written_down(administrator, person):
    change(person, actor=administrator)

    assert log() == []


def test_change_person_refuses_another_persons_address(administrator, person):
    factories.make_user(email="ben@example.org")

    with pytest.raises(AddressTaken):
        change(person, email="BEN@example.org", name="Other", actor=administrator)

    assert User.objects.get(pk=person.pk).name == "Ana"


def test_old_address_no_longer_signs_in(administrator, person, client):
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)

    change(person, email="new@example.org", actor=administrator)

    form = {"login": "ana@example.org", "password": factories.PASSWORD}
    assert client.post(reverse("account_login"), form).status_code == 200
    assert is_signed_in(sign_in(person))


def test_set_password_ends_the_sessions(administrator, person):
    browser = sign_in(person)

    people.set_password(person, "quiet-river", actor=administrator)

    assert not is_signed_in(browser)
    assert User.objects.get(pk=person.pk).check_password("quiet-river")


def test_set_password_writes_no_password_down(administrator, person):
    people.set_password(person, "quiet-river", actor=administrator)

    assert log() == [(administrator, "person.password_set", "Ana", {})]


def test_generated_passwords_are_long_and_differ():
    made = {people.generate_password() for _ in range(50)}

    assert len(made) == 50
    assert {len(password) for password in made} == {19}


def test_deactivate_ends_the_sessions_for_good(administrator, person):
    browser = sign_in(person)

    people.deactivate(person, actor=administrator)

    assert not is_signed_in(browser)
    people.reactivate(person, actor=administrator)
    assert not is_signed_in(browser)
    actions = [action for _, action, *_ in log()]
    assert actions == ["person.deactivated", "person.reactivated"]


def test_deactivate_leaves_others_signed_in(administrator, person, organization):
    other = sign_in(factories.make_user(organization))

    people.deactivate(person, actor=administrator)

    assert is_signed_in(other)


def test_change_person_can_deactivate(administrator, person):
    change(person, is_active=False, actor=administrator)

    assert not person.is_active
    assert log() == [(administrator, "person.deactivated", "Ana", {})]


def test_nobody_deactivates_themself(administrator):
    with pytest.raises(OwnAccount):
        people.deactivate(administrator, actor=administrator)


def test_last_administrator_is_not_deactivated(administrator):
    with pytest.raises(LastAdministrator):
        people.deactivate(administrator, actor=None)

    assert User.objects.get(pk=administrator.pk).is_active


def test_administrator_is_deactivated_when_another_is_active(administrator, organization):
    other = factories.make_administrator(organization)

    people.deactivate(administrator, actor=other)

    with pytest.raises(LastAdministrator):
        people.deactivate(other, actor=None)


def make_author(organization):
    return factories.make_author(organization)


def make_site_staff(organization):
    return factories.make_user(organization, is_staff=True)


def make_supervisor_elsewhere(organization):
    person = factories.make_user(organization)
    Role.objects.create(user=person, kind=RoleKind.SUPERVISOR, team=factories.make_team())
    return person


@pytest.mark.parametrize("make", [make_author, make_site_staff, make_supervisor_elsewhere])
def test_whoever_works_for_others_too_keeps_their_account(administrator, organization, make):
    person = make(organization)

    for forbidden in (
        lambda: people.set_password(person, "quiet-river", actor=administrator),
        lambda: people.deactivate(person, actor=administrator),
        lambda: people.reactivate(person, actor=administrator),
        lambda: change(person, email="mine@example.org", actor=administrator),
    ):
        with pytest.raises(ReachesBeyond):
            forbidden()
    assert log() == []


def test_roles_within_the_organization_do_not_reach_beyond(administrator, organization):
    supervisor = factories.make_supervisor(team=factories.make_team(organization))

    assert not people.reaches_beyond(supervisor)
    assert not people.reaches_beyond(administrator)


def test_give_role_over_a_team(administrator, person, organization):
    team = factories.make_team(organization, name="Day")

    role = people.give_role(person, kind=RoleKind.SUPERVISOR, team=team, actor=administrator)

    assert (role.team, role.organization) == (team, None)
    assert log() == [(administrator, "role.given", "Ana", {"role": "Supervisor: Day"})]


def test_give_role_twice_gives_one(administrator, person, organization):
    for _ in range(2):
        people.give_role(person, kind=RoleKind.SUPERVISOR, actor=administrator)

    assert [role.organization for role in person.roles.all()] == [organization]
    assert len(log()) == 1


def test_take_role(administrator, organization):
    supervisor = factories.make_supervisor(organization=organization)

    people.take_role(supervisor.roles.get(), actor=administrator)

    assert not supervisor.roles.exists()
    data = {"role": "Supervisor: Harbor House"}
    assert log() == [(administrator, "role.taken", supervisor.name, data)]


def test_nobody_takes_their_own_administration_away(administrator, organization):
    factories.make_administrator(organization)

    with pytest.raises(OwnAccount):
        people.take_role(administrator.roles.get(), actor=administrator)


def test_last_active_administrator_keeps_the_role(administrator, organization):
    other = factories.make_administrator(organization)
    User.objects.filter(pk=other.pk).update(is_active=False)
    factories.make_administrator()  # of another organization, who does not count

    with pytest.raises(LastAdministrator):
        people.take_role(administrator.roles.get(), actor=other)

    assert log() == []


def test_organizations_managed_by_is_ones_own(administrator, organization, person):
    factories.make_administrator()

    assert list(people.organizations_managed_by(administrator)) == [organization]
    assert list(people.organizations_managed_by(person)) == []
