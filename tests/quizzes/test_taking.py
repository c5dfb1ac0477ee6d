"""Taking a quiz through its pages, as a browser without JavaScript does, and with htmx."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from courses.dates import local_date
from courses.models import Completion, Page
from courses.progress import record_completion
from quizzes import attempts
from quizzes.models import Attempt, ItemVersion, Quiz, Response
from tests import factories

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
def client(client, learner):
    client.force_login(learner)
    return client


@pytest.fixture
def attempt(course, learner, activity):
    enrollment = factories.make_enrollment(course, learner)
    return attempts.start_attempt(activity.quiz, enrollment, actor=learner)


def url(name, *args):
    return reverse(f"quizzes:{name}", args=args)


def start(client, activity, **data):
    place = [activity.course.slug, activity.module.slug, activity.slug]
    return client.post(url("attempt-create", *place), data, follow=True)


def answer(client, attempt, number, value, **data):
    posted = {"shown": number, f"was-{number}": "", f"answer-{number}": value} | data
    return client.post(url("attempt-save", attempt.pk), posted)


def test_start_page_says_what_to_expect(client, activity, django_assert_num_queries):
    client.get(activity.get_absolute_url())

    with django_assert_num_queries(7):
        page = client.get(activity.get_absolute_url()).content.decode()

    assert "<dd>3</dd>" in page
    assert "At 80% or more." in page
    assert "chosen by chance" not in page


def test_start_page_of_a_quiz_that_draws(client, activity):
    module = activity.module
    activity.quiz.draws.create(position=1, area="foundations", count=5)
    for _ in range(2):
        factories.make_item(module, area="foundations")
    Quiz.objects.update(pass_mark=0, recommended=[module.slug])

    page = client.get(activity.get_absolute_url()).content.decode()
    start(client, activity, layout="one")

    assert Response.objects.count() == 5
    assert "<dd>5</dd>" in page
    assert "2 of them are chosen by chance" in page
    assert "There is no pass mark." in page
    first = module.activities.get(slug="lesson-1")
    assert f'<li><a href="{first.get_absolute_url()}">{module}</a></li>' in page


def test_what_is_done_is_not_asked_to_be_taken_first(client, activity, learner):
    Quiz.objects.update(recommended=[activity.module.slug])
    enrollment = factories.make_enrollment(activity.course, learner)
    for each in activity.module.activities.all():
        record_completion(enrollment, each)

    assert "Before you begin" not in client.get(activity.get_absolute_url()).content.decode()


def test_whole_way_without_script(client, activity):
    response = start(client, activity, layout="one")
    attempt = Attempt.objects.get()
    assert response.redirect_chain[-1][0] == url("question-detail", attempt.pk, 1)

    assert answer(client, attempt, 1, 0, go=2).url == url("question-detail", attempt.pk, 2)
    assert answer(client, attempt, 2, 0, go=3).url == url("question-detail", attempt.pk, 3)
    assert answer(client, attempt, 3, 0, go="review").url == url("attempt-review", attempt.pk)
    response = client.post(url("attempt-submit", attempt.pk), follow=True)

    assert b"100% of the marks" in response.content
    assert Completion.objects.get().activity == activity


def test_starting_again_goes_on_at_the_first_open_question(client, activity, attempt):
    answer(client, attempt, 1, 0)

    chain = start(client, activity, layout="one").redirect_chain

    assert chain == [(url("question-detail", attempt.pk, 2), 302)]


def test_new_attempt_is_not_searched_for_answers(
    client, activity, learner, django_assert_num_queries
):
    factories.make_enrollment(activity.course, learner)
    place = [activity.course.slug, activity.module.slug, activity.slug]
    client.get(activity.get_absolute_url())

    with django_assert_num_queries(13) as queries:
        client.post(url("attempt-create", *place))

    asked = [each["sql"] for each in queries.captured_queries]
    assert not [sql for sql in asked if sql.startswith('SELECT "quizzes_response"')]


@pytest.mark.parametrize("page", ["question-detail", "attempt-page"])
def test_pages_of_questions_tell_a_script_where_to_save(client, attempt, page):
    number = [1] if page == "question-detail" else []
    shown = client.get(url(page, attempt.pk, *number)).content.decode()

    address = url("attempt-save", attempt.pk)
    assert f'data-question hx-post="{address}"' in shown
    assert f'method="post" action="{address}" data-answers' in shown


def test_all_on_one_page_is_remembered(client, activity, learner):
    response = start(client, activity, layout="all")

    learner.refresh_from_db()
    assert response.redirect_chain[-1][0] == url("attempt-page", Attempt.objects.get().pk)
    assert learner.prefers_one_page


@pytest.mark.parametrize(("before", "layout"), [(False, "all"), (True, "one")])
def test_layout_chosen_during_an_attempt_is_remembered(client, attempt, learner, before, layout):
    learner.prefers_one_page = before
    learner.save()
    answer(client, attempt, 1, 0)

    places = {"all": ("attempt-page", attempt.pk), "one": ("question-detail", attempt.pk, 2)}
    assert answer(client, attempt, 1, 1, go=layout).url == url(*places[layout])

    learner.refresh_from_db()
    assert learner.prefers_one_page is not before


def test_layout_that_the_quiz_has_chosen_is_not_taken_for_the_learner_s(client, attempt, learner):
    Attempt.objects.update(layout="all")

    answer(client, attempt, 1, 1, go="all")

    learner.refresh_from_db()
    assert not learner.prefers_one_page


def test_one_page_saves_all_its_answers(client, attempt):
    posted = {"shown": "1,2,3", "go": "review"}
    for number in (1, 2, 3):
        posted |= {f"was-{number}": "", f"answer-{number}": 1}

    client.post(url("attempt-save", attempt.pk), posted)

    assert [response.answer for response in attempt.responses.all()] == [1, 1, 1]


def test_page_left_open_does_not_overwrite_a_newer_answer(client, attempt):
    answer(client, attempt, 1, 2, go="stop")

    client.post(url("attempt-save", attempt.pk), {"shown": 1, "was-1": "", "go": 2})

    assert attempt.responses.get(number=1).answer == 2


def test_change_and_back_again_within_a_page_is_saved(client, attempt):
    answer(client, attempt, 1, 2)

    client.post(
        url("attempt-save", attempt.pk),
        {"shown": 1, "answer-1": 0, "client": "a", "sequence": 2},
        headers={"hx-request": "true"},
    )

    assert attempt.responses.get(number=1).answer == 0


def test_saved_answer_is_told_with_its_time(client, attempt):
    response = client.post(
        url("attempt-save", attempt.pk),
        {"shown": 1, "answer-1": 0, "client": "a", "sequence": 1},
        headers={"hx-request": "true"},
    )

    assert ">Saved at " in response.content.decode()


def test_answer_of_another_day_is_told_with_its_day(client, attempt, learner):
    saved_at = timezone.now() - timedelta(days=40)
    attempt.responses.update(answer=0, saved_at=saved_at)

    page = client.get(url("question-detail", attempt.pk, 1)).content.decode()

    day = date_format(local_date(saved_at, learner.time_zone), "F j")
    assert f">Saved on {day} at " in page


def question_map(client, attempt, number):
    """Return the words of each button of the map on a question's page, and which are current."""
    page = client.get(url("question-detail", attempt.pk, number)).content.decode()
    (shown,) = re.findall(r'<ol class="question-map">.*?</ol>', page, re.DOTALL)
    buttons = re.findall(r"<button (.*?)>(.*?)</button>", shown)
    words = [re.sub(r"<.*?>", "", inner) for _, inner in buttons]
    return words, [place for place, (made, _) in enumerate(buttons, 1) if "aria-current" in made]


