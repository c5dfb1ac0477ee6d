"""What an administrator does with the people of their organization and their roles."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils.crypto import get_random_string

from accounts import audit
from accounts.models import Organization, Role, User
from accounts.refusals import (
    AddressTaken,
    LastAdministrator,
    OwnAccount,
    ReachesBeyond,
    refusing_duplicates,
)
from accounts.roles import Permission, RoleKind

LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that looks like a digit


# -- Whom and what a person manages --------------------------------------------------------


def organizations_managed_by(viewer):
    """The viewer's own organization if they manage its people, else none."""
    themself = User.objects.under(viewer, Permission.MANAGE_PEOPLE).filter(pk=viewer.pk)
    return Organization.objects.filter(people__in=themself)


def roles_within(organizations):
    """Roles over organizations or their teams. Authors' roles are over neither."""
    return Role.objects.filter(
        Q(organization__in=organizations) | Q(team__organization__in=organizations)
    )


def roles_to_show(organization):
    """Roles that an administrator may know of: those over their organization, and authors'."""
    authors = Role.objects.filter(kind=RoleKind.AUTHOR)
    return (roles_within([organization.pk]) | authors).select_related("team", "organization")


def reaches_beyond(person):
    """Say whether a person may do something outside their organization.

    Whoever sets a password can sign in with it, so an administrator sets none of theirs.
    """
    within = roles_within([person.organization_id]).values("pk")
    return person.is_staff or person.is_superuser or person.roles.exclude(pk__in=within).exists()


# -- People --------------------------------------------------------------------------------


def generate_password():
    """Return a password that can be read out: about 79 bits in four groups of letters."""
    return "-".join(get_random_string(4, LEGIBLE) for _ in range(4))


@transaction.atomic
def add_person(organization, *, name, email, teams, password, actor):
    """Return a new person. Raises AddressTaken, in whatever case the address is written."""
    with refusing_duplicates(AddressTaken):
        person = User.objects.create_user(email, password, name=name, organization=organization)
    person.teams.set(teams)
    audit.record(actor, "person.added", person, **_facts(person))
    return person


@transaction.atomic
def change_person(person, *, name, email, teams, is_active, actor):
    """Change what an administrator enters about a person.

    Raises AddressTaken, ReachesBeyond, OwnAccount or LastAdministrator.
    """
    # The log points at its actor: a full lock would stop two administrators who change each other.
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.erased_at:  # meanwhile: the name must not come back
        return
    before = _facts(person)
    if email.lower() != person.email.lower():
        _change_address(person, email.lower())
    person.name = name
    person.save(update_fields=["name"])
    person.teams.set(teams)
    if before != (after := _facts(person)):
        audit.record(actor, "person.changed", person, before=before, after=after)
    if is_active != person.is_active:
        (reactivate if is_active else deactivate)(person, actor=actor)


@transaction.atomic
def change_preferences(person, *, name, has_exit_keys, prefers_one_page, actor):
    """Keep what a person sets for themself."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.erased_at:
        return
    before, person.name = person.name, name
    person.has_exit_keys = has_exit_keys
    person.prefers_one_page = prefers_one_page
    person.save(update_fields=["name", "has_exit_keys", "prefers_one_page"])
    renamed = {"before": {"name": before}} if before != name else {}
    audit.record(actor, "person.preferences_changed", person, **renamed)


@transaction.atomic
def set_password(person, password, *, actor):
    """Give a person a new password and sign them out everywhere. Raises ReachesBeyond."""
    if reaches_beyond(person):
        raise ReachesBeyond
    person.set_password(password)
    person.save(update_fields=["password"])
    end_sessions(person)
    audit.record(actor, "person.password_set", person)


@transaction.atomic
def deactivate(person, *, actor):
    """Sign a person out for good; what they learned is kept.

    Raises OwnAccount, ReachesBeyond or LastAdministrator.
    """
    if person == actor:
        raise OwnAccount
    if reaches_beyond(person):
        raise ReachesBeyond
    for role in person.roles.filter(kind=RoleKind.ADMINISTRATOR):
        keep_an_administrator(role)
    _set_active(person, False)
    end_sessions(person)
    audit.record(actor, "person.deactivated", person)


@transaction.atomic
def reactivate(person, *, actor):
    """Let a person sign in again, with what they had before. Raises ReachesBeyond."""
    if reaches_beyond(person):
        raise ReachesBeyond
    _set_active(person, True)
    audit.record(actor, "person.reactivated", person)


def end_sessions(person):
    for session in UserSession.objects.filter(user=person):
        session.end()


def forget_old_addresses(person):
    """Let nobody sign in with an address a person had before.

    allauth keeps its own table of addresses and would go on accepting those in it.
    """
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()


# -- Roles ---------------------------------------------------------------------------------


@transaction.atomic
def give_role(person, *, kind, team=None, actor):
    """Return a person's role over a team, or over their organization, made now if absent."""
    scope = {"team": team} if team else {"organization": person.organization}
    role, is_new = Role.objects.get_or_create(user=person, kind=kind, **scope)
    if is_new:
        audit.record(actor, "role.given", person, role=str(role))
    return role


@transaction.atomic
def take_role(role, *, actor):
    """Take a role away. Raises OwnAccount or LastAdministrator."""
    if role.kind == RoleKind.ADMINISTRATOR:
        if role.user == actor:
            raise OwnAccount
        keep_an_administrator(role)
    audit.record(actor, "role.taken", role.user, role=str(role))
    role.delete()


# -- Shared steps --------------------------------------------------------------------------


def _facts(person):
    teams = sorted(person.teams.values_list("name", flat=True))
    return {"name": person.name, "email": person.email, "teams": teams}


def _change_address(person, email):
    if reaches_beyond(person):
        raise ReachesBeyond
    person.email = email
    with refusing_duplicates(AddressTaken):
        person.save(update_fields=["email"])
    forget_old_addresses(person)


def _set_active(person, is_active):
    person.is_active = is_active
    person.save(update_fields=["is_active"])


def keep_an_administrator(leaving):
    """Raise LastAdministrator if an organization would be left without one.

    The lock makes two administrators who remove each other at once take turns.
    """
    Organization.objects.select_for_update().get(pk=leaving.organization_id)
    administrators = Role.objects.filter(
        organization=leaving.organization_id,
        kind=RoleKind.ADMINISTRATOR,
        user__is_active=True,
    )
    if not administrators.exclude(pk=leaving.pk).exists():
        raise LastAdministrator
