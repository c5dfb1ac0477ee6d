"""How sure a learner is: asked where they chose so, and saved with the answer."""

import pytest
from django.urls import reverse

from quizzes import attempts
from quizzes.models import Attempt
from quizzes.practice import start_practice
from quizzes.questions import rendered_as
from quizzes.types import InvalidAnswer
from tests import factories
from tests.quizzes.test_practice_pages import begin, practice_page
from tests.quizzes.test_taking import answer, url

pytestmark = pytest.mark.django_db

GIVEN = {"": ["0"]}


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def activity(learner):
    course = factories.make_course(questions=3, assigned_to=learner.organization)
    return course.activities.select_related("module", "course").get(kind="quiz")


@pytest.fixture
def enrollment(activity, learner):
    return factories.make_enrollment(activity.course, learner)


@pytest.fixture
def client(client, learner):
    client.force_login(learner)
    return client


@pytest.fixture
def run(activity, enrollment):
    return start_practice(activity.quiz, enrollment, asks_certainty=True)


def kept(run, number=1):
    response = run.responses.get(number=number)
    return response.answer, response.certainty


def save(run, *values, **fields):
    given = [attempts.GivenAnswer(1, {"": values}, certainty=fields.pop("certainty", ""))]
    return attempts.save_answers(run.responses, given, **fields)


def test_what_was_rendered_tells_each_state_from_the_others():
    states = [
        ({}, False, ""),
        ({"": ["1"]}, False, ""),
        ({"0": ["1"]}, False, ""),
        ({"": ["2", "0"]}, True, ""),
        ({"": ["1"]}, False, "sure"),
        ({}, True, "guessing"),
        ({"": ["a\n\nb"]}, False, ""),
    ]

    texts = [rendered_as(*state) for state in states]

    assert texts[0] == ""
    assert len(set(texts)) == len(states)


def test_what_was_rendered_is_the_same_however_it_is_sent():
    one = rendered_as({"": ["2", "0"], "1": ["a\n\nb"]}, True, "sure")

    assert one == rendered_as({"1": [" a\r\n\r\nb"], "": ["0", "2"], "2": [""]}, True, "sure")


def test_certainty_is_saved_with_the_answer(run):
    save(run, "1", certainty="fairly-sure")
    save(run, "1", certainty="fairly-sure")

    assert kept(run) == (1, "fairly-sure")


def test_late_save_of_the_same_page_overwrites_no_certainty(run):
    save(run, "1", certainty="sure", client="page", sequence=5)
    save(run, "1", certainty="guessing", client="page", sequence=4)

    assert kept(run) == (1, "sure")


def test_certainty_that_there_is_not_is_refused(run):
    with pytest.raises(InvalidAnswer):
        save(run, "1", certainty="very")
    assert kept(run) == (None, "")


@pytest.mark.parametrize("asks", [True, False])
def test_certainty_is_kept_only_where_it_is_asked(client, activity, asks):
    begin(client, activity, **({"certainty": "on"} if asks else {}))
    run = Attempt.with_practice.get()
    page = client.get(url("question-detail", run.pk, 1)).content.decode()
    answer(client, run, 1, 0, **{"certainty-1": "sure"})

    assert ("How sure are you?" in page) == asks
    assert kept(run) == (0, "sure" if asks else "")


def test_attempt_that_counts_asks_and_keeps_no_certainty(client, activity, enrollment):
    attempt = attempts.start_attempt(activity.quiz, enrollment, actor=enrollment.learner)

    page = client.get(url("question-detail", attempt.pk, 1)).content.decode()
    answer(client, attempt, 1, 0, **{"certainty-1": "sure"})

    assert "How sure are you?" not in page
    assert kept(attempt) == (0, "")


@pytest.mark.parametrize("name", ["question-detail", "attempt-page"])
def test_page_shows_the_certainty_as_it_was_saved(client, run, name):
    answer(client, run, 1, 0, **{"certainty-1": "guessing"})

    args = [run.pk, 1] if name == "question-detail" else [run.pk]
    page = client.get(url(name, *args)).content.decode()

    assert 'name="certainty-1" value="guessing" checked' in page
    assert f'name="was-1" value="{rendered_as(GIVEN, False, "guessing")}"' in page
    assert page.count("checked") == 2


def test_certainty_alone_is_saved_without_an_answer(client, run):
    client.post(url("attempt-save", run.pk), {"shown": 1, "was-1": "", "certainty-1": "sure"})

    assert kept(run) == (None, "sure")


def test_certainty_can_be_left_open(client, run):
    answer(client, run, 1, 0)

    assert kept(run) == (0, "")


def test_certainty_changed_alone_is_saved(client, run):
    answer(client, run, 1, 0, **{"certainty-1": "sure"})
    answer(
        client, run, 1, 0, **{"was-1": rendered_as(GIVEN, False, "sure"), "certainty-1": "guessing"}
    )

    assert kept(run) == (0, "guessing")


