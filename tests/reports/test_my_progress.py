from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.progress import record_completion
from tests import factories

pytestmark = pytest.mark.django_db
URL = reverse("reports:my-progress")


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def course(learner):
    return factories.make_course(assigned_to=learner.organization)


@pytest.fixture
def enrollment(course, learner):
    return factories.make_enrollment(course, learner)


@pytest.fixture
def client(client, learner):
    client.force_login(learner)
    return client


def test_progress_tells_when_a_lesson_was_read(client, course, enrollment):
    record_completion(enrollment, course.activities.first())
    enrollment.completions.update(completed_at=datetime(2026, 3, 2, 18, 0, tzinfo=UTC))

    page = client.get(URL).content.decode()

    assert page.count("read March 2, 2026") == 1
    assert "1 of 3 parts done." in page


def test_progress_shows_the_best_mark_and_every_attempt(client, course, enrollment):
    attempts = [factories.make_attempt(enrollment, mark=mark) for mark in (0.5, 0.75, 0.25)]

    page = client.get(URL).content.decode()

    assert "best mark 75%, done at 80% or more" in page
    for attempt in attempts:
        assert f'href="{reverse("quizzes:attempt-detail", args=[attempt.pk])}"' in page


def test_progress_says_passed_once_the_quiz_is_done(client, course, enrollment):
    factories.make_attempt(enrollment, mark=0.8)
    record_completion(enrollment, course.activities.get(kind="quiz"), score=0.8)

    assert "best mark 80%, passed" in client.get(URL).content.decode()


def test_progress_takes_the_pass_mark_of_the_quiz(client, course, enrollment):
    quiz = course.activities.get(kind="quiz").quiz
    quiz.pass_mark = 0.65
    quiz.save()

    assert "done at 65% or more" in client.get(URL).content.decode()


def test_progress_offers_to_go_on_with_an_open_attempt(client, enrollment):
    attempt = factories.make_attempt(enrollment)

    page = client.get(URL).content.decode()

    link = reverse("quizzes:attempt-detail", args=[attempt.pk])
    assert f'<a href="{link}">Go on with it</a>' in page


def test_progress_is_the_readers_own(client, course, enrollment):
    mine = factories.make_attempt(enrollment, mark=0.5)
    colleague = factories.make_user(enrollment.learner.organization)
    other = factories.make_enrollment(course, colleague)
    factories.make_attempt(other, mark=1)
    record_completion(other, course.activities.first())

    [report] = client.get(URL).context["reports"]

    assert [attempt for step in report.modules[0].steps for attempt in step.attempts] == [mine]
    assert report.progress.done == 0


def test_progress_without_a_course_says_what_to_do(client):
    page = client.get(URL).content.decode()

    assert "There are no results yet." in page
    assert reverse("reports:my-report") in page


@pytest.mark.parametrize("attempts", [1, 3])
def test_progress_takes_a_fixed_number_of_queries(
    client, course, enrollment, attempts, django_assert_num_queries
):
    for _ in range(attempts):
        factories.make_attempt(enrollment, mark=0.5)
        factories.make_practice(enrollment, answers=[(1, "sure"), (0, "guessing")])

    with django_assert_num_queries(12):
        response = client.get(URL)

    [report] = response.context["reports"]
    assert len(report.modules[0].steps[2].submitted) == attempts
    assert [level.answers for level in response.context["levels"]] == [attempts, attempts]


def test_progress_leaves_out_a_retired_course(client, course, enrollment):
    course.retired_at = timezone.now()
    course.save()

    assert client.get(URL).context["reports"] == []
