"""Allowances: given and withdrawn by supervisors, seen by their learner, and acted on."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AuditEntry, Role
from quizzes import attempts
from quizzes.models import Allowance, Attempt
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return factories.make_team()


@pytest.fixture
def learner(team):
    return factories.make_user(team=team, name="Ada Okafor")


@pytest.fixture
def supervisor(team):
    return factories.make_supervisor(team=team)


@pytest.fixture
def enrollment(team, learner):
    course = factories.make_course(assigned_to=team.organization)
    return factories.make_enrollment(course, learner)


@pytest.fixture
def quiz(enrollment):
    quiz = enrollment.course.activities.select_related("module").get(kind="quiz").quiz
    quiz.attempts_allowed, quiz.wait_minutes = 1, 60
    quiz.save()
    return quiz


@pytest.fixture
def client(client, supervisor):
    client.force_login(supervisor)
    return client


def url(learner):
    return reverse("quizzes:allowance-list", args=[learner.pk])


def give(client, learner, quiz, **changes):
    posted = {"quiz": quiz.pk, "extra_attempts": "1", "reason": "Was called away."} | changes
    return client.post(url(learner), posted, follow=True)


def withdraw(client, allowance):
    return client.post(reverse("quizzes:allowance-withdraw", args=[allowance.pk]), follow=True)


def start(quiz, enrollment):
    return attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)


# -- Giving and withdrawing ----------------------------------------------------------------


def test_supervisor_gives_an_allowance(client, learner, supervisor, quiz):
    page = give(client, learner, quiz, has_no_wait="on", reason=" Was \r\n called away. ")

    allowance = Allowance.objects.get()
    assert (allowance.learner, allowance.quiz, allowance.given_by) == (learner, quiz, supervisor)
    assert (allowance.extra_attempts, allowance.has_no_wait) == (1, True)
    assert allowance.reason == "Was called away."
    assert "1 more attempt. No wait between attempts." in page.content.decode()
    entry = AuditEntry.objects.get(action="allowance.given")
    assert (entry.actor, entry.data["extra_attempts"]) == (supervisor, 1)
    assert "called away" not in str(entry.data)


def test_supervisor_withdraws_an_allowance(client, learner, supervisor, quiz):
    allowance = factories.make_allowance(quiz, learner)

    page = withdraw(client, allowance).content.decode()

    allowance.refresh_from_db()
    assert allowance.withdrawn_by == supervisor
    assert "<h2>Withdrawn</h2>" in page
    assert AuditEntry.objects.get(action="allowance.withdrawn").actor == supervisor
    assert "was withdrawn already" in withdraw(client, allowance).content.decode()
    assert AuditEntry.objects.filter(action="allowance.withdrawn").count() == 1


def test_one_allowance_at_a_time_for_a_quiz(client, learner, quiz):
    give(client, learner, quiz)

    page = give(client, learner, quiz, extra_attempts="5")

    assert "There is an allowance for this quiz already." in page.content.decode()
    assert Allowance.objects.get().extra_attempts == 1
    withdraw(client, Allowance.objects.get())
    give(client, learner, quiz, extra_attempts="5")
    assert Allowance.objects.in_force().get().extra_attempts == 5


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"extra_attempts": ""}, "Choose what to allow"),
        ({"extra_attempts": "0"}, "Choose what to allow"),
        ({"extra_attempts": "-1"}, "greater than or equal to 0"),
        ({"reason": "  "}, "This field is required."),
        ({"reason": "a\x07"}, "a character that cannot be shown"),
        ({"reason": "a" * 301}, "at most 300 characters"),
        ({"extra_percent": "50", "extra_minutes": "10"}, "in percent or in minutes, not both"),
    ],
)
def test_what_makes_no_sense_is_told_and_not_given(client, learner, quiz, changes, told):
    assert told in give(client, learner, quiz, **changes).content.decode()
    assert Allowance.objects.count() == 0


def test_only_quizzes_that_the_learner_takes_and_that_have_limits_are_offered(
    client, learner, quiz
):
    free = factories.make_course(assigned_to=learner.organization)
    elsewhere = factories.make_course().activities.get(kind="quiz").quiz
    elsewhere.attempts_allowed = 1
    elsewhere.save()

    form = client.get(url(learner)).context["form"]

    assert list(form.fields["quiz"].queryset) == [quiz]
    assert "not one of the available choices" in give(client, learner, elsewhere).content.decode()
    assert free.activities.filter(kind="quiz").exists()


def test_page_says_when_there_is_nothing_to_allow(client, learner, enrollment):
    page = client.get(url(learner)).content.decode()

    assert "There is nothing to allow" in page
    assert "Give it" not in page


def test_nobody_gives_an_allowance_to_themself(client, supervisor, quiz):
    Role.objects.create(user=supervisor, kind="supervisor", organization=supervisor.organization)
    theirs = factories.make_allowance(quiz, supervisor)

    assert client.get(url(supervisor)).status_code == 404
    assert give(client, supervisor, quiz).status_code == 404
    assert withdraw(client, theirs).status_code == 404


def test_another_team_s_supervisor_finds_nothing(client, learner, quiz):
    allowance = factories.make_allowance(quiz, learner)
    other = factories.make_supervisor(team=factories.make_team(learner.organization))
    client.force_login(other)

    assert client.get(url(learner)).status_code == 404
    assert give(client, learner, quiz).status_code == 404
    assert withdraw(client, allowance).status_code == 404
    assert Allowance.objects.in_force().count() == 1


@pytest.mark.parametrize("given", [1, 3])
def test_page_has_a_fixed_number_of_queries(
    client, learner, quiz, given, django_assert_num_queries
):
    for _ in range(given):
        course = factories.make_course(assigned_to=learner.organization)
        other = course.activities.get(kind="quiz").quiz
        other.attempts_allowed = 1
        other.save()
        factories.make_allowance(other, learner)

    with django_assert_num_queries(7):
        client.get(url(learner))


@pytest.mark.parametrize(
    "fields",
    [
        {"extra_attempts": 0},
        {"extra_percent": 50, "extra_minutes": 10},
        {"extra_attempts": 1, "reason": ""},
    ],
)
def test_database_refuses_an_allowance_that_makes_no_sense(quiz, learner, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_allowance(quiz, learner, **fields)


def test_page_of_the_learner_s_report_leads_there(client, learner, supervisor, quiz):
    link = url(learner)

    assert link in client.get(reverse("reports:learner-detail", args=[learner.pk])).content.decode()
    client.force_login(learner)
    report = client.get(reverse("reports:my-report")).content.decode()
    assert link not in report
    assert "allow you another attempt" in report


# -- What it does --------------------------------------------------------------------------


def test_allowance_lets_its_learner_begin_once_more(learner, enrollment, quiz):
    factories.make_attempt(enrollment, mark=0.5)
    factories.make_allowance(quiz, learner, extra_attempts=1, has_no_wait=True)

    attempts.submit_attempt(start(quiz, enrollment), actor=learner)

    with pytest.raises(attempts.NoAttemptsLeft):
        start(quiz, enrollment)
    assert Attempt.objects.count() == 2


def test_allowance_of_more_attempts_leaves_the_wait(learner, enrollment, quiz):
    factories.make_attempt(enrollment, mark=0.5)
    factories.make_allowance(quiz, learner)

    with pytest.raises(attempts.TooSoon):
        start(quiz, enrollment)


def test_allowance_of_somebody_else_or_withdrawn_changes_nothing(learner, enrollment, quiz):
    factories.make_attempt(enrollment, mark=0.5)
    factories.make_allowance(quiz, factories.make_user(learner.organization))
    factories.make_allowance(
        quiz, learner, extra_attempts=1, has_no_wait=True, withdrawn_at="2026-01-01T00:00Z"
    )

    with pytest.raises(attempts.NoAttemptsLeft):
        start(quiz, enrollment)


def test_learner_sees_the_allowance_on_the_start_page(client, learner, enrollment, quiz):
    factories.make_attempt(enrollment, mark=0.5)
    supervisor = factories.make_user(name="Mo & Co")
    factories.make_allowance(
        quiz,
        learner,
        extra_attempts=1,
        has_no_wait=True,
        extra_percent=50,
        reason="<b>Called</b> away.",
        given_by=supervisor,
    )
    client.force_login(learner)

    page = client.get(quiz.activity.get_absolute_url()).content.decode()

    assert "1 more attempt. No wait between attempts. 50 percent more time." in page
    assert "&lt;b&gt;Called&lt;/b&gt; away." in page
    assert "by <bdi>Mo &amp; Co</bdi>" in page
    assert "You can take it 1 more time." in page
    assert "Begin</button>" in page


def test_learner_is_told_whom_to_ask(client, learner, supervisor, enrollment, quiz):
    factories.make_attempt(enrollment, mark=0.5)
    client.force_login(learner)

    page = client.get(quiz.activity.get_absolute_url()).content.decode()

    assert f"<ul><li><bdi>{supervisor.name}</bdi></li></ul>" in page
