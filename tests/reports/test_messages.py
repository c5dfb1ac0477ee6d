from contextlib import contextmanager
from datetime import date
from email import message_from_bytes, policy

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from icalendar import Calendar

from courses import assigning
from courses.models import Assignment
from courses.progress import record_completion
from reports import messages
from reports.message_texts import DigestNumbers
from reports.models import Message, MessageChoice
from tests import factories
from tests.browser.conftest import free_port
from tests.threads import at_once

pytestmark = pytest.mark.django_db
URL = reverse("reports:message-choice")
NOON = "2026-03-10 17:00Z"  # a Tuesday, in Chicago


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def team():
    return factories.make_team()


@pytest.fixture
def learner(team):
    return factories.make_user(team=team, name="Ada Okafor")


@pytest.fixture
def course():
    return factories.make_course()


@pytest.fixture
def assign(course, team):
    def assign(**fields):
        fields = {"organization": team.organization, "team": team} | fields
        given_at = fields.pop("given_at", "2026-01-05T12:00Z")
        assignment = assigning.assign(course, actor=None, **fields)
        Assignment.objects.filter(pk=assignment.pk).update(given_at=given_at)
        return assignment

    return assign


def sent():
    messages.send_all()
    return [each.to[0] for each in mail.outbox]


# -- Reminders -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "is_reminded"),
    [
        (date(2026, 3, 23), True),
        (date(2026, 3, 24), False),
        (date(2026, 3, 10), True),
        (date(2026, 3, 1), True),
        (date(2026, 2, 10), True),
        (date(2026, 2, 9), False),
        (None, False),
    ],
)
def test_learner_is_reminded_two_weeks_before_and_four_weeks_after(
    learner, assign, due_on, is_reminded
):
    assign(due_on=due_on)

    assert sent() == [learner.email] * is_reminded


def test_new_assignment_without_a_date_is_told_once(learner, assign):
    assign(given_at="2026-03-09T12:00Z")

    assert sent() == [learner.email]
    assert "There is no date for it." in mail.outbox[0].body


def test_learner_is_written_to_once_a_week_at_most(learner, assign):
    assign(due_on=date(2026, 3, 20))
    assert sent() == [learner.email]
    with time_machine.travel("2026-03-15 17:00Z", tick=False):  # Sunday of the same week
        assert sent() == [learner.email]
    with time_machine.travel("2026-03-16 17:00Z", tick=False):
        assert sent() == [learner.email] * 2


def test_who_is_done_or_not_asked_or_gone_is_not_written_to(learner, course, assign, team):
    assign(due_on=date(2026, 3, 12))
    enrollment = factories.make_enrollment(course, learner)
    for activity in course.activities.all():
        record_completion(enrollment, activity)
    factories.make_user(team=team, is_active=False)
    factories.make_user(team=factories.make_team(team.organization))

    assert sent() == []


def test_modules_that_are_done_are_not_asked_for_again(learner, course, assign):
    assign(due_on=date(2026, 3, 12), modules=[course.modules.get()])
    assign(due_on=date(2026, 3, 20))
    enrollment = factories.make_enrollment(course, learner)
    for activity in course.activities.all()[:2]:
        record_completion(enrollment, activity)
    assert messages.open_dates(learner) == [date(2026, 3, 12), date(2026, 3, 20)]

    record_completion(enrollment, course.activities.last())

    assert messages.open_dates(learner) == []


def test_pause_and_refusal_are_kept_to(learner, assign):
    assign(due_on=date(2026, 3, 12))
    choice = MessageChoice.objects.create(person=learner, paused_until=date(2026, 3, 11))
    assert sent() == []

    choice.paused_until = date(2026, 3, 10)
    choice.has_reminders = False
    choice.save()
    assert sent() == []

    choice.has_reminders = True
    choice.save()
    assert sent() == [learner.email]


@pytest.mark.parametrize(
    ("moment", "is_day"),
    [
        ("2026-03-10 12:59Z", False),
        ("2026-03-10 13:00Z", True),
        ("2026-03-10 22:59Z", True),
        ("2026-03-10 23:00Z", False),
    ],
)
def test_messages_are_sent_by_day_in_the_zone_of_the_organization(learner, assign, moment, is_day):
    assign(due_on=date(2026, 3, 12))

    with time_machine.travel(moment, tick=False):
        assert sent() == [learner.email] * is_day


@pytest.mark.parametrize("learners", [1, 3])
def test_finding_whom_to_write_to_takes_a_fixed_number_of_queries(
    team, assign, learners, django_assert_num_queries
):
    assign(due_on=date(2026, 3, 12))
    for _ in range(learners):
        factories.make_user(team=team)
    messages.send_all()

    with django_assert_num_queries(8):  # once all have been written to
        messages.send_all()


# -- Digests -------------------------------------------------------------------------------


@pytest.fixture
def supervisor(team):
    supervisor = factories.make_supervisor(team=team)
    MessageChoice.objects.create(person=supervisor, wants_digest=True)
    return supervisor


def test_digest_counts_what_changed_in_the_last_week(supervisor, learner, course, team, assign):
    assign(due_on=date(2026, 3, 1))
    done, late = learner, factories.make_user(team=team)
    factories.make_enrollment(course, late)
    enrollment = factories.make_enrollment(course, done)
    for activity in course.activities.all():
        record_completion(enrollment, activity)

    numbers = messages.digest_numbers(supervisor, date(2026, 3, 10))

    assert numbers == DigestNumbers(completed=1, started=1, overdue=1)


