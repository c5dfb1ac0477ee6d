"""What somebody practices changes no page and no file that anybody else can open."""

import re

import pytest
import time_machine
from django.urls import reverse

from quizzes import attempts, practice
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return factories.make_team()


@pytest.fixture
def enrollment(team):
    course = factories.make_course(questions=3, assigned_to=team.organization)
    return factories.make_enrollment(course, factories.make_user(team=team))


@pytest.fixture
def quiz(enrollment):
    return enrollment.course.activities.get(kind="quiz").quiz


def take(attempt):
    """Answer every question right and submit."""
    given = [attempts.GivenAnswer(number, {"": ["0"]}, certainty="sure") for number in (1, 2, 3)]
    attempts.save_answers(attempt.responses, given)
    attempts.submit_attempt(attempt, actor=attempt.enrollment.learner)


def what_is_told(client, viewer, learner):
    """Return all pages and files about a learner, but for the tokens of their forms."""
    client.force_login(viewer)
    pages = [
        client.get(reverse("reports:learner-list")),
        client.get(reverse("reports:learner-list"), {"state": "under-way"}),
        client.get(reverse("reports:learner-list"), {"sort": "-progress"}),
        client.get(reverse("reports:report-csv", args=["learners"])),
        client.get(reverse("reports:learner-detail", args=[learner.pk])),
    ]
    assert {page.status_code for page in pages} == {200}
    return [re.sub(r'"\w{64}"', "", page.getvalue().decode()) for page in pages]


@time_machine.travel("2026-03-20 12:00Z", tick=False)
@pytest.mark.parametrize("has_taken_it", [False, True])
def test_supervisor_is_told_nothing_of_practice(client, team, enrollment, quiz, has_taken_it):
    supervisor = factories.make_supervisor(team=team)
    if has_taken_it:
        factories.make_attempt(enrollment, mark=0.25)
    before = what_is_told(client, supervisor, enrollment.learner)

    take(practice.start_practice(quiz, enrollment, asks_certainty=True))
    practice.start_practice(quiz, enrollment)  # and one that is open

    assert what_is_told(client, supervisor, enrollment.learner) == before


@time_machine.travel("2026-03-20 12:00Z", tick=False)
def test_pages_and_files_do_tell_of_an_attempt_that_counts(client, team, enrollment, quiz):
    supervisor = factories.make_supervisor(team=team)
    before = what_is_told(client, supervisor, enrollment.learner)
    assert what_is_told(client, supervisor, enrollment.learner) == before

    take(attempts.start_attempt(quiz, enrollment, actor=enrollment.learner))

    after = what_is_told(client, supervisor, enrollment.learner)
    assert [one == other for one, other in zip(before, after, strict=True)] == [False] * 5


@time_machine.travel("2026-03-20 12:00Z", tick=False)
def test_what_my_supervisor_sees_has_no_practice_either(client, enrollment, quiz):
    client.force_login(enrollment.learner)
    url = reverse("reports:my-report")
    before = client.get(url).context["reports"]

    take(practice.start_practice(quiz, enrollment))

    assert client.get(url).context["reports"] == before


def test_my_training_does_not_press_for_open_practice(client, enrollment, quiz):
    practice.start_practice(quiz, enrollment)
    client.force_login(enrollment.learner)

    assert "not submitted yet" not in client.get(reverse("reports:home")).content.decode()
