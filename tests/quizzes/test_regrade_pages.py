"""The pages on which authors have answers marked again, and learners read what that changed."""

import re

import pytest
from django.urls import reverse

from quizzes import bank
from quizzes.models import ItemVersion, Quiz, Regrade, RegradedAttempt
from tests import factories
from tests.quizzes.taken import publish_key, take

pytestmark = pytest.mark.django_db
REASON = "The key was <wrong>."


@pytest.fixture
def course():
    return factories.make_course(lessons=0, questions=2)


@pytest.fixture
def quiz(course):
    for version in ItemVersion.objects.all():
        version.statements.set([factories.make_statement()])
    return Quiz.objects.get(activity__course=course)


@pytest.fixture
def item(quiz):
    return quiz.slots.first().item


@pytest.fixture
def client(client):
    client.force_login(factories.make_author())
    return client


@pytest.fixture
def url(item):
    return reverse("authoring:item-regrade", args=[item.slug])


def take_as_somebody(course, quiz, *answers):
    return take(quiz, factories.make_enrollment(course, factories.make_user()), *answers)


def said(item, way="key", **more):
    versions = item.versions.order_by("number")
    return {
        "versions": [versions.first().pk],
        "way": way,
        "key_version": versions.last().pk,
        "reason": REASON,
        **more,
    }


def test_page_of_a_question_without_such_answers_says_what_to_do(client, course, quiz, item, url):
    take_as_somebody(course, quiz, 1, 0)

    html = client.get(url).content.decode()

    assert "There are no answers to mark again" in html
    assert "Show what would change" not in html


@pytest.mark.parametrize("versions", [1, 3])
def test_form_offers_the_versions_that_were_answered(
    client, course, quiz, item, url, versions, django_assert_num_queries
):
    for _ in range(versions):
        take_as_somebody(course, quiz, 1, 0)
        publish_key(item, 1)

    with django_assert_num_queries(10):
        html = client.get(url).content.decode()

    assert len(re.findall(r"Version \d: 1 answer\b", html)) == html.count("checked") - 1 == versions
    assert f"Version {versions + 1}, published" in html


@pytest.mark.parametrize("count", [1, 3])
def test_preview_names_nobody_and_changes_nothing(
    client, course, quiz, item, url, count, django_assert_num_queries
):
    for _ in range(count):
        take_as_somebody(course, quiz, 1, 0)
        take_as_somebody(course, quiz, 0, 0)
    publish_key(item, 1)

    with django_assert_num_queries(15):
        html = client.get(url, said(item)).content.decode()

    s = "" if count == 1 else "s"
    assert f"<strong>{count} result{s} rise{'' if s else 's'}</strong> by 50%" in html
    assert "No result falls." in html
    assert f"{count} answer{s} would earn less" in html
    assert f"{count} learner{s} will be told" in html
    assert "Person " not in html.partition("<main")[2]
    assert not Regrade.objects.exists()


