"""Asking to be erased, the answer, and the erasing itself."""

import json

from django.contrib.admin.models import LogEntry
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit, erasing
from accounts.models import User
from accounts.people import reaches_beyond
from accounts.refusals import Refused
from accounts.roles import Permission
from courses.models import Certificate
from records.holdings import HOLDINGS
from records.holdings.holding import Kept
from records.models import EndedBadge, ErasureRequest
from records.reminding import waiting_mail, who_answers
from reports.models import Export


class ForSiteStaff(Refused):
    words = (
        "This person also works for the whole site, as an author or in its administration. Only "
        "those who run the site can erase them. You can decline, and say so."
    )


class Answered(Refused):
    words = "This request was answered or withdrawn already."


# -- Asking --------------------------------------------------------------------------------


def ask(person):
    """Note that a person asks to be erased, and tell who can answer; asking twice is one."""
    try:
        with transaction.atomic():
            request = ErasureRequest.objects.create(person=person)
            audit.record(person, "erasure.asked", request)
    except IntegrityError:
        return ErasureRequest.objects.open().get(person=person)
    transaction.on_commit(lambda: _tell(request))
    return request


def _tell(request):
    to = list(who_answers(request.person).values_list("email", flat=True))
    mail = waiting_mail(request)
    if to:
        EmailMessage(mail.subject, mail.body, bcc=to).send(fail_silently=True)


@transaction.atomic
def withdraw(person):
    """Take an open request back, if there is one."""
    for request in ErasureRequest.objects.open().select_for_update().filter(person=person):
        request.withdrawn_at = timezone.now()
        request.save(update_fields=["withdrawn_at"])
        audit.record(person, "erasure.withdrawn", request)


# -- Answering -----------------------------------------------------------------------------


@transaction.atomic
def decline(request, *, answer, actor):
    """Answer a request without erasing anything; the person reads why. Raises Answered."""
    _decided(request, actor=actor, answer=answer)
    audit.record(actor, "erasure.declined", request)


@transaction.atomic
def grant(request, *, actor):
    """Erase the person who asked.

    Raises Answered, or ForSiteStaff or LastAdministrator, and nothing is erased.
    """
    # Before anything points at them: two who erase each other at once take turns.
    both = User.objects.filter(pk__in=[request.person_id, actor.pk]).order_by("pk")
    list(both.select_for_update().values_list("pk"))
    _decided(request, actor=actor)
    if reaches_beyond(request.person):
        raise ForSiteStaff
    erase(request.person, actor=actor)


@transaction.atomic
def erase_by_staff(person):
    """Erase somebody at the hands of those who run the site. Raises LastAdministrator."""
    open_requests = ErasureRequest.objects.open().filter(person=person)
    open_requests.update(decided_at=timezone.now())
    erase(person, actor=None)


def _decided(request, *, actor, answer=""):
    open_requests = ErasureRequest.objects.open().filter(pk=request.pk)
    if not open_requests.update(decided_at=timezone.now(), decided_by=actor, answer=answer):
        raise Answered


# -- Erasing -------------------------------------------------------------------------------


@transaction.atomic
def erase(person, *, actor):
    """Take away what names a person, and what they wrote; numbers without a name stay.

    A name of one word may be that of others: in what is on record about other things it is looked
    for only where it has two or more. Raises LastAdministrator.
    """
    certificates = Certificate.objects.filter(learner=person)
    called = erasing.names_of(person) | set(certificates.values_list("name", flat=True))
    organization = person.organization
    EndedBadge.objects.bulk_create(
        EndedBadge(number=number, organization_id=issuer)
        for number, issuer in certificates.exclude(organization=None).values_list(
            "pk", "organization"
        )
    )
    _erase_files(person)
    erased = erasing.anonymize(person)
    _scrub(User, [person.pk])
    for holding in HOLDINGS:
        rows = holding.rows(person)
        is_deleted = holding.kept == Kept.DELETED
        if holding.is_about or is_deleted:
            _scrub(holding.model, list(rows.values_list("pk", flat=True)))
        if is_deleted:
            rows.delete()
        else:
            holding.change(rows)
    for words in called:
        if "@" in words or " " in words.strip():
            erasing.scrub_audit_naming(words, organization)
            _scrub_admin_log(words)
    audit.record(actor, "person.erased", erased)


def _scrub(model, pks):
    """Empty what both logs say of some rows."""
    meta = model._meta
    erasing.scrub_audit(meta.label, pks)
    of_model = LogEntry.objects.filter(
        content_type__app_label=meta.app_label, content_type__model=meta.model_name
    )
    about = of_model.filter(object_id__in=[str(pk) for pk in pks])
    about.update(object_repr="", change_message="")


def _scrub_admin_log(words):
    """Replace a name or an address in what the site administration noted about other rows."""
    has_words = Q(object_repr__icontains=words) | Q(change_message__icontains=words)
    in_message = Q(change_message__icontains=erasing.in_json(words))
    for entry in LogEntry.objects.filter(has_words | in_message):
        entry.object_repr = erasing.without(words, entry.object_repr)
        entry.change_message = _without_in_message(words, entry.change_message)
        entry.save(update_fields=["object_repr", "change_message"])


def _without_in_message(words, message):
    """A change message is JSON, or of old a plain text."""
    try:
        return json.dumps(erasing.without(words, json.loads(message)))
    except ValueError:
        return erasing.without(words, message)


def _erase_files(person):
    """Delete files of reports that may have the person in them; they can be made again."""
    home = Q(owner__organization=person.organization_id) if person.organization_id else Q()
    over = User.objects.over(person, Permission.VIEW_PROGRESS)
    Export.objects.filter(home | Q(owner__in=over.values("pk"))).delete()
