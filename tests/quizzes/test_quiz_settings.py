"""The authors' pages of quizzes and their settings."""

import pytest

from accounts.models import AuditEntry
from quizzes.models import Quiz
from quizzes.rules import QuizRules, digest, rules_of
from tests import factories
from tests.quizzes.authoring import url

pytestmark = pytest.mark.django_db

REASON = "The license asks for it."


@pytest.fixture
def quiz():
    return factories.make_course().activities.get(kind="quiz").quiz


@pytest.fixture
def client(client, author):
    client.force_login(author)
    return client


def posted(quiz, **changes):
    """Return what a browser sends when the page's form was opened and changed."""
    page = {
        "base": digest(rules_of(quiz)),
        "feedback": quiz.feedback,
        "layout": quiz.layout,
        "is_shuffled": "on",
    }
    return page | changes


def save(client, quiz, **changes):
    return client.post(url("quiz-settings", quiz.pk), posted(quiz, **changes))


@pytest.mark.parametrize("courses", [1, 3])
def test_list_shows_every_quiz(client, courses, django_assert_num_queries):
    for _ in range(courses):
        factories.make_course()
    retired = factories.make_course()
    retired.activities.update(retired_at="2026-01-01T00:00Z")

    with django_assert_num_queries(4):
        page = client.get(url("quiz-list"))

    assert page.content.decode().count("any number of times") == courses


def test_list_without_quizzes_says_where_they_come_from(client):
    assert b"There are no quizzes yet." in client.get(url("quiz-list")).content


def test_page_says_what_learners_are_told(client, quiz, django_assert_num_queries):
    with django_assert_num_queries(6):
        page = client.get(url("quiz-settings", quiz.pk)).content.decode()

    assert "As often as you like. The best result counts." in page
    assert "holds for attempts that begin from then on" in page
    assert "the course’s, 80%" in page


def test_saved_settings_are_there_with_an_audit_entry(client, quiz, author):
    chosen = {
        "intro": "Nine cases.\r\nTake your time. ",
        "feedback": "each",
        "layout": "one",
        "pass_percent": "85",
        "attempts_allowed": "3",
        "wait_minutes": "60",
        "time_limit_minutes": "40",
        "time_limit_reason": f"  {REASON}\r\n",
    }
    assert save(client, quiz, **chosen).url == url("quiz-settings", quiz.pk)

    assert rules_of(Quiz.objects.get()) == QuizRules(
        intro="Nine cases.\nTake your time.",
        pass_mark=0.85,
        feedback="each",
        layout="one",
        attempts_allowed=3,
        wait_minutes=60,
        time_limit_minutes=40,
        time_limit_reason=REASON,
    )
    entry = AuditEntry.objects.get(action="quiz.settings_changed")
    assert (entry.actor, entry.data["wait_minutes"]) == (author, [None, 60])
    assert "is_shuffled" not in entry.data


def test_saving_without_a_change_writes_nothing(client, quiz):
    Quiz.objects.update(pass_mark=0.123456789)
    quiz.refresh_from_db()

    save(client, quiz, pass_percent="12.3457")

    assert Quiz.objects.get().pass_mark == 0.123456789
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"time_limit_minutes": "40"}, "A time limit needs a reason"),
        ({"time_limit_minutes": "40", "time_limit_reason": "  "}, "A time limit needs a reason"),
        ({"time_limit_reason": REASON}, "There is a reason, but no time limit"),
        ({"time_limit_minutes": "1", "time_limit_reason": REASON}, "greater than or equal to 5"),
        ({"attempts_allowed": "0"}, "greater than or equal to 1"),
        ({"wait_minutes": "-5"}, "greater than or equal to 1"),
        ({"pass_percent": "101"}, "less than or equal to 100"),
        ({"pass_percent": "nan"}, "Enter a number."),
        ({"feedback": "each", "layout": "all"}, "shows one question at a time"),
        ({"intro": "a\x07b"}, "a character that cannot be shown"),
        ({"intro": "a" * 1001}, "at most 1000 characters"),
        ({"feedback": "never"}, "not one of the available choices"),
        ({"time_limit_minutes": "40", "time_limit_reason": "a\x00b"}, "Null characters"),
    ],
)
def test_what_makes_no_sense_is_told_and_not_saved(client, quiz, changes, told):
    response = save(client, quiz, **changes)

    assert told in response.content.decode()
    assert rules_of(Quiz.objects.get()) == QuizRules()


def test_author_is_told_of_what_another_saved_meanwhile(client, quiz):
    opened = posted(quiz, wait_minutes="60")
    save(client, quiz, attempts_allowed="2")

    told = client.post(url("quiz-settings", quiz.pk), opened)

    assert rules_of(Quiz.objects.get()) == QuizRules(attempts_allowed=2)
    assert "How often somebody may take it, Minutes to wait between" in told.content.decode()
    again = opened | {"base": told.context["form"]["base"].value()}
    client.post(url("quiz-settings", quiz.pk), again)
    assert rules_of(Quiz.objects.get()) == QuizRules(wait_minutes=60)


def test_quiz_that_left_the_course_is_not_found(client, quiz):
    quiz.activity.retired_at = "2026-01-01T00:00Z"
    quiz.activity.save()

    assert client.get(url("quiz-settings", quiz.pk)).status_code == 404
