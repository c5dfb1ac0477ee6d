from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.enrollment import remember_place
from courses.models import Assignment, Enrollment
from courses.progress import record_completion
from tests import factories

pytestmark = pytest.mark.django_db
URL = reverse("reports:home")


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def course(learner):
    return factories.make_course(assigned_to=learner.organization)


@pytest.fixture
def signed_in(client, learner):
    client.force_login(learner)
    return client


# -- Signed out ----------------------------------------------------------------------------


def test_welcome_says_what_this_is_and_how_to_sign_in(client):
    factories.make_statement()

    page = client.get(URL).content.decode()

    assert "Training for people who serve survivors of human trafficking." in page
    assert "<cite>Guidance</cite>, State" in page
    assert f'<a class="btn btn-primary" href="{reverse("account_login")}">Sign in</a>' in page


def test_welcome_tells_nothing_of_what_is_inside(client, course):
    assert course.title not in client.get(URL).content.decode()


# -- Signed in -----------------------------------------------------------------------------


def test_training_enrolls_in_what_is_assigned(signed_in, learner, course):
    factories.make_course(assigned_to=factories.make_organization())

    cards = signed_in.get(URL).context["cards"]

    assert [card.report.course for card in cards] == [course]
    assert list(Enrollment.objects.values_list("learner", "course")) == [(learner.pk, course.pk)]


def test_training_offers_to_begin_with_the_first_lesson(signed_in, course):
    first = course.activities.first()

    page = signed_in.get(URL).content.decode()

    assert f'href="{first.get_absolute_url()}">Begin with “Lesson 1”</a>' in page
    assert page.count("btn-primary") == 1


def test_training_goes_on_where_the_learner_stopped(signed_in, learner, course):
    enrollment = factories.make_enrollment(course, learner)
    record_completion(enrollment, course.activities.get(sequence=1))
    remember_place(enrollment, course.activities.get(sequence=3))

    page = signed_in.get(URL).content.decode()

    quiz = course.activities.get(sequence=3)
    assert f'href="{quiz.get_absolute_url()}">Go on with “Check”</a>' in page


def test_training_offers_the_map_when_all_is_done(signed_in, learner, course):
    enrollment = factories.make_enrollment(course, learner)
    for activity in course.activities.all():
        record_completion(enrollment, activity)

    page = signed_in.get(URL).content.decode()

    assert "You have done every part of this course." in page
    assert f'btn-primary" href="{course.get_absolute_url()}">Open the course map</a>' in page
    assert "Go on with" not in page


def test_training_tells_each_modules_length_and_progress(signed_in, learner, course):
    enrollment = factories.make_enrollment(course, learner)
    record_completion(enrollment, course.activities.first())

    page = signed_in.get(URL).content.decode()

    assert "1. Module 1" in page
    assert "15 min" in page
    assert '<progress max="3" value="1" aria-hidden="true"></progress> 1 of 3 done' in page


def test_training_leaves_out_what_is_retired(signed_in, course):
    course.activities.filter(sequence=1).update(retired_at=timezone.now())

    page = signed_in.get(URL).content.decode()

    assert "10 min" in page
    assert "0 of 2 done" in page


def test_training_tells_who_asks_by_when_and_why(signed_in, learner, course):
    factories.make_enrollment(course, learner)
    team = factories.make_team(learner.organization, name="Night shift")
    team.members.add(learner)
    Assignment.objects.create(
        course=course,
        organization=learner.organization,
        team=team,
        due_on=date(2026, 3, 15),
        reason="New intake form.",
    )
    others = factories.make_team(learner.organization)
    Assignment.objects.create(
        course=course, organization=learner.organization, team=others, reason="Not for you."
    )

    page = signed_in.get(URL).content.decode()

    assert (
        f"<p>{learner.organization} asks the team Night shift to take this course by "
        "March 15, 2026. Nothing closes on that day. "
        "The reason given: <bdi>New intake form.</bdi></p>"
    ) in page
    assert f"{learner.organization} asks all its people to take this course. There is no" in page
    assert "Not for you." not in page


def test_training_offers_to_go_on_with_an_open_quiz(signed_in, learner, course):
    enrollment = factories.make_enrollment(course, learner)
    attempt = factories.make_attempt(enrollment)
    factories.make_attempt(factories.make_enrollment(course), mark=None)

    page = signed_in.get(URL).content.decode()

    assert page.count("Go on with this quiz") == 1
    assert "Go on with “Lesson 1”" in page
    assert "Begin with" not in page
    assert reverse("quizzes:attempt-detail", args=[attempt.pk]) in page


def test_unfinished_courses_come_first(signed_in, learner):
    done, open_course = (
        factories.make_course(assigned_to=learner.organization, lessons=1, questions=0)
        for _ in range(2)
    )
    record_completion(factories.make_enrollment(done, learner), done.activities.get())

    response = signed_in.get(URL)

    assert [card.report.course for card in response.context["cards"]] == [open_course, done]
    assert response.content.decode().count("btn-primary") == 1


def test_training_without_a_course_says_who_assigns_one(signed_in, learner):
    page = signed_in.get(URL).content.decode()

    assert "No course has been assigned to you yet." in page
    assert "Your supervisors assign courses." in page


def test_training_sends_no_administrator_to_an_administrator(client):
    client.force_login(factories.make_administrator())

    page = client.get(URL).content.decode()

    assert "Your supervisors assign courses." in page
    assert "administrator" not in page.partition("<footer")[0]


def test_menu_marks_the_page_that_is_open(signed_in):
    page = signed_in.get(URL).content.decode()

    assert page.count("aria-current") == 1
    assert f'<a href="{URL}" aria-current="page">My training</a>' in page


@pytest.mark.parametrize("lessons", [1, 3])
def test_training_takes_a_fixed_number_of_queries(
    signed_in, learner, lessons, django_assert_num_queries
):
    course = factories.make_course(lessons=lessons, assigned_to=learner.organization)
    enrollment = factories.make_enrollment(course, learner)
    remember_place(enrollment, course.activities.first())

    with django_assert_num_queries(16):
        response = signed_in.get(URL)

    [card] = response.context["cards"]
    assert card.report.progress.total == lessons + 1
