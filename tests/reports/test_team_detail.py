from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Membership, Role
from courses import assigning
from courses.models import Enrollment
from courses.progress import record_completion
from reports.looks import Look
from tests import factories

pytestmark = pytest.mark.django_db
URL = reverse("reports:team-detail")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-03-10 15:00Z", tick=False):
        yield


@pytest.fixture
def team():
    return factories.make_team(name="Night shift")


@pytest.fixture
def course(team):
    return factories.make_course(assigned_to=team.organization)


@pytest.fixture
def supervisor(team):
    return factories.make_supervisor(team=team)


@pytest.fixture
def client(client, supervisor):
    client.force_login(supervisor)
    return client


@pytest.fixture
def make_learner(team, course):
    def make(name, *, done=None, active=None, completed=None, in_team=team):
        learner = factories.make_user(team=in_team, name=name)
        if done is None:
            return learner
        enrollment = factories.make_enrollment(course, learner)
        for activity in course.activities.all()[:done]:
            record_completion(enrollment, activity)
        moments = {"last_active_on": active}
        if completed:
            moments["completed_at"] = completed
        Enrollment.objects.filter(pk=enrollment.pk).update(**moments)
        return learner

    return make


@pytest.mark.parametrize("learners", [1, 3])
def test_dashboard_takes_a_fixed_number_of_queries(
    client, make_learner, learners, course, team, supervisor, django_assert_num_queries
):
    Role.objects.create(
        user=supervisor, kind="supervisor", team=factories.make_team(team.organization)
    )
    for number in range(learners):
        make_learner(f"Learner {number}", done=1, active=date(2026, 2, 1))
        assigning.assign(
            factories.make_course(), organization=team.organization, team=team, actor=None
        )
    assigning.assign(
        course, organization=team.organization, team=team, due_on=date(2026, 3, 1), actor=None
    )
    client.get(URL, {"course": course.slug})  # reads the course, once for its edition

    with django_assert_num_queries(11):
        response = client.get(URL, {"course": course.slug})

    assert response.context["dashboard"].counts["everyone"] == learners


def test_numbers_tell_states_and_looks(client, make_learner, course, team, supervisor):
    make_learner("Not started")
    make_learner("Quiet", done=1, active=date(2026, 2, 23))
    make_learner("At work", done=2, active=date(2026, 2, 24))
    make_learner("Done", done=3, active=date(2026, 1, 5))
    factories.make_user(team.organization, name="Of no team")
    assigning.assign(
        course, organization=team.organization, team=team, due_on=date(2026, 3, 9), actor=None
    )

    dashboard = client.get(URL).context["dashboard"]

    assert [(state.value, count) for state, count, _ in dashboard.states] == [
        ("not-started", 1),
        ("under-way", 2),
        ("complete", 1),
    ]
    assert dashboard.counts["everyone"] == 4
    assert dashboard.counts["OVERDUE"] == 3
    assert dashboard.counts["QUIET"] == 1
    assert dashboard.completed_share == "25%"
    assert [
        (group.look, [each["name"] for each in group.people]) for group in dashboard.groups
    ] == [
        (Look.OVERDUE, ["At work", "Not started", "Quiet"]),
        (Look.QUIET, ["Quiet"]),
    ]


def test_every_number_leads_to_as_many_people(client, make_learner, course, team):
    make_learner("Not started")
    make_learner("Quiet", done=1, active=date(2026, 2, 1))
    make_learner("Done", done=3, active=date(2026, 1, 5))
    assigning.assign(
        course, organization=team.organization, team=team, due_on=date(2026, 3, 20), actor=None
    )
    counts = client.get(URL).context["dashboard"].counts
    learners = reverse("reports:learner-list")

    for look in Look:
        found = client.get(learners, {"course": course.slug, "look": look.value})
        assert found.context["report"].counts["found"] == counts[look.name], look


def test_completed_is_counted_at_the_end_of_each_month_of_the_readers_zone(client, make_learner):
    make_learner("Long ago", done=3, completed=datetime(2024, 1, 5, tzinfo=UTC))
    make_learner("Midnight", done=3, completed=datetime(2026, 1, 1, 5, 59, tzinfo=UTC))
    make_learner("After", done=3, completed=datetime(2026, 1, 1, 6, 0, tzinfo=UTC))
    make_learner("Now", done=3, completed=datetime(2026, 3, 10, 14, 0, tzinfo=UTC))

    months = client.get(URL).context["dashboard"].months

    assert [f"{month.starts_on:%Y-%m}" for month in months][::11] == ["2025-04", "2026-03"]
    assert [month.completed for month in months] == [1] * 8 + [2, 3, 3, 4]


def test_teams_are_compared_where_there_are_several(client, make_learner, supervisor, team):
    other = factories.make_team(team.organization, name="Outreach")
    Role.objects.create(user=supervisor, kind="supervisor", team=other)
    make_learner("Ada", done=3, active=date(2026, 3, 1))
    both = make_learner("Both", done=1, active=date(2026, 3, 1))
    Membership.objects.create(team=other, user=both)
    Membership.objects.create(team=other, user=supervisor)  # learns there; supervises nobody less
    make_learner("Gone", in_team=other).delete()

    rows = client.get(URL).context["teams"].object_list

    found = [
        (row.team.name, row.learners, row.not_started, row.under_way, row.complete) for row in rows
    ]
    assert found == [("Night shift", 2, 0, 1, 1), ("Outreach", 1, 0, 1, 0)]


def test_links_keep_the_team_and_the_course(client, make_learner, course, team):
    make_learner("Ada")

    page = client.get(URL, {"team": team.pk, "course": course.slug}).content.decode()

    learners = reverse("reports:learner-list")
    assert f'href="{learners}?team={team.pk}&amp;course={course.slug}&amp;state=complete"' in page


def test_team_without_learners_says_who_adds_them(client, course):
    assert "Nobody is in your teams yet." in client.get(URL).content.decode()


def test_without_a_course_it_leads_to_assigning_one(client, team):
    factories.make_user(team=team)

    page = client.get(URL).content.decode()

    assert "No course has been assigned" in page
    assert reverse("reports:assignment-create") in page


def test_team_of_others_is_not_there(client, course, team):
    other = factories.make_team(team.organization)

    assert client.get(URL, {"team": other.pk}).status_code == 404