def test_question_map_says_how_each_question_stands(client, attempt):
    assert question_map(client, attempt, 1) == (["1, open", "2, open", "3, open"], [1])

    answer(client, attempt, 1, 1)
    answer(client, attempt, 2, 1, **{"flag-2": "on"})
    client.post(url("attempt-save", attempt.pk), {"shown": 3, "was-3": "", "flag-3": "on"})

    words = ["1, answered ✓", "2, answered, to look at again ⚑ ✓", "3, open, to look at again ⚑"]
    assert question_map(client, attempt, 3) == (words, [3])


def test_flag_is_kept(client, attempt):
    answer(client, attempt, 1, 0, **{"flag-1": "on"})

    assert attempt.responses.get(number=1).is_flagged


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"shown": "x"},
        {"shown": "1", "answer-1": "77"},
        {"shown": "1", "answer-1": ["0", "1"]},
        {"shown": "1", "sequence": "-1"},
        {"shown": "1", "go": "//elsewhere"},
        {"shown": "1" * 2000},
    ],
)
def test_answers_that_no_page_sends_are_refused(client, attempt, posted):
    response = client.post(url("attempt-save", attempt.pk), posted)

    assert response.status_code == 400
    assert Response.objects.filter(answer__isnull=False).count() == 0


def test_answer_to_a_question_that_is_not_there_is_not_found(client, attempt):
    assert answer(client, attempt, 9, 0).status_code == 404


