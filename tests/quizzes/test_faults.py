"""A page of a timed attempt that ends in a server error takes none of its time."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from quizzes import attempts, faults
from quizzes.models import Attempt, Quiz
from quizzes.overdue import submit_overdue_attempts
from quizzes.time_limits import LONGEST_GAP
from tests import factories

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
START = timezone.now().replace(second=0, microsecond=0)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def attempt(learner, clock):
    course = factories.make_course(assigned_to=learner.organization)
    Quiz.objects.update(time_limit_minutes=40, time_limit_reason="The license asks for it.")
    quiz = course.activities.select_related("module").get(kind="quiz").quiz
    return attempts.start_attempt(quiz, factories.make_enrollment(course, learner), actor=learner)


@pytest.fixture
def client(client, learner):
    client.force_login(learner)
    client.raise_request_exception = False
    return client


def save(client, attempt):
    address = reverse("quizzes:attempt-save", args=[attempt.pk])
    return client.post(address, {"shown": 1, "answer-1": "0", "go": "stop"})


def fail(client, attempt, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(attempts, "_save", lambda *args: 1 / 0)
        assert save(client, attempt).status_code == 500


def left(attempt):
    attempt.refresh_from_db()
    return attempt.ends_at - timezone.now()


@pytest.mark.parametrize("page", ["save", "question", "review"])
def test_time_of_failing_saves_is_given_back(client, attempt, clock, monkeypatch, page):
    clock.shift(10 * MINUTE)
    for _ in range(10):
        fail(client, attempt, monkeypatch)
        clock.shift(MINUTE / 2)

    if page == "save":
        save(client, attempt)
    elif page == "question":
        client.get(reverse("quizzes:question-detail", args=[attempt.pk, 1]))
    else:
        client.get(reverse("quizzes:attempt-review", args=[attempt.pk]))

    assert left(attempt) == 30 * MINUTE
    assert attempt.given_back_seconds == 300
    assert (attempt.failing_since, attempt.failed_at) == (None, None)
    clock.shift(5 * MINUTE)
    save(client, attempt)
    assert left(attempt) == 25 * MINUTE  # given once


def test_answer_after_the_old_end_is_saved(client, attempt, clock, monkeypatch):
    clock.shift(39 * MINUTE)
    for _ in range(9):
        fail(client, attempt, monkeypatch)
        clock.shift(MINUTE / 2)

    assert save(client, attempt).url == reverse("reports:home")

    assert attempt.responses.get(number=1).answer == 0
    attempt.refresh_from_db()
    assert attempt.is_open


def test_who_left_after_an_error_gets_little_more(client, attempt, clock, monkeypatch):
    fail(client, attempt, monkeypatch)
    clock.shift(20 * MINUTE)

    save(client, attempt)

    assert left(attempt) == 21 * MINUTE  # 45 seconds, to a full minute


def test_a_second_fault_is_one_of_its_own(client, attempt, clock, monkeypatch):
    fail(client, attempt, monkeypatch)
    clock.shift(20 * MINUTE)
    fail(client, attempt, monkeypatch)
    clock.shift(MINUTE / 4)

    save(client, attempt)

    assert timedelta(0) < left(attempt) - 20 * MINUTE <= 2 * MINUTE


def test_overdue_waits_while_its_pages_fail(client, attempt, clock, monkeypatch):
    clock.shift(39 * MINUTE)
    for _ in range(5):
        fail(client, attempt, monkeypatch)
        clock.shift(MINUTE / 2)
    assert submit_overdue_attempts() == 0

    clock.shift(LONGEST_GAP)
    assert submit_overdue_attempts() == 0  # it was given its time first

    clock.shift(10 * MINUTE)
    assert submit_overdue_attempts() == 1
    attempt.refresh_from_db()
    assert attempt.submitted_at == START + 43 * MINUTE


def test_refusals_and_other_pages_are_no_faults(client, attempt, monkeypatch):
    client.get(reverse("quizzes:question-detail", args=[attempt.pk, 99]))
    client.post(reverse("quizzes:attempt-save", args=[attempt.pk]), {"shown": "x"})
    monkeypatch.setattr("reports.views.render", lambda *args: 1 / 0)
    assert client.get(reverse("reports:home")).status_code == 500

    attempt.refresh_from_db()
    assert attempt.failing_since is None


def test_nobody_elses_attempt_is_touched(attempt):
    faults.note_failure(factories.make_user())

    attempt.refresh_from_db()
    assert attempt.failing_since is None


def test_untimed_attempts_keep_nothing(client, attempt, monkeypatch):
    Attempt.objects.update(ends_at=None, time_limit_minutes=None)

    fail(client, attempt, monkeypatch)

    attempt.refresh_from_db()
    assert attempt.failing_since is None


def test_error_page_is_shown_when_the_database_is_gone(client, attempt, monkeypatch):
    def gone(learner):
        raise DatabaseError

    monkeypatch.setattr(faults, "note_failure", gone)

    fail(client, attempt, monkeypatch)
