"""What an author does with the people of a panel: invite them, renew their link, withdraw it."""

from datetime import timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEntry, User
from accounts.permissions import can
from accounts.refusals import Refused, refusing_duplicates
from accounts.roles import Permission
from quizzes.models import PanelMember

MOST_MAILS = 30  # an author in an hour
AGAIN_AFTER = timedelta(minutes=1)  # or a double click would end the link of its first mail
MAILS = ("panel.invited", "panel.link_renewed")


class AddressOfAnAuthor(Refused):
    words = "This person may write questions. The key by the authors is theirs already."
    field = "email"


class OnThePanel(Refused):
    words = "This address is on the panel already. You can send them a new link from the list."
    field = "email"


class TooManyMails(Refused):
    words = f"You have sent {MOST_MAILS} emails within an hour. Send the next ones later."


class SentJustNow(Refused):
    words = "A link was sent a moment ago. Wait a minute before you send another."


class MailNotSent(Refused):
    words = "The email could not be sent. Try “Send a new link” a little later."


@transaction.atomic
def invite(course, *, name, email, brings, actor):
    """Put a person on a course's panel, or back on it; return the member, to be sent the link.

    Raises AddressOfAnAuthor, OnThePanel or TooManyMails.
    """
    _keep_within_limit(actor)
    email = email.lower()
    writer = User.objects.filter(email=email).first()
    if writer and can(writer, Permission.WRITE_QUESTIONS):
        raise AddressOfAnAuthor
    said = {"name": name, "brings": brings, "invited_by": actor, "sent_at": timezone.now()}
    member = PanelMember.objects.select_for_update().filter(course=course, email=email).first()
    if member is None:
        with refusing_duplicates(OnThePanel):
            member = PanelMember.objects.create(course=course, email=email, **said)
    elif member.withdrawn_at is None:
        raise OnThePanel
    else:
        number = member.link_number + 1
        said |= {"withdrawn_at": None, "invited_at": timezone.now(), "link_number": number}
        _change(member, **said)
    audit.record(actor, "panel.invited", member, email=email)
    return member


@transaction.atomic
def renew_link(member, *, actor):
    """Give a member a new link, to be sent; older ones end. Raises TooManyMails or SentJustNow."""
    _keep_within_limit(actor)
    member = PanelMember.objects.select_for_update().get(pk=member.pk)
    now = timezone.now()
    if member.sent_at and now - member.sent_at < AGAIN_AFTER:
        raise SentJustNow
    _change(member, link_number=member.link_number + 1, sent_at=now)
    audit.record(actor, "panel.link_renewed", member)
    return member


@transaction.atomic
def withdraw(member, *, actor):
    """End a member's link. What they have rated stays counted. Again changes nothing."""
    member = PanelMember.objects.select_for_update().get(pk=member.pk)
    if member.withdrawn_at is None:
        _change(member, withdrawn_at=timezone.now())
        audit.record(actor, "panel.withdrawn", member)
    return member


def send_link(member, link):
    """Mail a member their link. Raises MailNotSent.

    It is not for a transaction: a mail server takes its time, and the database would wait too.
    """
    context = {"member": member, "link": link}
    subject = render_to_string("panel/email/invitation_subject.txt").strip()
    body = render_to_string("panel/email/invitation_message.txt", context)
    try:
        send_mail(subject, body, None, [member.email])
    except OSError:  # those of smtplib too
        PanelMember.objects.filter(pk=member.pk).update(sent_at=None)
        raise MailNotSent from None


def _change(member, **values):
    for name, value in values.items():
        setattr(member, name, value)
    member.save(update_fields=list(values))


def _keep_within_limit(actor):
    since = timezone.now() - timedelta(hours=1)
    sent = AuditEntry.objects.filter(actor=actor, action__in=MAILS, at__gte=since)
    if sent.count() >= MOST_MAILS:
        raise TooManyMails
