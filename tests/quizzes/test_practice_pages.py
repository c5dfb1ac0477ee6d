"""Practicing a quiz through its pages, as a browser without JavaScript does."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Enrollment, Page
from quizzes import attempts
from quizzes.models import Attempt, Quiz
from quizzes.practice import start_practice
from tests import factories
from tests.quizzes.test_taking import answer, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def course(learner):
    return factories.make_course(lessons=1, questions=3, assigned_to=learner.organization)


@pytest.fixture
def activity(course):
    return course.activities.select_related("module", "course").get(kind="quiz")


@pytest.fixture
def enrollment(course, learner):
    return factories.make_enrollment(course, learner)


@pytest.fixture
def client(client, learner):
    client.force_login(learner)
    return client


@pytest.fixture
def practice(activity, enrollment):
    return start_practice(activity.quiz, enrollment)


def place(activity):
    return activity.course.slug, activity.module.slug, activity.slug


def begin(client, activity, **data):
    return client.post(url("practice-create", *place(activity)), data, follow=True)


def practice_page(client, activity):
    return client.get(url("practice-detail", *place(activity))).content.decode()


def test_start_page_offers_practice_beside_the_attempt_that_counts(client, activity):
    page = client.get(activity.get_absolute_url()).content.decode()

    assert page.count("btn-primary") == 1
    assert f'href="{url("practice-detail", *place(activity))}">Practice this quiz</a>' in page
    assert (
        "not marked as a result. It does not count toward anything, and nobody else sees it."
        in page
    )


def test_practice_page_says_what_to_expect(client, activity):
    page = practice_page(client, activity)

    assert "<dd>3</dd>" in page
    assert "Your supervisor does not see that you practiced, either." in page
    assert "You have not practiced this quiz yet." in page


def test_practice_page_says_which_questions_are_drawn(client, activity):
    activity.quiz.draws.create(position=1, area="foundations", count=2)
    factories.make_item(activity.module, area="foundations")

    page = practice_page(client, activity)

    assert "<dd>4</dd>" in page
    assert "1 of them are chosen by chance, first those that you have practiced least." in page


def test_whole_way_without_script(client, activity):
    response = begin(client, activity, layout="one")
    run = Attempt.with_practice.get()
    assert response.redirect_chain[-1][0] == url("question-detail", run.pk, 1)
    assert "This is practice: it does not count toward anything" in response.content.decode()

    answer(client, run, 1, 0, go=2)
    answer(client, run, 2, 1, go="review")
    review = client.get(url("attempt-review", run.pk)).content.decode()
    assert "earns no mark" not in review
    assert "You can practice again." in review
    page = client.post(url("attempt-submit", run.pk), follow=True).content.decode()

    assert "1 of 3 right." in page
    assert "Question 1: right" in " ".join(page.split())
    assert page.count("What the guidance points to") == 3
    assert "%" not in page
    assert not Attempt.objects.exists()


def test_practice_all_on_one_page(client, activity, learner):
    response = begin(client, activity, layout="all")

    learner.refresh_from_db()
    assert response.redirect_chain[-1][0] == url("attempt-page", Attempt.with_practice.get().pk)
    assert "This is practice" in response.content.decode()
    assert learner.prefers_one_page


def test_practice_again_goes_on_where_it_stopped(client, activity, practice):
    answer(client, practice, 1, 0)

    page = practice_page(client, activity)
    response = begin(client, activity)

    assert "Go on with your practice" in page
    assert response.redirect_chain[-1][0] == url("question-detail", practice.pk, 2)


def test_practice_does_not_go_on_with_the_attempt_that_counts(client, activity, enrollment):
    counting = attempts.start_attempt(activity.quiz, enrollment, actor=enrollment.learner)

    begin(client, activity)
    page = client.get(activity.get_absolute_url())

    assert Attempt.with_practice.count() == 2
    assert page.context["open_attempt"] == counting


def test_open_practice_is_not_the_attempt_to_go_on_with(client, activity, practice):
    page = client.get(activity.get_absolute_url())

    assert page.context["open_attempt"] is None
    assert page.context["submitted"] == []


def test_practice_page_touches_nothing_that_a_supervisor_sees(client, activity, enrollment):
    before = Enrollment.objects.values().get()

    practice_page(client, activity)
    begin(client, activity)

    assert Enrollment.objects.values().get() == before


def test_result_without_a_right_answer_does_not_say_so_coldly(client, practice):
    client.post(url("attempt-submit", practice.pk))

    page = client.get(url("attempt-detail", practice.pk)).content.decode()

    assert "None of 3 right yet." in page


def test_result_tells_what_was_partly_right(client, practice):
    client.post(url("attempt-submit", practice.pk))
    for number, mark in ((1, 1), (2, 0.5)):
        practice.responses.filter(number=number).update(mark=mark)

    page = client.get(url("attempt-detail", practice.pk)).content.decode()

    assert "1 of 3 right, and 1 partly right." in page
    assert "Question 2: partly right" in " ".join(page.split())


def test_result_leads_to_lessons_on_what_was_missed(client, practice, course):
    statement = factories.make_statement()
    lesson = course.activities.get(sequence=1)
    lesson.page.statements.add(statement)
    practice.responses.get(number=1).item_version.statements.add(statement)
    client.post(url("attempt-submit", practice.pk))

    result = client.get(url("attempt-detail", practice.pk))

    assert [each for each, _ in result.context["to_read_again"]] == [lesson]
    assert f'href="{lesson.get_absolute_url()}"' in result.content.decode()


def test_quiz_without_questions_offers_no_practice(client, activity):
    activity.quiz.slots.all().delete()

    start = client.get(activity.get_absolute_url()).content.decode()
    response = begin(client, activity)

    assert "Practice this quiz" not in start
    assert "no published questions yet" in practice_page(client, activity)
    assert b"no published questions yet" in response.content


@pytest.mark.parametrize("runs", [1, 3])
def test_practice_page_lists_earlier_practice_in_a_fixed_number_of_queries(
    client, activity, enrollment, runs, django_assert_num_queries
):
    for _ in range(runs):
        factories.make_practice(enrollment, answers=[(1, ""), (0.5, ""), (1, "")])
    colleague = factories.make_enrollment(activity.course)
    factories.make_practice(colleague, answers=[(0, "")])  # which could leak
    factories.make_attempt(enrollment, mark=0.5)
    practice_page(client, activity)

    with django_assert_num_queries(7):
        page = practice_page(client, activity)

    assert page.count("2 of 3 right") == runs
    assert page.count("/quizzes/attempts/") == runs


@pytest.mark.parametrize("questions", [1, 3])
def test_pages_of_practice_take_as_many_queries_as_those_of_an_attempt(
    client, learner, questions, django_assert_num_queries
):
    course = factories.make_course(questions=questions, assigned_to=learner.organization)
    statement = factories.make_statement()
    Page.objects.get(activity__sequence=1).statements.add(statement)
    enrollment = factories.make_enrollment(course, learner)
    run = start_practice(Quiz.objects.get(), enrollment, asks_certainty=True)
    for response in run.responses.all():
        response.item_version.statements.add(statement)

    with django_assert_num_queries(4):
        client.get(url("question-detail", run.pk, 1))
    with django_assert_num_queries(4):
        client.get(url("attempt-page", run.pk))
    with django_assert_num_queries(4):
        client.get(url("attempt-review", run.pk))
    with django_assert_num_queries(6):
        answer(client, run, 1, 1)
    client.post(url("attempt-submit", run.pk))
    with django_assert_num_queries(7):
        client.get(url("attempt-detail", run.pk))


def test_practice_of_another_is_not_found(client, course):
    other = factories.make_enrollment(course)
    run = start_practice(course.activities.get(kind="quiz").quiz, other)

    for name in ("attempt-detail", "attempt-page", "attempt-review"):
        assert client.get(url(name, run.pk)).status_code == 404
    assert client.get(url("question-detail", run.pk, 1)).status_code == 404
    assert client.post(url("attempt-submit", run.pk)).status_code == 404
    assert answer(client, run, 1, 0).status_code == 404
    assert run.responses.filter(answer__isnull=False).count() == 0


@pytest.mark.parametrize("make", ["make_supervisor", "make_administrator", "make_author"])
def test_practice_is_closed_to_everybody_else_of_the_organization(client, practice, learner, make):
    client.post(url("attempt-submit", practice.pk))
    if make == "make_supervisor":
        viewer = factories.make_supervisor(organization=learner.organization)
    else:
        viewer = getattr(factories, make)(learner.organization)
    client.force_login(viewer)

    assert client.get(url("attempt-detail", practice.pk)).status_code == 404


def test_progress_lists_practice_apart_from_results(client, activity, practice, enrollment):
    counting = factories.make_attempt(enrollment, mark=0.5)
    colleague = factories.make_enrollment(activity.course)  # whose practice could be counted in
    for each in (enrollment, enrollment, colleague):
        factories.make_practice(each, answers=[(1, "")])

    response = client.get(reverse("reports:my-progress"))
    page = response.content.decode()

    [report] = response.context["reports"]
    assert [each for step in report.modules[0].steps for each in step.attempts] == [counting]
    assert "best mark 50%" in page
    assert "practiced 2 times, last begun" in page
    assert f'<a href="{url("attempt-detail", practice.pk)}">Go on with it</a>' in page


def test_progress_says_nothing_of_practice_where_there_is_none(client, course, enrollment):
    colleague = factories.make_enrollment(course)
    factories.make_practice(colleague, answers=[(1, "sure")])  # which could leak

    page = client.get(reverse("reports:my-progress")).content.decode()

    assert "ractice" not in page


def test_progress_leaves_out_practice_of_a_quiz_that_left_the_course(client, activity, enrollment):
    factories.make_practice(enrollment)
    activity.retired_at = timezone.now()
    activity.save()

    assert list(client.get(reverse("reports:my-progress")).context["practiced"]) == []