def test_broken_answer_saves_nothing_of_its_page(client, attempt):
    posted = {"shown": "1,2", "answer-1": 0, "answer-2": 99}

    client.post(url("attempt-save", attempt.pk), posted)

    assert attempt.responses.get(number=1).answer is None


def test_submitting_twice_shows_the_result(client, attempt):
    client.post(url("attempt-submit", attempt.pk))
    response = client.post(url("attempt-submit", attempt.pk), follow=True)

    assert response.redirect_chain[-1][0] == url("attempt-detail", attempt.pk)
    assert b"already submitted" in response.content


def test_pages_of_a_submitted_attempt_lead_to_its_result(client, attempt):
    client.post(url("attempt-submit", attempt.pk))

    for page in (
        url("question-detail", attempt.pk, 1),
        url("attempt-page", attempt.pk),
        url("attempt-review", attempt.pk),
    ):
        assert client.get(page).url == url("attempt-detail", attempt.pk)


def test_answer_after_submission_leads_to_the_result(client, attempt):
    client.post(url("attempt-submit", attempt.pk))

    assert answer(client, attempt, 1, 0).url == url("attempt-detail", attempt.pk)


def test_page_left_open_says_after_submission_that_it_is_too_late(client, attempt):
    client.post(url("attempt-submit", attempt.pk))

    posted = {"shown": 1, "answer-1": 0, "client": "a", "sequence": 1}
    answered = client.post(url("attempt-save", attempt.pk), posted, headers={"hx-request": "true"})

    result = url("attempt-detail", attempt.pk)
    assert answered.headers["HX-Redirect"] == result
    assert b"This attempt was already submitted." in client.get(result).content


def test_question_beyond_the_last_is_not_found(client, attempt):
    assert client.get(url("question-detail", attempt.pk, 4)).status_code == 404
    assert client.get(url("question-detail", attempt.pk, 0)).status_code == 404


def test_result_says_what_the_guidance_points_to(client, attempt):
    answer(client, attempt, 1, 1)
    client.post(url("attempt-submit", attempt.pk))

    page = client.get(url("attempt-detail", attempt.pk)).content.decode()

    assert page.count("What the guidance points to") == 3
    assert page.count("Your choice") == 1
    assert "0% of the marks" in page


@pytest.mark.parametrize("questions", [1, 3])
def test_pages_have_a_fixed_number_of_queries(
    client, learner, questions, django_assert_num_queries
):
    course = factories.make_course(questions=questions, assigned_to=learner.organization)
    statement = factories.make_statement()
    Page.objects.get(activity__sequence=1).statements.add(statement)
    for version in ItemVersion.objects.all():
        version.statements.add(statement)
    enrollment = factories.make_enrollment(course, learner)
    quiz = course.activities.get(kind="quiz").quiz
    attempt = attempts.start_attempt(quiz, enrollment, actor=learner)

    with django_assert_num_queries(4):
        client.get(url("question-detail", attempt.pk, 1))
    with django_assert_num_queries(4):
        client.get(url("attempt-page", attempt.pk))
    with django_assert_num_queries(4):
        client.get(url("attempt-review", attempt.pk))
    with django_assert_num_queries(6):
        answer(client, attempt, 1, 1)
    Response.objects.update(answer=1, saved_at=timezone.now())
    with django_assert_num_queries(4):
        client.get(url("attempt-page", attempt.pk))
    client.post(url("attempt-submit", attempt.pk))
    with django_assert_num_queries(7):
        client.get(url("attempt-detail", attempt.pk))


