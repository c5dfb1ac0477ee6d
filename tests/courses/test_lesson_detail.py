import pytest
from django.urls import reverse

from courses.models import Completion, Enrollment
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def course(learner):
    return factories.make_course(lessons=3, questions=1, assigned_to=learner.organization)


@pytest.fixture
def lesson(course):
    return course.activities.select_related("module", "course", "page").get(sequence=2)


@pytest.fixture
def client(client, learner):
    client.force_login(learner)
    return client


def test_lesson_shows_its_text_and_neighbors(client, lesson):
    response = client.get(lesson.get_absolute_url())

    assert b"<p>Text.</p>" in response.content
    assert response.context["previous"].sequence == 1
    assert response.context["following"].sequence == 3


def test_lesson_remembers_the_place(client, lesson, learner):
    client.get(lesson.get_absolute_url())

    assert Enrollment.objects.get(learner=learner).bookmark == lesson


@pytest.mark.parametrize("lessons", [1, 3])
def test_lesson_has_a_fixed_number_of_queries(client, learner, lessons, django_assert_num_queries):
    course = factories.make_course(lessons=lessons, assigned_to=learner.organization)
    url = course.activities.select_related("module", "course").first().get_absolute_url()
    client.get(url)

    with django_assert_num_queries(4):
        client.get(url)


def test_lesson_with_a_note_first_offers_three_equal_choices(client, lesson):
    lesson.note = "Names grief."
    lesson.save()

    page = client.get(lesson.get_absolute_url()).content.decode()

    assert "<p>Text.</p>" not in page
    assert page.count('class="btn btn-outline-primary"') == 3
    assert "btn-primary" not in page.replace("btn-outline-primary", "")


@pytest.mark.parametrize(
    ("view", "shown", "length"),
    [("lesson", "<p>Text.</p>", "About 5 min."), ("summary", "<p>Short.</p>", "In summary.")],
)
def test_choice_leads_to_the_lesson_or_its_summary(client, lesson, view, shown, length):
    lesson.note = "Names grief."
    lesson.save()
    lesson.page.summary_html = "<p>Short.</p>"
    lesson.page.save()

    page = client.get(lesson.get_absolute_url(), {"view": view}).content.decode()

    assert shown in page
    assert f'<p class="muted">{length} Saved:' in page


def test_choice_is_not_asked_again_once_read(client, lesson):
    lesson.note = "Names grief."
    lesson.save()
    client.post(reverse("courses:lesson-read", args=path_of(lesson)))

    assert b"<p>Text.</p>" in client.get(lesson.get_absolute_url()).content


def path_of(activity):
    return [activity.course.slug, activity.module.slug, activity.slug]


def test_marking_as_read_completes_and_goes_on(client, lesson, course):
    response = client.post(reverse("courses:lesson-read", args=path_of(lesson)))

    following = course.activities.select_related("module", "course").get(sequence=3)
    assert response.url == following.get_absolute_url()
    assert Completion.objects.get().revision == lesson.page.revision


def test_marking_twice_counts_once(client, lesson):
    for _ in range(2):
        client.post(reverse("courses:lesson-read", args=path_of(lesson)))

    assert Completion.objects.count() == 1


def test_quiz_cannot_be_marked_as_read(client, course):
    quiz = course.activities.select_related("module", "course").get(kind="quiz")

    response = client.post(reverse("courses:lesson-read", args=path_of(quiz)))

    assert response.status_code == 404
    assert Completion.objects.count() == 0


def test_address_of_a_lesson_leads_to_a_quiz_of_that_name(client, course):
    quiz = course.activities.select_related("module", "course").get(kind="quiz")

    response = client.get(reverse("courses:lesson-detail", args=path_of(quiz)))

    assert response.url == quiz.get_absolute_url()


def test_lesson_of_another_organization_is_not_found(client):
    other = factories.make_course(assigned_to=factories.make_organization())
    lesson = other.activities.select_related("module", "course").first()

    assert client.get(lesson.get_absolute_url()).status_code == 404
    assert client.post(reverse("courses:lesson-read", args=path_of(lesson))).status_code == 404


def test_quick_exit_comes_first_in_the_page(client, lesson):
    page = client.get(lesson.get_absolute_url()).content.decode()

    body = page[page.index("<body") :]
    first_link = body[body.index("<a ") : body.index(">", body.index("<a "))]
    assert "data-exit" in first_link
