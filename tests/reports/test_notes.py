from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.models import AuditEntry, Role
from reports.models import Note, Opening
from tests import factories

pytestmark = pytest.mark.django_db
HOME = reverse("reports:home")
OWN = reverse("reports:my-report")


@pytest.fixture
def team():
    return factories.make_team()


@pytest.fixture
def learner(team):
    return factories.make_user(team=team, name="Ada Okafor")


@pytest.fixture
def supervisor(team):
    return factories.make_supervisor(team=team)


@pytest.fixture
def client(client, supervisor):
    client.force_login(supervisor)
    return client


def send(client, learner, **fields):
    data = {"kind": "encourage", "text": "Good to have you on the night shift."} | fields
    return client.post(reverse("reports:note-create", args=[learner.pk]), data)


def page_about(client, learner):
    page = client.get(reverse("reports:learner-detail", args=[learner.pk])).content.decode()
    return page.partition("<main")[2]


# -- Notes ---------------------------------------------------------------------------------


def test_learner_reads_a_note_and_puts_it_away(client, learner, supervisor):
    send(client, learner)
    note = Note.objects.get()
    client.force_login(learner)

    before = client.get(HOME).content.decode()
    client.post(reverse("reports:note-put-away", args=[note.pk]))
    after = client.get(HOME).content.decode()

    assert "Good to have you on the night shift." in before
    assert f"A word of encouragement from <bdi>{supervisor}</bdi>" in before
    assert "Good to have you" not in after
    assert "Good to have you" in client.get(OWN).content.decode()


def test_supervisor_is_not_told_whether_it_was_put_away(client, learner, supervisor):
    send(client, learner)
    page_about(client, learner)  # and the message that it was sent
    before = page_about(client, learner)
    Note.objects.update(put_away_at="2026-03-01T12:00Z")

    assert page_about(client, learner) == before


def test_note_is_on_record_without_its_text(client, learner):
    send(client, learner)

    entry = AuditEntry.objects.get(action="note.sent")
    assert entry.data == {"learner": learner.pk}
    assert "night shift" not in entry.target_name


def test_double_click_sends_one_and_the_same_words_later_another(client, learner):
    with time_machine.travel("2026-03-10 15:00Z", tick=False):
        send(client, learner)
        send(client, learner)
    with time_machine.travel("2026-03-10 15:02Z", tick=False):
        send(client, learner)

    assert Note.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "This field is required."),
        ({"text": "a" * 501}, "at most 500 characters"),
        ({"kind": "order"}, "order is not one of the available choices"),
    ],
)
def test_what_cannot_be_sent_is_said(client, learner, fields, words):
    assert words in send(client, learner, **fields).content.decode()
    assert Note.objects.count() == 0


def test_note_is_shown_as_text(client, learner):
    send(client, learner, text="<b>Bold</b> & שלום")

    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; שלום" in page_about(client, learner)


def test_nobody_writes_to_whom_they_do_not_supervise(client, team, supervisor):
    for person in (factories.make_user(team.organization), supervisor):
        assert send(client, person).status_code == 404
    assert Note.objects.count() == 0


def test_note_of_another_cannot_be_put_away(client, learner, team):
    note = Note.objects.create(learner=learner, kind="offer", text="Time to talk?")
    client.force_login(factories.make_user(team=team))

    response = client.post(reverse("reports:note-put-away", args=[note.pk]))

    assert response.status_code == 404
    assert Note.objects.unread().count() == 1


# -- Who opened the page -------------------------------------------------------------------


def test_learner_sees_who_opened_their_page_once_a_day_of_theirs(client, learner, supervisor):
    for moment in ("2026-03-10 15:00Z", "2026-03-11 04:00Z", "2026-03-11 06:00Z"):
        with time_machine.travel(moment, tick=False):
            client.force_login(supervisor)
            page_about(client, learner)

    assert [opening.on for opening in Opening.objects.all()] == [
        date(2026, 3, 11),
        date(2026, 3, 10),
    ]
    with time_machine.travel("2026-03-12 15:00Z", tick=False):
        client.force_login(learner)
        page = client.get(OWN).content.decode()
    assert f"<li><bdi>{supervisor}</bdi>, March 11, 2026</li>" in page


def test_ones_own_page_is_not_counted(client, learner, team):
    client.force_login(learner)
    client.get(OWN)
    Role.objects.create(user=learner, kind="supervisor", team=team)
    page_about(client, learner)

    assert Opening.objects.count() == 0


def test_page_that_is_not_found_is_not_counted(client, team):
    stranger = factories.make_user(team.organization)

    client.get(reverse("reports:learner-detail", args=[stranger.pk]))

    assert Opening.objects.count() == 0


def test_supervisor_does_not_see_who_else_opened_it(client, learner, team):
    other = factories.make_supervisor(team=team)
    Opening.objects.create(learner=learner, viewer=other, on=date(2026, 3, 1))

    assert other.name not in page_about(client, learner)


def test_old_openings_are_not_listed(client, learner, supervisor):
    Opening.objects.create(learner=learner, viewer=supervisor, on=date(2025, 3, 1))
    client.force_login(learner)

    assert "Nobody has opened it in the last 90 days." in client.get(OWN).content.decode()
