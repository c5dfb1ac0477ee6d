"""Sending messages: at most one a week about training, a digest for who wants one, each once."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.covering import require_coverage
from accounts.models import Organization, User
from accounts.roles import Permission, RoleKind
from courses.asked import NOBODY, asked_of, is_asked, is_due_before
from courses.models import Completion, Course
from courses.outline import outline
from courses.refreshing import strictest, validity_of
from reports import message_texts, saving
from reports.looks import looking_in, with_progress
from reports.models import Message, MessageChoice
from reports.queries import State, in_state
from reports.sending import send_once, week_of

AHEAD = timedelta(days=14)
LATE_FOR = timedelta(days=28)  # and then no more: somebody should talk to them instead
NEW_FOR = timedelta(days=7)
DAYTIME = range(8, 18)  # hours of the organization


def send_all():
    """Send what is due to be sent now; return how many messages."""
    connection, sent = get_connection(), 0
    for organization in Organization.objects.order_by("pk"):
        now = timezone.localtime(timezone=organization.zone)
        if now.hour in DAYTIME:
            sent += _remind(organization, now.date(), connection)
            sent += _digest(organization, now.date(), connection)
            sent += saving.send_scheduled(organization, now.date(), connection)
    connection.close()
    return sent


def _wanted_by(people, kind, period, today):
    """Of some people those who have not had a message of this kind, and have not paused them."""
    had = Message.objects.filter(person=OuterRef("pk"), kind=kind, period=period)
    paused = MessageChoice.objects.filter(person=OuterRef("pk"), paused_until__gt=today)
    return people.active().filter(~Exists(had), ~Exists(paused)).select_related("organization")


# -- Learners ------------------------------------------------------------------------------


def _remind(organization, today, connection):
    period = week_of(today)
    sent = 0
    for person in list(_to_remind(organization, today)):
        mail = _reminder(person, today)
        sent += send_once(person, Message.Kind.REMINDER, period, mail, connection)
    return sent


def _reminder(person, today):
    """What to write to a learner: of what is not done yet, or else of an open refresher."""
    due, ends = open_dates(person), ends_of(person)
    if not due and ends:
        return message_texts.refresher(person.name, min(ends), settings.SITE_URL)
    return message_texts.reminder(person.name, due, today, settings.SITE_URL)


def ends_of(person):
    """Until when a learner's completed courses are valid, of those whose refresher is open."""
    asked = [each.assignment for each in asked_of(person)]
    completed = person.enrollments.filter(in_state(State.COMPLETE)).select_related("course")
    ends = []
    for enrollment in completed.prefetch_related("times_completed"):
        enrollment.learner = person
        own = [each for each in asked if each.course_id == enrollment.course_id]
        validity = validity_of(enrollment, strictest(enrollment.course, own))
        if validity and validity.is_open:
            ends.append(validity.until)
    return ends


def _to_remind(organization, today):
    """The people of an organization who are asked for something soon, lately, or since a while."""
    people = User.objects.filter(organization=organization)
    declined = MessageChoice.objects.filter(person=OuterRef("pk"), has_reminders=False)
    people = _wanted_by(people, Message.Kind.REMINDER, week_of(today), today)
    people = people.filter(~Exists(declined))
    courses = Course.objects.offered().filter(assignments__organization=organization)
    asked = NOBODY
    for course in courses.distinct():
        looking = looking_in(course, [organization.pk])
        timely = looking.owing(_timely(today)) | looking.ends_between(LATE_FOR, AHEAD)
        owing = with_progress(people, course).filter(timely)
        asked |= Q(pk__in=owing.values("pk"))
    return people.filter(asked).order_by("pk")


def _timely(today):
    """A condition on assignments: due soon, late since not too long, or given lately."""

    def condition(given):
        soon = is_due_before(dict.fromkeys(given, today + AHEAD))
        long_ago = is_due_before(dict.fromkeys(given, today - LATE_FOR))
        new = [each for each in given if each.terms.given_on > today - NEW_FOR]
        return (soon & ~long_ago) | is_asked(new)

    return condition


def open_dates(person):
    """The dates of what a learner is asked to do and has not done, the earliest first."""
    completed = person.enrollments.filter(in_state(State.COMPLETE))
    completed = set(completed.values_list("course", flat=True))
    done = Completion.objects.filter(enrollment__learner=person)
    done = set(done.values_list("activity", flat=True))
    return [
        each.due_on
        for each in asked_of(person)
        if not (done.issuperset(_parts(each)) if each.modules else each.course_id in completed)
    ]


def _parts(asked):
    """The ids of the activities in the modules that a learner is asked to do."""
    wanted = {module.pk for module in asked.modules}
    modules = outline(asked.assignment.course).modules
    return {step.pk for module, steps in modules if module.pk in wanted for step in steps}


# -- Supervisors ---------------------------------------------------------------------------


def _digest(organization, today, connection):
    people = User.objects.filter(organization=organization, message_choice__wants_digest=True)
    people = people.filter(roles__kind=RoleKind.SUPERVISOR).distinct()
    period, sent = week_of(today), 0
    for person in _wanted_by(people, Message.Kind.DIGEST, period, today):
        numbers = digest_numbers(person, today)
        if numbers.has_news:
            mail = message_texts.digest(person.name, numbers, settings.SITE_URL)
            sent += send_once(person, Message.Kind.DIGEST, period, mail, connection)
    return sent


def digest_numbers(supervisor, today):
    """What a supervisor's people did in the last 7 days, in all their courses."""
    coverage = require_coverage(supervisor, Permission.VIEW_PROGRESS)
    people = coverage.people().active().exclude(pk=supervisor.pk)
    since = timezone.now() - timedelta(days=7)
    began = Q(enrollments__started_at__gte=since, enrollments__last_active_on__isnull=False)
    late = set()
    for course in Course.objects.offered():
        looking = looking_in(course, coverage.places)
        overdue = looking.owing(lambda given: is_due_before(dict.fromkeys(given, today)))
        late |= set(with_progress(people, course).filter(overdue).values_list("pk", flat=True))
    return message_texts.DigestNumbers(
        completed=people.filter(enrollments__completed_at__gte=since).distinct().count(),
        started=people.filter(began).distinct().count(),
        overdue=len(late),
    )
