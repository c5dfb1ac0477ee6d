"""Feedback after each question: an answer is checked, its feedback shown, and it stays."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from courses.models import Completion
from quizzes import attempts
from quizzes.checking import FeedbackAtEnd, check_answer
from quizzes.models import Attempt, Response
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def attempt(learner):
    return begin(learner)


@pytest.fixture
def client(client, learner):
    client.force_login(learner)
    return client


def begin(learner, feedback="each", questions=3):
    course = factories.make_course(questions=questions, assigned_to=learner.organization)
    enrollment = factories.make_enrollment(course, learner)
    quiz = course.activities.get(kind="quiz").quiz
    quiz.feedback = feedback
    return attempts.start_attempt(quiz, enrollment, actor=learner)


def url(name, *args):
    return reverse(f"quizzes:{name}", args=args)


def given(number, *values):
    return [attempts.GivenAnswer(number, {"": values})]


def check(attempt, number, *values):
    return check_answer(attempt.responses, number, given(number, *values) if values else [])


def post(client, attempt, number, *values, **data):
    posted = {"shown": number, f"was-{number}": "", f"answer-{number}": values}
    return client.post(url("attempt-save", attempt.pk), posted | data)


def answers(attempt):
    return list(attempt.responses.values_list("answer", flat=True))


def test_checked_answer_is_kept(attempt):
    check(attempt, 2, "1")

    assert answers(attempt) == [None, 1, None]
    assert [bool(each.checked_at) for each in attempt.responses.all()] == [False, True, False]


def test_answer_saved_before_is_checked_as_it_is(attempt):
    attempts.save_answers(attempt.responses, given(1, "2"))

    assert check(attempt, 1).answer == 2


def test_checked_answer_is_not_to_be_looked_at_again(client, attempt):
    post(client, attempt, 1, 1, go="check", **{"flag-1": "on"})

    assert attempt.responses.get(number=1).checked_at
    assert not attempt.responses.filter(is_flagged=True)


def test_checked_answer_does_not_change(attempt):
    check(attempt, 1, "1")
    checked_at = attempt.responses.get(number=1).checked_at

    for again in ("0", ""):
        with pytest.raises(attempts.AnswerChecked):
            attempts.save_answers(attempt.responses, given(1, *again))
        with pytest.raises(attempts.AnswerChecked):
            check_answer(attempt.responses, 1, given(1, *again))
    assert answers(attempt)[0] == 1
    assert check(attempt, 1, "1").checked_at == checked_at


def test_answers_that_come_with_a_changed_one_are_not_saved_either(attempt):
    check(attempt, 1, "1")

    with pytest.raises(attempts.AnswerChecked):
        attempts.save_answers(attempt.responses, given(2, "0") + given(1, "0"))
    assert answers(attempt) == [1, None, None]


def test_nothing_is_checked_without_an_answer(attempt):
    assert check(attempt, 1).checked_at is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.update(checked_at="2026-01-01T00:00Z")


def test_nothing_is_checked_where_feedback_shows_at_the_end(learner):
    attempt = begin(learner, feedback="end")

    with pytest.raises(FeedbackAtEnd):
        check(attempt, 1, "0")
    assert answers(attempt) == [None, None, None]


def test_nothing_is_checked_after_submission(attempt, learner):
    attempts.save_answers(attempt.responses, given(1, "0"))
    attempts.submit_attempt(attempt, actor=learner)

    with pytest.raises(attempts.AttemptClosed):
        check(attempt, 1)


def test_whole_way_without_script(client, learner):
    course = factories.make_course(lessons=1, questions=3, assigned_to=learner.organization)
    activity = course.activities.select_related("module", "quiz").get(kind="quiz")
    activity.quiz.feedback = "each"
    activity.quiz.save()
    place = [course.slug, activity.module.slug, activity.slug]
    learner.prefers_one_page = True
    learner.save()

    begun = client.post(url("attempt-create", *place), {"layout": "all"})
    attempt = Attempt.objects.get()
    assert begun.url == url("question-detail", attempt.pk, 1)
    page = client.get(begun.url).content.decode()
    assert "Check this answer" in page
    assert "Show all questions" not in page
    assert "Kind" not in page  # no feedback before it is asked for

    checked = post(client, attempt, 1, 1, go="check")
    assert checked.url == url("question-detail", attempt.pk, 1)
    page = client.get(checked.url).content.decode()
    assert "Question 1: not yet" in page
    assert page.count("What the guidance points to") == 1
    assert page.count("Your choice") == 1
    assert ", checked" in page
    assert f'href="{url("question-detail", attempt.pk, 2)}">Next question' in page
    assert "<fieldset" not in page
    assert attempt.responses.get(number=1).mark is None

    post(client, attempt, 2, 0, go=3)  # answered, not checked
    post(client, attempt, 3, 0, go="check")
    review = client.get(url("attempt-review", attempt.pk)).content.decode()
    assert "You have not checked 1 of your answers" in review
    client.post(url("attempt-submit", attempt.pk))

    assert Attempt.objects.get().mark == 2 / 3
    assert Completion.objects.count() == 0


def test_question_left_open_can_be_answered_later(client, attempt):
    assert post(client, attempt, 1, go=2).url == url("question-detail", attempt.pk, 2)
    post(client, attempt, 2, 0, go="check")

    post(client, attempt, 1, 0, go="check")

    assert answers(attempt) == [0, 0, None]


def test_checking_without_an_answer_says_what_to_do(client, attempt):
    response = client.post(
        url("attempt-save", attempt.pk), {"shown": 1, "was-1": "", "go": "check"}, follow=True
    )

    assert response.redirect_chain[-1][0] == url("question-detail", attempt.pk, 1)
    assert b"Choose an answer before you check it" in response.content


def test_problem_with_a_checked_question_is_reported_by_a_link(client, attempt):
    """Its page has no form that a button could send."""
    post(client, attempt, 1, 1, go="check")
    page = client.get(url("question-detail", attempt.pk, 1)).content.decode()

    address = url("concern-create", attempt.pk, 1)
    assert f'href="{address}">Write to the authors' in page
    assert "nothing about your answers." in page
    back = url("question-detail", attempt.pk, 1)
    assert f'href="{back}">Go back without sending' in client.get(address).content.decode()


def test_second_click_finds_the_feedback(client, attempt):
    post(client, attempt, 1, 1, go="check")

    response = client.get(post(client, attempt, 1, 1, go="check").url)

    assert b"so it stays as it was" not in response.content


def test_other_tab_is_told_that_the_answer_was_checked(client, attempt):
    post(client, attempt, 1, 1, go="check")

    response = post(client, attempt, 1, 0, go=2)

    assert response.url == url("question-detail", attempt.pk, 1)
    assert b"so it stays as it was then" in client.get(response.url).content
    assert answers(attempt)[0] == 1


def test_other_tab_s_script_is_led_to_the_checked_answer(client, attempt):
    post(client, attempt, 1, 1, go="check")

    posted = {"shown": 1, "answer-1": 0, "client": "a", "sequence": 1}
    response = client.post(url("attempt-save", attempt.pk), posted, headers={"hx-request": "true"})

    assert response.status_code == 204
    assert response.headers["HX-Redirect"] == url("question-detail", attempt.pk, 1)


@pytest.mark.parametrize("shown", ["1,2", "9"])
def test_check_that_no_page_sends_is_refused(client, attempt, shown):
    posted = {"shown": shown, "was-1": "", "answer-1": 0, "go": "check"}

    assert client.post(url("attempt-save", attempt.pk), posted).status_code in (400, 404)
    assert answers(attempt) == [None, None, None]


def test_check_is_refused_where_feedback_shows_at_the_end(client, learner):
    attempt = begin(learner, feedback="end")

    assert post(client, attempt, 1, 0, go="check").status_code == 400
    assert answers(attempt) == [None, None, None]


def test_answer_of_another_learner_is_not_checked(client):
    attempt = begin(factories.make_user())
    attempts.save_answers(attempt.responses, given(1, "0"))

    assert post(client, attempt, 1, 0, go="check").status_code == 404
    assert attempt.responses.get(number=1).checked_at is None


@pytest.mark.parametrize("questions", [1, 3])
def test_checked_page_has_a_fixed_number_of_queries(
    client, learner, questions, django_assert_num_queries
):
    attempt = begin(learner, questions=questions)
    check(attempt, 1, "0")

    with django_assert_num_queries(4):
        client.get(url("question-detail", attempt.pk, 1))
