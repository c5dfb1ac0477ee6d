"""How often a quiz may be taken, and when again: enforced, and told on its start page."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes import attempts
from quizzes.models import Attempt, Quiz
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def enrollment(learner):
    course = factories.make_course(assigned_to=learner.organization)
    return factories.make_enrollment(course, learner)


@pytest.fixture
def quiz(enrollment):
    return enrollment.course.activities.select_related("module").get(kind="quiz").quiz


@pytest.fixture
def client(client, learner):
    client.force_login(learner)
    return client


def limit(quiz, **settings):
    for name, value in settings.items():
        setattr(quiz, name, value)
    quiz.save()


def take(enrollment, **ago):
    """An attempt with a mark of 60%, submitted so long ago."""
    submitted_at = timezone.now() - timedelta(**ago)
    return factories.make_attempt(enrollment, mark=0.6, submitted_at=submitted_at)


def start(quiz, enrollment):
    return attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)


def start_page(client, quiz):
    return client.get(quiz.activity.get_absolute_url()).content.decode()


def press_begin(client, quiz):
    activity = quiz.activity
    place = [activity.course.slug, activity.module.slug, activity.slug]
    return client.post(reverse("quizzes:attempt-create", args=place))


def test_unlimited_unless_said_otherwise(quiz, enrollment):
    for _ in range(5):
        take(enrollment)

    assert start(quiz, enrollment).is_open


def test_no_more_attempts_than_allowed(quiz, enrollment):
    limit(quiz, attempts_allowed=2)
    take(enrollment)
    attempts.submit_attempt(start(quiz, enrollment), actor=enrollment.learner)

    with pytest.raises(attempts.NoAttemptsLeft):
        start(quiz, enrollment)
    assert Attempt.objects.count() == 2


def test_attempts_of_others_do_not_count(quiz, enrollment):
    limit(quiz, attempts_allowed=1)
    take(factories.make_enrollment(enrollment.course))

    assert start(quiz, enrollment).is_open


def test_open_attempt_goes_on_whatever_the_settings_say_now(quiz, enrollment):
    attempt = start(quiz, enrollment)
    take(enrollment)
    limit(quiz, attempts_allowed=1, wait_minutes=60)

    assert start(quiz, enrollment) == attempt


def test_wait_counts_from_the_end_of_the_last_attempt(quiz, enrollment):
    limit(quiz, wait_minutes=60)
    take(enrollment, minutes=70)
    assert start(quiz, enrollment).is_open
    Attempt.objects.open().delete()
    last = take(enrollment, minutes=50)

    with pytest.raises(attempts.TooSoon) as refusal:
        start(quiz, enrollment)
    wait = refusal.value.begins_at - last.submitted_at
    assert timedelta(minutes=60) <= wait < timedelta(minutes=61)


def test_start_page_tells_every_setting(client, quiz):
    limit(
        quiz,
        attempts_allowed=3,
        wait_minutes=1500,
        feedback="each",
        is_shuffled=False,
        time_limit_minutes=40,
        time_limit_reason="The license <asks>.",
        pass_mark=0.9,
    )

    page = start_page(client, quiz)

    assert "3 times at most. The best result counts." in page
    assert "After one attempt you wait 1 day 1 hour before the next." in page
    assert "40 minutes from when you begin." in page
    assert "The license &lt;asks&gt;." in page
    assert "After each question, when you check your answer." in page
    assert "One question at a time.</dd>" in page
    assert "At 90% or more." in page
    assert "You can take it 3 times." in page
    assert "How would you like to see the questions?" not in page


def test_start_page_says_when_the_next_attempt_can_begin(client, quiz, enrollment, learner):
    limit(quiz, wait_minutes=1440, attempts_allowed=3)
    zone = ZoneInfo("America/Denver")
    learner.organization.time_zone = zone.key
    learner.organization.save()
    ended = (timezone.now() - timedelta(hours=2)).replace(second=0, microsecond=0)
    factories.make_attempt(enrollment, mark=0.6, submitted_at=ended)
    supervisor = factories.make_supervisor(organization=learner.organization)
    factories.make_supervisor(organization=factories.make_organization())  # who could be named

    page = start_page(client, quiz)

    begins = (ended + timedelta(days=1)).astimezone(zone)
    minute = datetime.strftime(begins, "%I:%M %p").lstrip("0")
    assert f"{begins:%A}, {begins:%B} {begins.day}, {begins.year}, {minute} {begins:%Z}" in page
    assert "You can take it 2 more times." in page
    assert f"<ul><li><bdi>{supervisor.name}</bdi></li></ul>" in page
    assert "Begin</button>" not in page


def test_start_page_says_that_no_attempt_is_left(client, quiz, enrollment):
    limit(quiz, attempts_allowed=1)
    take(enrollment)

    page = start_page(client, quiz)

    assert "Your best result counts: 60%." in page
    assert "an administrator of your organization can name one" in page
    assert "Begin</button>" not in page


def test_start_page_of_an_open_last_attempt_leads_on(client, quiz, enrollment):
    limit(quiz, attempts_allowed=1, wait_minutes=60)
    start(quiz, enrollment)

    assert "Go on where you stopped" in start_page(client, quiz)


@pytest.mark.parametrize("settings", [{"attempts_allowed": 1}, {"wait_minutes": 60}])
def test_beginning_too_often_leads_to_the_start_page(client, quiz, enrollment, settings):
    limit(quiz, **settings)
    take(enrollment)

    assert press_begin(client, quiz).url == quiz.activity.get_absolute_url()
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("taken", [1, 3])
def test_start_page_of_a_limited_quiz_has_a_fixed_number_of_queries(
    client, quiz, enrollment, taken, django_assert_num_queries
):
    limit(quiz, attempts_allowed=1)
    for _ in range(taken):
        take(enrollment)
        factories.make_supervisor(organization=enrollment.learner.organization)
    start_page(client, quiz)

    with django_assert_num_queries(9):
        start_page(client, quiz)


@pytest.mark.parametrize(("settings", "is_there"), [({}, True), ({"attempts_allowed": 2}, False)])
def test_result_offers_another_attempt_only_where_nothing_limits_it(
    client, quiz, enrollment, settings, is_there
):
    limit(quiz, **settings)
    attempt = start(quiz, enrollment)
    attempts.submit_attempt(attempt, actor=enrollment.learner)

    page = client.get(reverse("quizzes:attempt-detail", args=[attempt.pk])).content.decode()

    assert ("Take it again" in page) is is_there
    assert ("Start page of this quiz" in page) is not is_there


def test_layout_of_the_quiz_holds(client, quiz, enrollment, learner):
    limit(quiz, layout="all")
    attempt = Attempt.objects.get(pk=start(quiz, enrollment).pk)
    on_one = reverse("quizzes:attempt-page", args=[attempt.pk])

    one_at_a_time = client.get(reverse("quizzes:question-detail", args=[attempt.pk, 2]))
    page = client.get(on_one).content.decode()

    assert one_at_a_time.url == f"{on_one}#question-2"
    assert press_begin(client, quiz).url == on_one
    assert "Show one question at a time" not in page

    Attempt.objects.update(layout="one")
    first = reverse("quizzes:question-detail", args=[attempt.pk, 1])
    assert client.get(on_one).url == first
    assert "Show all questions on one page" not in client.get(first).content.decode()
    assert Quiz.objects.get().layout == "all"
