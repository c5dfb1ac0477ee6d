import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from accounts.models import Membership, Role
from courses.models import Assignment, Bloom, Objective
from courses.progress import record_completion
from quizzes.models import Attempt, Quiz
from tests import factories

pytestmark = pytest.mark.django_db
OWN = reverse("reports:my-report")


def url(learner):
    return reverse("reports:learner-detail", args=[learner.pk])


@pytest.fixture
def team():
    return factories.make_team()


@pytest.fixture
def course(team):
    return factories.make_course(assigned_to=team.organization)


@pytest.fixture
def learner(team):
    return factories.make_user(team=team, name="Ada Okafor")


@pytest.fixture
def enrollment(course, learner):
    """One lesson read, and two attempts submitted, the later one lower."""
    enrollment = factories.make_enrollment(course, learner, last_active_on=date(2026, 3, 4))
    record_completion(enrollment, course.activities.first())
    for day, mark in ((2, 0.75), (3, 0.5)):
        moment = datetime(2026, 3, day, 23, 30, tzinfo=UTC)
        factories.make_attempt(enrollment, mark=mark, submitted_at=moment)
    enrollment.completions.update(completed_at=datetime(2026, 3, 2, 3, 0, tzinfo=UTC))
    return enrollment


@pytest.fixture
def supervisor(team):
    return factories.make_supervisor(team=team)


@pytest.fixture
def client(client, supervisor):
    client.force_login(supervisor)
    return client


# -- What it says --------------------------------------------------------------------------


def test_page_tells_each_part_with_days_and_marks(client, learner, enrollment):
    [report] = client.get(url(learner)).context["reports"]

    [module] = report.modules
    assert [(step.activity.title, step.best_mark) for step in module.steps] == [
        ("Lesson 1", None),
        ("Lesson 2", None),
        ("Check", 0.75),
    ]
    assert [attempt.mark for attempt in module.steps[2].submitted] == [0.75, 0.5]
    assert (str(module.progress), str(report.progress)) == ("1 of 3", "1 of 3")
    assert report.state == "under-way"


def test_page_shows_days_of_the_viewers_zone_and_no_time_of_day(client, learner, enrollment):
    page = client.get(url(learner)).content.decode()

    assert "done March 1, 2026" in page  # 3:00 on March 2 in UTC
    assert "<li>March 2, 2026: 75%</li>" in page
    assert "<li>March 3, 2026: 50%</li>" in page
    assert "Submitted 2 times:" in page
    assert not re.search(r"\d:\d\d", page)


def test_page_does_not_tell_of_an_open_attempt(client, learner, course):
    factories.make_attempt(factories.make_enrollment(course, learner))

    page = client.get(url(learner)).content.decode()

    assert "attempt" not in page
    assert "Submitted" not in page


def test_page_does_not_link_to_answers(client, learner, enrollment):
    page = client.get(url(learner)).content.decode()

    for attempt in Attempt.objects.all():
        assert reverse("quizzes:attempt-detail", args=[attempt.pk]) not in page


def test_page_shows_objectives_and_who_asks_by_when(client, learner, course, team):
    Objective.objects.create(
        module=course.modules.get(),
        code="m1-o1",
        position=1,
        text="Name a loss.",
        bloom=Bloom.APPLY,
    )
    Assignment.objects.create(
        course=course, organization=team.organization, team=team, due_on=date(2026, 3, 15)
    )

    page = client.get(url(learner)).content.decode()

    assert "Name a loss." in page
    assert f"asks the team {team.name} to take this course by March 15, 2026." in page


def test_page_says_plainly_when_nothing_was_started(client, learner, course):
    page = client.get(url(learner)).content.decode()

    assert "<bdi>Ada Okafor</bdi> has not started this course." in page
    assert "<dt>Last active</dt><dd>not yet</dd>" in page


def test_page_says_when_there_is_no_course(client, learner):
    assert b"No course is assigned to <bdi>Ada Okafor</bdi>" in client.get(url(learner)).content


