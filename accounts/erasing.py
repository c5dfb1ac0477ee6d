"""Taking a person's name, address and ways in away, for good."""

import json
import re

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit, people
from accounts.models import AuditEntry, User
from accounts.roles import RoleKind

NAME = "Erased person"


@transaction.atomic
def anonymize(person):
    """Leave nothing in an account but a number that rows without a name can point to.

    Raises LastAdministrator. Rows that point to the account are for the caller to erase.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    for role in person.roles.filter(kind=RoleKind.ADMINISTRATOR):
        people.keep_an_administrator(role)
    people.end_sessions(person)
    person.name, person.email = NAME, f"erased-{person.pk}@erased.invalid"
    person.set_unusable_password()
    person.organization = None
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.prefers_one_page, person.has_exit_keys = False, True
    person.erased_at = timezone.now()
    person.save()
    return person


def names_of(person):
    """Return what a person is called, and was before as the log has it: addresses and names."""
    found = {person.name, person.email}
    for data in audit.history_of(person).values_list("data", flat=True):
        found |= set(_said(data))
    return found - {""}


def _said(data):
    """Yield the names and addresses in what an entry says of a person, at any depth."""
    if isinstance(data, list):
        for each in data:
            yield from _said(each)
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("name", "email") and isinstance(value, str):
                yield value
            else:
                yield from _said(value)


def scrub_audit(label, pks):
    """Take what names somebody out of the entries about some rows; that and when it was stays.

    `label` is a model's, such as courses.Certificate.
    """
    about = AuditEntry.objects.filter(target_kind=label, target_id__in=[str(pk) for pk in pks])
    about.update(target_name="", data={})


def scrub_audit_naming(words, organization):
    """Replace a name or an address in the entries about other rows, and nothing else in them.

    A name may be that of somebody else: it is looked for only in what was done within the
    person's organization or by nobody in particular, and not in entries about other people.
    """
    entries = AuditEntry.objects.exclude(target_kind="accounts.User")
    if "@" in words:
        entries = AuditEntry.objects.all()
    else:
        entries = entries.filter(Q(actor=None) | Q(actor__organization=organization))
    has_words = Q(data__icontains=words) | Q(data__icontains=in_json(words))
    for entry in entries.filter(has_words | Q(target_name__icontains=words)):
        data, name = without(words, entry.data), without(words, entry.target_name)
        if (data, name) != (entry.data, entry.target_name):
            AuditEntry.objects.filter(pk=entry.pk).update(data=data, target_name=name)


def in_json(words):
    """Return words as they stand in JSON that is kept as a text, without the quotes."""
    return json.dumps(words)[1:-1]


def without(words, value):
    """Return a value of JSON with a name or an address replaced wherever it stands by itself."""
    if isinstance(value, str):
        alone = rf"(?<![\w.+-]){re.escape(words)}(?![\w+-]|\.\w)"
        return re.sub(alone, NAME, value, flags=re.IGNORECASE)
    if isinstance(value, list):
        return [without(words, each) for each in value]
    if isinstance(value, dict):
        return {without(words, key): without(words, each) for key, each in value.items()}
    return value
