"""Attempts with a time limit: how they end, what extends them, and what an outage gives back."""

from datetime import timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from courses.models import Completion
from quizzes import allowances, attempts, heartbeat, outages
from quizzes.models import Attempt, Outage, Pulse, Quiz
from tests import factories

pytestmark = pytest.mark.django_db

REASON = "The license asks for it."
MINUTE = timedelta(minutes=1)


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def enrollment(learner):
    course = factories.make_course(assigned_to=learner.organization)
    return factories.make_enrollment(course, learner)


@pytest.fixture
def quiz(enrollment):
    Quiz.objects.update(time_limit_minutes=40, time_limit_reason=REASON)
    return enrollment.course.activities.select_related("module").get(kind="quiz").quiz


@pytest.fixture
def attempt(quiz, enrollment):
    return attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)


@pytest.fixture
def client(client, learner):
    client.force_login(learner)
    return client


def url(name, *args):
    return reverse(f"quizzes:{name}", args=args)


def let_pass(attempt, **time):
    """Move an attempt into the past, as if so much time had passed and the site had run."""
    passed = timedelta(**time)
    attempt.refresh_from_db()
    Attempt.objects.filter(pk=attempt.pk).update(
        started_at=attempt.started_at - passed, ends_at=attempt.ends_at - passed
    )
    attempt.refresh_from_db()
    Pulse.objects.update(at=timezone.now())


def end(attempt, **ago):
    """Let an attempt's time have ended so long ago."""
    let_pass(attempt, seconds=(attempt.ends_at - timezone.now()).total_seconds())
    let_pass(attempt, **ago)


def be_silent(**time):
    """Let the site have given no sign of life for so long."""
    Pulse.objects.update(at=timezone.now() - timedelta(**time))


def post(client, attempt, value, **headers):
    posted = {"shown": 1, "was-1": "", "answer-1": value, "go": 2}
    return client.post(url("attempt-save", attempt.pk), posted, headers=headers)


def save(attempt, value="0"):
    return attempts.save_answers(attempt.responses, [attempts.GivenAnswer(1, {"": [value]})])


def answer(attempt):
    return attempt.responses.get(number=1).answer