@pytest.mark.parametrize("courses", [1, 3])
def test_page_takes_a_fixed_number_of_queries(
    client, learner, team, courses, django_assert_num_queries
):
    for _ in range(courses):
        course = factories.make_course(assigned_to=team.organization)
        factories.make_attempt(factories.make_enrollment(course, learner), mark=0.5)

    client.get(url(learner))  # keeps that the page was opened today, once

    with django_assert_num_queries(17):
        response = client.get(url(learner))

    assert len(response.context["reports"]) == courses


# -- Who may open it -----------------------------------------------------------------------


def test_people_of_other_teams_and_organizations_are_not_found(client, learner, team, course):
    sibling = factories.make_user(team=factories.make_team(team.organization))
    stranger = factories.make_user(team=factories.make_team())
    factories.make_enrollment(course, stranger)

    assert client.get(url(learner)).status_code == 200
    assert client.get(url(sibling)).status_code == 404
    assert client.get(url(stranger)).status_code == 404


def test_former_supervisor_finds_nobody(client, learner, supervisor):
    supervisor.roles.all().delete()

    assert client.get(url(learner)).status_code == 404


def test_supervisor_does_not_find_who_left_the_team(client, learner):
    Membership.objects.filter(user=learner).delete()

    assert client.get(url(learner)).status_code == 404


def test_deactivated_learner_is_not_found(client, learner):
    learner.is_active = False
    learner.save()

    assert client.get(url(learner)).status_code == 404


@pytest.mark.parametrize("make", [factories.make_administrator, factories.make_user])
def test_others_of_the_organization_do_not_find_the_learner(client, learner, team, make):
    client.force_login(make(team.organization))

    assert client.get(url(learner)).status_code == 404


# -- What my supervisor sees ---------------------------------------------------------------


def about_the_learner(response):
    """The page from the note on, which is where the learner's own introduction ends."""
    page = response.content.decode()
    return page[page.index("Days and marks only.") : page.index("</main>")]


def test_learner_sees_the_very_page_of_their_supervisor(client, learner, enrollment):
    theirs = about_the_learner(client.get(url(learner)))
    client.force_login(learner)

    own = client.get(OWN)

    assert own.templates[0].name == "reports/learner_detail.html"
    assert about_the_learner(own) == theirs
    assert "Check" in theirs


def test_own_page_names_who_can_open_it(client, learner, team, supervisor):
    of_all = factories.make_supervisor(organization=team.organization)
    Role.objects.create(user=supervisor, kind="supervisor", organization=team.organization)
    former = factories.make_supervisor(team=team)
    former.is_active = False
    former.save()
    factories.make_supervisor(team=factories.make_team(team.organization))
    factories.make_administrator(team.organization)
    client.force_login(learner)

    assert set(client.get(OWN).context["viewers"]) == {supervisor, of_all}


def test_own_page_says_when_nobody_can_open_it(client, learner, supervisor):
    supervisor.roles.all().delete()
    client.force_login(learner)

    assert b"Nobody can open it at the moment" in client.get(OWN).content


def test_supervisor_is_not_named_as_a_viewer_of_themself(client, team):
    supervisor = factories.make_supervisor(organization=team.organization)
    client.force_login(supervisor)

    assert list(client.get(OWN).context["viewers"]) == []


@pytest.mark.parametrize(
    ("marks", "asked", "words"),
    [
        (4, 5, "went well"),
        (3, 6, "went partly well"),
        (2, 5, "was hard"),
        (None, 0, "not asked yet"),
    ],
)
def test_page_tells_how_objectives_went_when_last_asked(
    client, learner, enrollment, course, marks, asked, words
):
    objective = Objective.objects.create(
        module=course.modules.get(), code="o", position=1, text="Name a loss.", bloom=Bloom.APPLY
    )
    if asked:
        Quiz.objects.get().objective_marks.create(
            enrollment=enrollment,
            objective=objective,
            first_marks=0,
            first_asked=1,
            last_marks=marks,
            last_asked=asked,
        )

    page = client.get(url(learner)).content.decode()

    assert f'<li>Name a loss. <span class="muted">{words}</span></li>' in page