def test_answers_are_marked_once_after_the_preview(client, course, quiz, item, url):
    attempt = take_as_somebody(course, quiz, 1, 0)
    publish_key(item, 1)

    first, second = (client.post(url, said(item), follow=True) for _ in range(2))

    attempt.refresh_from_db()
    assert attempt.mark == 1.0
    assert "Marked again: 1 result rose, 0 fell." in first.content.decode()
    assert "The answers are marked that way already." in second.content.decode()
    assert first.content.decode().count("The key was &lt;wrong&gt;.") == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"versions": []}, "This field is required."),
        ({"versions": [0]}, "not one of the available choices"),
        ({"reason": " "}, "This field is required."),
        ({"reason": "x" * 501}, "at most 500 characters"),
        ({"way": "guess"}, "not one of the available choices"),
        ({"key_version": ""}, "Say whose key."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_marked(
    client, course, quiz, item, url, change, message
):
    take_as_somebody(course, quiz, 1, 0)
    publish_key(item, 1)

    html = client.post(url, said(item) | change).content.decode()

    assert message in html
    assert not Regrade.objects.exists()


def test_key_of_another_question_cannot_mark(client, course, quiz, item, url):
    take_as_somebody(course, quiz, 1, 0)
    options = [
        {"text": f"Nothing like it, {n}", "correct": n == 1, "feedback": "Why."} for n in range(3)
    ]
    publish_key(item, 1, options=options)

    html = client.get(url, said(item)).content.decode()

    assert "Answers to version 1 cannot be marked by it." in html
    assert "“Ask what matters today” is no longer there." in html


def test_versions_of_another_question_are_refused(client, course, quiz, item, url):
    other = quiz.slots.last().item
    take_as_somebody(course, quiz, 1, 0)
    publish_key(other, 1)
    publish_key(item, 1)

    page = client.post(url, said(item, versions=[other.versions.get(number=1).pk]))

    assert "not one of the available choices" in page.content.decode()
    assert not Regrade.objects.exists()


def test_answers_to_a_retired_question_can_be_marked_again(client, course, quiz, item, url):
    attempt = take_as_somebody(course, quiz, 1, 0)
    bank.retire_item(item, actor=None)

    client.post(url, said(item, way="full", key_version=""))

    attempt.refresh_from_db()
    assert attempt.mark == 1.0


def test_page_of_the_question_leads_there(client, course, quiz, item, url):
    take_as_somebody(course, quiz, 1, 0)
    page = reverse("authoring:item-detail", args=[item.slug])
    assert url not in client.get(page).content.decode()

    publish_key(item, 1)

    html = client.get(page).content.decode()
    assert "Version 1 (1 answer): learners are no longer asked it." in html
    assert url in html


# -- For the learner -----------------------------------------------------------------------


@pytest.fixture
def told(client, course, quiz, item, url):
    """What one learner is told of."""
    take_as_somebody(course, quiz, 1, 0)
    publish_key(item, 1)
    client.post(url, said(item))
    return RegradedAttempt.objects.get()


def test_learner_is_told_until_they_have_read_it(client, told):
    client.force_login(told.attempt.enrollment.learner)
    home, page = reverse("reports:home"), reverse("quizzes:regraded-list")
    assert "A result of yours was marked again" in client.get(home).content.decode()

    first, second = (client.get(page).content.decode() for _ in range(2))

    assert "Check: 50% became 100%" in first
    assert "The key was &lt;wrong&gt;." in first
    assert (first.count(">new<"), second.count(">new<")) == (1, 0)
    assert "marked again" not in client.get(home).content.decode().partition("<main")[2]


def test_result_says_what_was_corrected(client, told):
    client.force_login(told.attempt.enrollment.learner)

    html = client.get(reverse("quizzes:attempt-detail", args=[told.attempt_id])).content.decode()

    assert "100% of the marks" in html
    assert html.count("The key of this question was corrected on") == 1
    assert "The key was &lt;wrong&gt;." in html


def test_result_says_that_a_mark_is_kept(client, course, quiz, item, url):
    attempt = take_as_somebody(course, quiz, 0, 0)
    publish_key(item, 1)
    client.post(url, said(item))
    client.force_login(attempt.enrollment.learner)

    html = client.get(reverse("quizzes:attempt-detail", args=[attempt.pk])).content.decode()

    assert "it is shown as it is now. You keep the mark that you had." in html
    assert "100% of the marks" in html


def test_others_are_told_nothing(client, told):
    client.force_login(factories.make_user())

    html = client.get(reverse("quizzes:regraded-list")).content.decode()

    assert "None of your results was marked again." in html


def test_result_says_that_a_question_was_left_out(client, course, quiz, item, url):
    attempt = take_as_somebody(course, quiz, 1, 0)
    bank.retire_item(item, actor=None)
    client.post(url, said(item, way="out", key_version=""))
    client.force_login(attempt.enrollment.learner)

    html = client.get(reverse("quizzes:attempt-detail", args=[attempt.pk])).content.decode()

    assert "Question 1: left out" in html
    assert "this question does not count. The key" in html