def submit_overdue():
    out, err = StringIO(), StringIO()
    call_command("submit_overdue", stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


# -- The end -------------------------------------------------------------------------------


def test_attempt_has_no_end_unless_the_quiz_has_a_limit(quiz, enrollment):
    quiz.time_limit_minutes = None

    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    assert (attempt.time_limit_minutes, attempt.ends_at) == (None, None)
    assert Pulse.objects.count() == 0


def test_attempt_ends_on_a_full_minute_after_its_limit(attempt):
    assert 40 * MINUTE <= attempt.ends_at - attempt.started_at < 41 * MINUTE + MINUTE / 60
    assert (attempt.ends_at.second, attempt.ends_at.microsecond) == (0, 0)


def test_limit_that_changes_meanwhile_is_not_its_own(attempt, quiz, enrollment):
    before = attempt.ends_at
    Quiz.objects.update(time_limit_minutes=5)

    again = attempts.start_attempt(Quiz.objects.get(), enrollment, actor=enrollment.learner)

    assert (again.pk, again.ends_at) == (attempt.pk, before)


@pytest.mark.parametrize("ago", [0, 30, 58])
def test_answer_within_a_minute_after_the_end_is_kept(client, attempt, ago):
    end(attempt, seconds=ago)

    assert post(client, attempt, 0).url == url("question-detail", attempt.pk, 2)
    assert answer(attempt) == 0
    attempt.refresh_from_db()
    assert attempt.is_open


def test_answer_after_that_is_refused_and_the_attempt_submitted(client, attempt):
    save(attempt, "0")
    end(attempt, seconds=61)
    ends_at = attempt.ends_at

    response = post(client, attempt, 1)

    assert response.url == url("attempt-detail", attempt.pk)
    attempt.refresh_from_db()
    assert (attempt.submitted_at, attempt.mark, answer(attempt)) == (ends_at, 0.5, 0)
    page = client.get(response.url).content.decode()
    assert "The time for this attempt ended at" in page
    assert "What came after that was not saved." in page
    entry = AuditEntry.objects.get(action="attempt.submitted")
    assert (entry.actor, entry.data["because"]) == (None, "its time had ended")


def test_script_that_saves_too_late_is_led_to_the_result(client, attempt):
    end(attempt, seconds=61)

    response = post(client, attempt, 1, **{"hx-request": "true"})

    assert response.headers["HX-Redirect"] == url("attempt-detail", attempt.pk)
    assert answer(attempt) is None


@pytest.mark.parametrize("name", ["attempt-detail", "attempt-page", "attempt-review", "question"])
def test_any_page_of_an_attempt_whose_time_has_ended_submits_it(client, attempt, name):
    save(attempt)
    end(attempt, minutes=5)
    address = url("question-detail", attempt.pk, 1) if name == "question" else url(name, attempt.pk)

    response = client.get(address)

    assert response.url == url("attempt-detail", attempt.pk)
    assert b"It was submitted with what was saved." in client.get(response.url).content
    attempt.refresh_from_db()
    assert attempt.mark == 0.5


def test_submitting_after_the_end_submits_as_of_the_end(client, attempt):
    end(attempt, minutes=5)

    client.post(url("attempt-submit", attempt.pk))

    attempt.refresh_from_db()
    assert attempt.submitted_at == attempt.ends_at


def test_start_page_submits_what_has_ended_and_offers_another(client, attempt, quiz):
    end(attempt, minutes=5)

    response = client.get(quiz.activity.get_absolute_url(), follow=True)

    assert b"It was submitted with what was saved." in response.content
    assert b"Begin</button>" in response.content


def test_passing_by_what_was_saved_completes_the_quiz(client, attempt):
    given = [attempts.GivenAnswer(number, {"": ["0"]}) for number in (1, 2)]
    attempts.save_answers(attempt.responses, given)
    end(attempt, minutes=5)

    client.get(url("attempt-detail", attempt.pk))

    assert Completion.objects.get().score == 1


def test_wait_counts_from_the_end_and_not_from_when_it_was_noticed(client, attempt, quiz):
    Quiz.objects.update(wait_minutes=60)
    end(attempt, minutes=70)
    client.get(url("attempt-detail", attempt.pk))

    again = attempts.start_attempt(
        Quiz.objects.get(), attempt.enrollment, actor=attempt.enrollment.learner
    )

    assert again.is_open


# -- What pages say ------------------------------------------------------------------------


def test_start_page_gives_the_reason_and_whom_to_ask(client, quiz, learner):
    supervisor = factories.make_supervisor(organization=learner.organization)

    page = client.get(quiz.activity.get_absolute_url()).content.decode()

    assert "40 minutes from when you begin." in page
    assert REASON in page
    assert f"<bdi>{supervisor.name}</bdi> can allow it, also once you have begun." in page


def test_start_page_says_how_much_time_an_allowance_makes(client, quiz, learner):
    factories.make_allowance(quiz, learner, extra_percent=50)

    page = client.get(quiz.activity.get_absolute_url()).content.decode()

    assert "40 minutes from when you begin, 1 hour for you." in page


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (10, []),
        (5, ["There are 5 minutes left, or less."]),
        (0, ["The time ended at", "Submit now."]),
    ],
)
def test_pages_tell_the_end_as_a_time_of_day(client, attempt, learner, left, told):
    end(attempt)
    let_pass(attempt, minutes=-left)
    clock = timezone.localtime(attempt.ends_at, ZoneInfo(learner.time_zone))
    hour = f"{clock:%I:%M %p %Z}".lstrip("0")

    for address in (
        url("question-detail", attempt.pk, 1),
        url("attempt-page", attempt.pk),
        url("attempt-review", attempt.pk),
    ):
        page = client.get(address).content.decode()
        assert f"<strong>{hour}</strong>" in page
        assert [words for words in told if words in page] == told
        assert ("minutes left" in page) == (left == 5)