def test_page_left_open_does_not_overwrite_a_newer_certainty(client, run):
    answer(client, run, 1, 0, **{"certainty-1": "sure"})
    answer(
        client, run, 1, 0, **{"was-1": rendered_as(GIVEN, False, "sure"), "certainty-1": "guessing"}
    )

    answer(client, run, 1, 0, **{"was-1": rendered_as(GIVEN, False, "sure"), "certainty-1": "sure"})

    assert kept(run) == (0, "guessing")


@pytest.mark.parametrize("value", ["very", "x" * 100, "sure "])
def test_certainty_that_no_page_sends_is_refused(client, run, value):
    assert answer(client, run, 1, 0, **{"certainty-1": value}).status_code == 400
    assert kept(run) == (None, "")


def test_choice_to_be_asked_is_remembered_for_the_next_practice(client, activity):
    assert "checked" not in practice_page(client, activity).partition('type="checkbox"')[2]

    begin(client, activity, certainty="on")
    client.post(url("attempt-submit", Attempt.with_practice.get().pk))

    assert '<input type="checkbox" name="certainty" checked>' in practice_page(client, activity)


def test_practice_under_way_is_asked_as_it_began(client, activity, run):
    assert 'type="checkbox"' not in practice_page(client, activity)

    begin(client, activity)

    assert Attempt.with_practice.get().asks_certainty


def test_result_shows_how_sure_the_learner_was(client, run):
    answer(client, run, 1, 0, **{"certainty-1": "fairly-sure"})
    client.post(url("attempt-submit", run.pk))

    page = client.get(url("attempt-detail", run.pk)).content.decode()

    assert page.count("How sure you were:") == 1
    assert "How sure you were: fairly sure" in page


def test_result_says_how_sure_and_how_right(client, run):
    for number, option, certainty in ((1, 0, "sure"), (2, 1, "sure"), (3, 1, "guessing")):
        answer(client, run, number, option, **{f"certainty-{number}": certainty})
    client.post(url("attempt-submit", run.pk))

    page = client.get(url("attempt-detail", run.pk)).content.decode()

    assert "When you were sure, you were right 1 time of 2. That is too few to tell more." in page
    assert "You were guessing once, and that answer was not right yet." in page


def test_certainty_without_an_answer_is_not_counted(client, run, learner):
    client.post(url("attempt-save", run.pk), {"shown": 1, "was-1": "", "certainty-1": "sure"})
    client.post(url("attempt-submit", run.pk))

    result = client.get(url("attempt-detail", run.pk))

    assert result.context["levels"] == []
    assert "There is nothing to compare here" in result.content.decode()
    assert client.get(reverse("reports:my-progress")).context["levels"] == []


def test_result_of_practice_that_did_not_ask_says_nothing_of_it(client, activity):
    begin(client, activity)
    pk = Attempt.with_practice.get().pk
    client.post(url("attempt-submit", pk))

    assert "How sure" not in client.get(url("attempt-detail", pk)).content.decode()


def test_progress_counts_all_practice_of_the_learner_and_no_other(client, activity, enrollment):
    for _ in range(3):
        factories.make_practice(enrollment, answers=[(1, "sure"), (1, "sure"), (0, "sure")])
    open_run = start_practice(activity.quiz, enrollment, asks_certainty=True)
    save(open_run, "0", certainty="sure")  # no result yet
    colleague = factories.make_enrollment(activity.course)
    factories.make_practice(colleague, answers=[(0, "sure")])  # which could leak

    page = client.get(reverse("reports:my-progress")).content.decode()

    assert "When you were sure, you were right 6 times of 9." in page
    assert "When you were guessing" not in page


def test_progress_says_where_to_be_asked(client, enrollment):
    factories.make_practice(enrollment, answers=[(1, "")])

    page = client.get(reverse("reports:my-progress")).content.decode()

    assert "you can choose to be asked how sure you are" in page


@pytest.mark.parametrize("make", ["make_supervisor", "make_administrator", "make_author"])
def test_nobody_else_is_told_how_sure_a_learner_was(client, enrollment, learner, make):
    team = factories.make_team(learner.organization)
    team.members.add(learner)
    viewer = getattr(factories, make)(
        **({"team": team} if make == "make_supervisor" else {"organization": team.organization})
    )
    run = factories.make_practice(enrollment, answers=[(1, "sure")])
    client.force_login(viewer)

    shown = [
        client.get(address).content.decode()
        for address in (
            reverse("reports:home"),
            reverse("reports:my-progress"),
            reverse("reports:learner-list"),
            reverse("reports:learner-detail", args=[learner.pk]),
            reverse("people:person-edit", args=[learner.pk]),
            reverse("authoring:item-detail", args=[run.responses.get().item_version.item.slug]),
            reverse("authoring:item-history", args=[run.responses.get().item_version.item.slug]),
        )
    ]

    assert [text for text in shown if "ow sure" in text or "ractice" in text] == []
