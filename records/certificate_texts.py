"""What a certificate says, in words: on its page, in its PDF and in the badge alike."""

from django.utils import timezone

from courses.dates import local_date
from courses.hours import decimal, in_words
from courses.models import CertificateState
from reports.message_texts import day

# A course teaches what two sources say; whoever took it is not thereby able to judge anyone.
LIMITS = (
    "This records what was completed. It does not say that whoever completed it can recognize "
    "or treat trauma bonding, and it is no license."
)
HOURS_NOTE = "Hours are those planned for the parts of the course. Nobody’s time was measured."


def today_for(certificate):
    """Return which day it is for the learner's organization, whose dates a certificate has."""
    return local_date(timezone.now(), certificate.learner.time_zone)


def state_of(certificate):
    """Return what a certificate is worth today, as a CertificateState."""
    return certificate.state_on(today_for(certificate))


def state_in_words(certificate):
    """Return what a certificate is worth today, and since when if not much."""
    state = state_of(certificate)
    if state == CertificateState.EXPIRED:
        return f"expired: it was valid until {day(certificate.valid_until)}"
    ended_at = certificate.revoked_at or certificate.replaced_at
    if ended_at:
        return f"{state.label} on {day(local_date(ended_at, certificate.learner.time_zone))}"
    return state.label


def facts(certificate):
    """Return [(label, text), ...]: every field, in the order in which it is read."""
    listed = [
        ("Name", certificate.name),
        ("Course", certificate.course_title),
        ("Edition", str(certificate.edition)),
        ("Completed on", day(certificate.completed_on)),
        ("Hours", f"{in_words(certificate.minutes)} ({decimal(certificate.minutes)})"),
        ("Issued by", certificate.organization_name),
        ("Issued on", day(local_date(certificate.issued_at, certificate.learner.time_zone))),
        ("Valid until", day(certificate.valid_until) if certificate.valid_until else ""),
        ("Continuing education", certificate.credit_statement),
        ("How it was issued", _way(certificate)),
        ("Code", certificate.code),
    ]
    return [(label, text) for label, text in listed if text]


def _way(certificate):
    if certificate.is_by_hand:
        return "By hand, by an administrator of the organization"
    if certificate.completion_id and certificate.completion.is_refresher:
        return "By a refresher: the quizzes of the course were taken again"
    return "When the last part of the course was completed"


def modules(certificate):
    """Return [(title, hours, objectives), ...] of the course as it was."""
    return [
        (module["title"], in_words(module["minutes"]), module["objectives"])
        for module in certificate.contents
    ]