def test_result_leads_to_lessons_on_what_was_missed(client, attempt, course):
    statement = factories.make_statement()
    lesson = course.activities.get(sequence=1)
    lesson.page.statements.add(statement)
    missed, met, _ = [response.item_version for response in attempt.responses.all()]
    missed.statements.add(statement)
    met.statements.add(statement)
    answer(client, attempt, 2, 0)
    client.post(url("attempt-submit", attempt.pk))

    result = client.get(url("attempt-detail", attempt.pk))

    shown = result.context["questions"]
    assert [question.lessons for question in shown] == [[lesson], [], []]
    assert result.context["to_read_again"] == [(lesson, [shown[0]])]
    assert "2 of 3 questions missed something." in result.content.decode()


def test_attempt_of_another_learner_is_not_found(client, course):
    other = factories.make_enrollment(course)
    quiz = course.activities.get(kind="quiz").quiz
    attempt = attempts.start_attempt(quiz, other, actor=other.learner)

    for name in ("attempt-detail", "attempt-page", "attempt-review"):
        assert client.get(url(name, attempt.pk)).status_code == 404
    assert client.get(url("question-detail", attempt.pk, 1)).status_code == 404
    assert client.post(url("attempt-submit", attempt.pk)).status_code == 404
    assert answer(client, attempt, 1, 0).status_code == 404
    assert attempt.responses.filter(answer__isnull=False).count() == 0


def test_supervisor_sees_no_attempt_of_their_team(client, attempt, learner):
    supervisor = factories.make_supervisor(organization=learner.organization)
    client.force_login(supervisor)

    assert client.get(url("attempt-detail", attempt.pk)).status_code == 404


def end_session(client):
    """As when the session has run out on the server: the browser still sends its cookie."""
    cookie = client.cookies["sessionid"].value
    client.logout()
    client.cookies["sessionid"] = cookie


def test_script_that_saves_after_the_session_ended_is_told(client, attempt):
    client.logout()

    saved = client.post(
        url("attempt-save", attempt.pk), {"shown": 1}, headers={"hx-request": "true"}
    )

    assert saved.status_code == 401


def test_form_is_kept_after_a_script_was_told_that_the_session_ended(client, attempt, learner):
    client.get(url("question-detail", attempt.pk, 1))  # with the cookie of its form
    end_session(client)
    client.post(url("attempt-save", attempt.pk), {"shown": 1}, headers={"hx-request": "true"})
    assert client.cookies["sessionid"].value == ""  # as the browser has it then, not at all

    asked = answer(client, attempt, 1, 2, go=2)
    client.post(asked.url, {"login": learner.email, "password": factories.PASSWORD}, follow=True)

    assert attempt.responses.get(number=1).answer == 2


def test_answers_sent_after_the_session_ended_are_taken_up_after_signing_in(
    client, attempt, learner
):
    end_session(client)

    asked = answer(client, attempt, 1, 2, go=2)
    posted = {"login": learner.email, "password": factories.PASSWORD}
    response = client.post(asked.url, posted, follow=True)

    assert attempt.responses.get(number=1).answer == 2
    assert response.redirect_chain[-1][0] == url("question-detail", attempt.pk, 2)


def test_answers_of_one_learner_are_not_taken_up_for_another(client, attempt):
    end_session(client)
    other = factories.make_user()

    asked = answer(client, attempt, 1, 2, go=2)
    posted = {"login": other.email, "password": factories.PASSWORD}
    response = client.post(asked.url, posted, follow=True)

    assert response.status_code == 404
    assert attempt.responses.get(number=1).answer is None