def test_saved_answer_is_told_with_the_end_when_that_is_near(client, attempt):
    far = post(client, attempt, 0, **{"hx-request": "true"}).content.decode()
    let_pass(attempt, minutes=37)
    near = post(client, attempt, 1, **{"hx-request": "true"}).content.decode()

    assert "The time ends at" not in far
    assert "The time ends at" in near


def test_timed_pages_take_no_more_queries(client, attempt, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get(url("question-detail", attempt.pk, 1))
    with django_assert_num_queries(6):
        post(client, attempt, 0)


# -- More time -----------------------------------------------------------------------------


def test_allowance_makes_a_new_attempt_longer(quiz, enrollment, learner):
    factories.make_allowance(quiz, learner, extra_percent=50)

    attempt = attempts.start_attempt(quiz, enrollment, actor=learner)

    assert attempt.extra_minutes == 20
    assert 60 * MINUTE <= attempt.ends_at - attempt.started_at <= 61 * MINUTE + MINUTE / 60


def give(quiz, learner, **extras):
    supervisor = factories.make_supervisor(organization=learner.organization)
    return allowances.give_allowance(quiz, learner, reason="Asked.", actor=supervisor, **extras)


def test_allowance_extends_an_open_attempt(attempt, quiz, learner):
    before = attempt.ends_at

    give(quiz, learner, extra_minutes=15)

    attempt.refresh_from_db()
    assert (attempt.ends_at, attempt.extra_minutes) == (before + 15 * MINUTE, 15)


def test_allowance_given_anew_adds_only_what_is_more(attempt, quiz, learner):
    before = attempt.ends_at
    first = give(quiz, learner, extra_minutes=15)
    allowances.withdraw_allowance(first, actor=learner)
    attempt.refresh_from_db()
    assert attempt.ends_at == before + 15 * MINUTE

    second = give(quiz, learner, extra_minutes=10)
    allowances.withdraw_allowance(second, actor=learner)
    give(quiz, learner, extra_percent=50)

    attempt.refresh_from_db()
    assert (attempt.ends_at, attempt.extra_minutes) == (before + 20 * MINUTE, 20)


def test_allowance_leaves_other_attempts_alone(attempt, quiz, learner):
    before = attempt.ends_at

    give(quiz, factories.make_user(learner.organization), extra_minutes=15)

    attempt.refresh_from_db()
    assert attempt.ends_at == before


def test_extension_reopens_what_had_ended_and_was_not_submitted(client, attempt, quiz, learner):
    end(attempt, minutes=5)

    give(quiz, learner, extra_minutes=15)

    assert post(client, attempt, 0).url == url("question-detail", attempt.pk, 2)


# -- Outages -------------------------------------------------------------------------------


def test_silence_is_recorded_and_given_back(attempt):
    before = attempt.ends_at
    let_pass(attempt, minutes=20)
    be_silent(minutes=10)

    outages.beat()

    attempt.refresh_from_db()
    outage = Outage.objects.get()
    assert round((outage.ended_at - outage.began_at).total_seconds()) == 600
    assert outage.attempt_count == 1
    assert before - 10 * MINUTE <= attempt.ends_at <= before - 9 * MINUTE
    assert 600 <= attempt.given_back_seconds <= 660


def test_outage_is_given_back_once(attempt):
    let_pass(attempt, minutes=20)
    be_silent(minutes=10)
    outages.beat()
    attempt.refresh_from_db()
    ends_at = attempt.ends_at

    outages.beat()

    attempt.refresh_from_db()
    assert attempt.ends_at == ends_at
    assert Outage.objects.count() == 1


def test_short_silence_is_none(attempt):
    before = attempt.ends_at
    be_silent(seconds=40)

    outages.beat()

    attempt.refresh_from_db()
    assert (attempt.ends_at, Outage.objects.count()) == (before, 0)


def test_silence_without_timed_attempts_is_no_outage(attempt):
    attempts.submit_attempt(attempt, actor=attempt.enrollment.learner)
    be_silent(hours=10)

    outages.beat()

    assert Outage.objects.count() == 0


def test_attempt_that_begins_after_a_silence_gets_nothing_of_it(quiz, enrollment):
    Pulse.objects.create(pk=1, at=timezone.now() - timedelta(days=2))

    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    outages.beat()

    attempt.refresh_from_db()
    assert attempt.given_back_seconds == 0


@pytest.mark.parametrize("contact", ["page", "answer", "submit"])
def test_first_contact_after_an_outage_finds_the_time_given_back(client, attempt, contact):
    end(attempt, minutes=20)  # it ended 20 minutes ago, when the site had been away for 10
    be_silent(minutes=30)

    if contact == "page":
        page = client.get(url("question-detail", attempt.pk, 1)).content.decode()
        assert "because the site did not work" in page
    elif contact == "answer":
        assert post(client, attempt, 0).url == url("question-detail", attempt.pk, 2)
        assert answer(attempt) == 0
    else:
        client.post(url("attempt-submit", attempt.pk))

    attempt.refresh_from_db()
    assert attempt.ends_at > timezone.now() + 9 * MINUTE
    assert attempt.is_open == (contact != "submit")


def test_attempt_that_had_ended_before_the_outage_stays_ended(client, attempt):
    end(attempt, minutes=20)
    be_silent(minutes=10)

    client.get(url("attempt-detail", attempt.pk))

    attempt.refresh_from_db()
    assert not attempt.is_open
    assert Outage.objects.count() == 0


def test_extension_after_a_silence_gives_no_time_twice(attempt, quiz, learner):
    end(attempt, minutes=20)
    be_silent(minutes=10)
    before = attempt.ends_at

    give(quiz, learner, extra_minutes=40)
    outages.beat()

    attempt.refresh_from_db()
    assert attempt.ends_at == before + 40 * MINUTE


def test_heart_beats_only_while_a_timed_attempt_is_open(attempt, django_assert_num_queries):
    be_silent(seconds=20)
    heartbeat_at = Pulse.objects.get().at
    outages.beat_if_needed()
    assert Pulse.objects.get().at > heartbeat_at

    attempts.submit_attempt(attempt, actor=attempt.enrollment.learner)
    with django_assert_num_queries(1):
        outages.beat_if_needed()


def test_heart_beats_on_when_the_database_was_away(monkeypatch, caplog):
    def fail():
        raise DatabaseError("away")

    monkeypatch.setattr(heartbeat, "beat_if_needed", fail)
    monkeypatch.setattr(heartbeat.connections, "close_all", lambda: None)

    heartbeat.beat_once()

    assert "no sign of life could be written: away" in caplog.text


# -- The command ---------------------------------------------------------------------------


def test_command_submits_what_has_ended(attempt, quiz):
    other = factories.make_enrollment(quiz.activity.course)
    running = attempts.start_attempt(quiz, other, actor=other.learner)
    save(attempt)
    end(attempt, minutes=5)

    assert submit_overdue() == "1 submitted\n"

    attempt.refresh_from_db()
    assert (attempt.submitted_at, attempt.mark) == (attempt.ends_at, 0.5)
    assert Attempt.objects.open().get() == running
    assert submit_overdue() == ""


def test_command_submits_nothing_while_the_site_is_away(attempt):
    end(attempt, minutes=5)
    be_silent(minutes=10)

    assert submit_overdue().startswith("Nothing is submitted: the site gives no sign of life")

    attempt.refresh_from_db()
    assert attempt.is_open


def test_command_counts_the_learner_s_own_day(attempt, learner, monkeypatch):
    learner.organization.time_zone = "Pacific/Honolulu"
    learner.organization.save()
    for number in (1, 2):
        given = [attempts.GivenAnswer(number, {"": ["0"]})]
        attempts.save_answers(attempt.responses, given)
    end(attempt, minutes=5)

    submit_overdue()

    attempt.enrollment.refresh_from_db()
    here = timezone.localdate(timezone=ZoneInfo("Pacific/Honolulu"))
    assert attempt.enrollment.last_active_on == here


# -- What the database holds to --------------------------------------------------------------


@pytest.mark.parametrize("values", [{"ends_at": None}, {"time_limit_minutes": None}])
def test_database_refuses_a_limit_without_an_end(attempt, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.update(**values)
