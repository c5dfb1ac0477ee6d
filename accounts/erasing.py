"""Taking a person's name, address and ways in away, for good."""

import json

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import people
from accounts.models import AuditEntry, User
from accounts.roles import RoleKind

NAME = "Erased person"


@transaction.atomic
def anonymize(person):
    """Leave nothing of an account but a number that rows without a name can point to.

    Raises LastAdministrator. The rows of other apps that name the person are theirs to erase.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    for role in person.roles.filter(kind=RoleKind.ADMINISTRATOR):
        people.keep_an_administrator(role)
    people.end_sessions(person)
    UserSession.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    person.roles.all().delete()
    person.memberships.all().delete()
    person.groups.clear()
    person.user_permissions.clear()
    person.name, person.email = NAME, f"erased-{person.pk}@erased.invalid"
    person.set_unusable_password()
    person.organization = None
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.prefers_one_page, person.has_exit_keys = False, True
    person.erased_at = timezone.now()
    person.save()
    return person


def scrub_audit(label, pks):
    """Take what names somebody out of the entries about some rows; that and when it was stays.

    `label` is a model's, such as courses.Certificate.
    """
    about = AuditEntry.objects.filter(target_kind=label, target_id__in=[str(pk) for pk in pks])
    about.update(target_name="", data={})


def scrub_audit_naming(words):
    """The same for entries about other rows that have some words in them, such as an address."""
    written = json.dumps(words)[1:-1]  # as some databases keep it
    for entry in AuditEntry.objects.filter(
        Q(data__icontains=words) | Q(data__icontains=written)
    ).iterator():
        entry.data = {}
        entry.save(update_fields=["data"])
    AuditEntry.objects.filter(target_name__icontains=words).update(target_name="")