def test_digest_is_for_who_wants_it_and_only_with_news(supervisor, team, course, assign):
    other = factories.make_supervisor(team=team)
    learner = factories.make_user(team=team)
    assert sent() == []

    record_completion(factories.make_enrollment(course, learner), course.activities.first())

    assert sent() == [supervisor.email]
    assert sent() == [supervisor.email]
    assert other.email not in [each.to[0] for each in mail.outbox]


def test_former_supervisor_gets_no_digest(supervisor, learner, course):
    record_completion(factories.make_enrollment(course, learner), course.activities.first())
    supervisor.roles.all().delete()

    assert sent() == []


# -- Sent once, by a real mail server ------------------------------------------------------


class Inbox(Handler):
    def __init__(self):
        super().__init__()
        self.mails = []

    def prepare_message(self, session, envelope):
        return message_from_bytes(envelope.content, policy=policy.default)

    def handle_message(self, message):
        self.mails.append(message)


@contextmanager
def mail_server(settings):
    inbox = Inbox()
    port = free_port()
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    settings.EMAIL_PORT = port
    try:
        yield inbox
    finally:
        server.stop()


def test_mail_arrives_as_plain_text_with_a_neutral_subject(learner, assign, settings):
    assign(due_on=date(2026, 3, 12))

    with mail_server(settings) as inbox:
        call_command("send_messages")
        call_command("send_messages")

    [message] = inbox.mails
    assert message["To"] == learner.email
    assert message["Subject"] == "A note about your training"
    assert message.get_content_type() == "text/plain"
    assert "by March 12, 2026" in message.get_content()


def test_mail_that_the_server_does_not_take_is_tried_again(learner, assign, settings):
    assign(due_on=date(2026, 3, 12))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 9, False

    assert messages.send_all() == 0
    assert Message.objects.count() == 0

    with mail_server(settings) as inbox:
        assert messages.send_all() == 1
    assert len(inbox.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_two_that_send_at_once_send_once(team, assign, settings):
    assign(due_on=date(2026, 3, 12))
    people = [factories.make_user(team=team) for _ in range(5)]

    with mail_server(settings) as inbox:
        counts = at_once(messages.send_all, messages.send_all)

    assert sum(counts) == 5
    assert sorted(each["To"] for each in inbox.mails) == sorted(each.email for each in people)


# -- Choosing ------------------------------------------------------------------------------


def test_person_pauses_and_turns_off_messages(client, learner):
    client.force_login(learner)

    client.post(URL, {"paused_until": "2026-04-01"})

    choice = MessageChoice.objects.get()
    assert (choice.has_reminders, choice.paused_until) == (False, date(2026, 4, 1))
    assert 'value="2026-04-01"' in client.get(URL).content.decode()


def test_pause_that_has_passed_is_refused_when_it_is_new(client, learner):
    client.force_login(learner)

    page = client.post(URL, {"paused_until": "2026-03-10"}).content.decode()
    MessageChoice.objects.create(person=learner, paused_until=date(2026, 3, 1))
    again = client.post(URL, {"paused_until": "2026-03-01", "has_reminders": "on"})

    assert "Choose a day after today" in page
    assert again.status_code == 302


def test_only_supervisors_are_offered_a_digest(client, learner, supervisor):
    client.force_login(learner)
    client.post(URL, {"wants_digest": "on"})

    assert "about my team" not in client.get(URL).content.decode()
    assert not MessageChoice.objects.get(person=learner).wants_digest
    client.force_login(supervisor)
    assert "about my team" in client.get(URL).content.decode()


# -- Calendar ------------------------------------------------------------------------------


def address_of(person):
    key = MessageChoice.objects.get(person=person).calendar_key
    return key and reverse("reports:calendar", args=[key])


def test_calendar_has_a_day_for_each_date_and_tells_nothing_else(client, learner, assign, course):
    assign(due_on=date(2026, 3, 12))
    assign(team=None)
    client.force_login(learner)
    client.post(reverse("reports:calendar-change"))
    client.logout()

    response = client.get(address_of(learner))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 3, 12)
    assert event.decoded("dtend") == date(2026, 3, 13)
    assert event["summary"] == "Training: asked for by today"
    assert course.title not in response.content.decode()


def test_new_address_ends_the_one_before_and_all_can_be_ended(client, learner):
    client.force_login(learner)
    client.post(reverse("reports:calendar-change"))
    first = address_of(learner)
    client.post(reverse("reports:calendar-change"))
    second = address_of(learner)

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    client.post(reverse("reports:calendar-change"), {"end": "yes"})
    assert client.get(second).status_code == 404
    assert address_of(learner) is None


def test_calendar_of_who_left_is_not_there(client, learner):
    client.force_login(learner)
    client.post(reverse("reports:calendar-change"))
    learner.is_active = False
    learner.save()

    assert client.get(address_of(learner)).status_code == 404


def test_saving_other_choices_keeps_the_calendar(client, learner):
    client.force_login(learner)
    client.post(reverse("reports:calendar-change"))
    before = address_of(learner)

    client.post(URL, {"has_reminders": "on"})

    assert address_of(learner) == before
    assert before in client.get(URL).content.decode()
