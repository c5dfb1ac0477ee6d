from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.models import AuditEntry, Role
from courses import assigning
from courses.asked import asked_of
from courses.models import Assignment, Module
from courses.progress import record_completion
from tests import factories

pytestmark = pytest.mark.django_db
LIST = reverse("reports:assignment-list")
NEW = reverse("reports:assignment-create")
TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-03-10 15:00Z", tick=False):
        yield


@pytest.fixture
def team():
    return factories.make_team(name="Night shift")


@pytest.fixture
def course():
    return factories.make_course()


@pytest.fixture
def learner(team):
    return factories.make_user(team=team, name="Ada Okafor")


@pytest.fixture
def supervisor(team):
    return factories.make_supervisor(team=team)


@pytest.fixture
def client(client, supervisor):
    client.force_login(supervisor)
    return client


@pytest.fixture
def assignment(course, team):
    return assigning.assign(
        course, organization=team.organization, team=team, due_on=date(2026, 4, 1), actor=None
    )


def url(name, assignment, *args):
    return reverse(f"reports:assignment-{name}", args=[assignment.pk, *args])


def give(client, course, team, **fields):
    data = {"course": course.pk, "target": f"team-{team.pk}"} | fields
    return client.post(NEW, data)


# -- Asking --------------------------------------------------------------------------------


def test_team_is_asked_by_a_date_with_a_reason_its_learners_read(client, course, team, learner):
    response = give(client, course, team, due_on="2026-04-01", reason="The new intake form.")

    assignment = Assignment.objects.get()
    assert response.url == url("detail", assignment)
    assert (assignment.team, assignment.due_on) == (team, date(2026, 4, 1))
    client.force_login(learner)
    page = client.get(reverse("reports:home")).content.decode()
    assert "asks the team Night shift to take this course by April 1, 2026." in page
    assert "The new intake form." in page


def test_some_modules_are_asked_of_whoever_joins_within_days(client, course, team):
    module = course.modules.get()

    give(client, course, team, modules=[module.pk], due_after_days="60")

    joined = factories.make_user(team=team)
    [asked] = asked_of(joined)
    assert list(asked.modules) == [module]
    assert asked.due_on == TODAY + timedelta(days=60)


def test_one_person_is_asked_from_their_page(client, course, team, learner):
    other = factories.make_user(team=team)

    page = client.get(NEW, {"person": learner.pk}).content.decode()
    client.post(f"{NEW}?person={learner.pk}", {"course": course.pk, "due_on": "2026-04-01"})

    assert "Assign a course to <bdi>Ada Okafor</bdi>" in page
    assert [each.due_on for each in asked_of(learner)] == [date(2026, 4, 1)]
    assert asked_of(other) == []


def test_supervisor_of_an_organization_asks_all_of_it(client, course, team, supervisor, learner):
    Role.objects.create(user=supervisor, kind="supervisor", organization=team.organization)

    client.post(NEW, {"course": course.pk, "target": f"organization-{team.organization_id}"})

    assert Assignment.objects.get().target == team.organization


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due_on": "2026-04-01", "due_after_days": "5"}, "Choose a date or a number of days"),
        ({"due_on": "2026-03-09"}, "This day has passed."),
        ({"due_on": "soon"}, "Enter a valid date."),
        ({"due_after_days": "731"}, "less than or equal to 730"),
        ({"due_after_days": "-1"}, "greater than or equal to 0"),
        ({"reason": "a" * 501}, "at most 500 characters"),
        ({"modules": ["999999"]}, "999999 is not one of the available choices"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_what_was_typed(client, course, team, fields, words):
    response = give(client, course, team, **{"reason": "Because."} | fields)

    assert words in response.content.decode()
    assert Assignment.objects.count() == 0


def test_due_today_can_be_asked_in_the_zone_of_the_people(client, course, team):
    with time_machine.travel("2026-03-11 03:00Z", tick=False):  # still the 10th in Chicago
        response = give(client, course, team, due_on="2026-03-10")

    assert response.status_code == 302


def test_team_of_others_cannot_be_asked(client, course, team):
    other = factories.make_team(team.organization)

    response = give(client, course, other)

    assert "is not one of the available choices" in response.content.decode()
    assert Assignment.objects.count() == 0


def test_person_whom_the_viewer_does_not_supervise_is_not_found(client, course, team, supervisor):
    for person in (factories.make_user(team.organization), supervisor):
        assert client.get(NEW, {"person": person.pk}).status_code == 404
        assert client.post(f"{NEW}?person={person.pk}", {"course": course.pk}).status_code == 404


def test_double_click_asks_once(client, course, team):
    give(client, course, team)
    page = client.post(NEW, {"course": course.pk, "target": f"team-{team.pk}"}, follow=True)

    assert "They are asked for this already." in page.content.decode()
    assert Assignment.objects.count() == 1


def test_same_people_can_be_asked_for_other_modules(course, team):
    other = Module.objects.create(course=course, slug="m-2", number=2, title="Two", summary="S.")
    for modules in ([], [course.modules.first()], [other]):
        assigning.assign(
            course, organization=team.organization, team=team, modules=modules, actor=None
        )

    assert Assignment.objects.count() == 3


# -- Looking -------------------------------------------------------------------------------


@pytest.mark.parametrize("assignments", [1, 3])
def test_list_takes_a_fixed_number_of_queries(client, team, assignments, django_assert_num_queries):
    for _ in range(assignments):
        course = factories.make_course()
        assigning.assign(course, organization=team.organization, team=team, actor=None)

    with django_assert_num_queries(5):
        response = client.get(LIST)

    assert len(response.context["assignments"]) == assignments


def test_list_has_the_teams_the_peoples_and_the_organizations(client, course, team, learner):
    organization = team.organization
    mine = [
        assigning.assign(course, organization=organization, actor=None, **target)
        for target in ({}, {"team": team}, {"person": learner})
    ]
    others = factories.make_team(organization)
    assigning.assign(course, organization=organization, team=others, actor=None)
    stranger = factories.make_user(organization)
    assigning.assign(course, organization=organization, person=stranger, actor=None)
    assigning.assign(course, organization=factories.make_organization(), actor=None)

    assert client.get(LIST).context["assignments"] == mine


def test_list_says_when_nobody_is_asked(client):
    assert "Nobody is asked to take anything" in client.get(LIST).content.decode()


def test_page_counts_who_is_asked_has_not_done_it_and_is_late(
    client, assignment, course, team, supervisor
):
    done, _late, extended = (factories.make_user(team=team) for _ in range(3))
    factories.make_user(team.organization)
    enrollment = factories.make_enrollment(course, done)
    for activity in course.activities.all():
        record_completion(enrollment, activity)
    assigning.extend(assignment, extended, date(2026, 6, 1), actor=None)

    with time_machine.travel("2026-04-02 15:00Z", tick=False):
        client.force_login(supervisor)
        context = client.get(url("detail", assignment)).context

    assert context["counts"] == {"asked": 3, "owing": 2, "overdue": 1}
    assert [each.learner for each in context["extensions"]] == [extended]


def test_numbers_lead_to_the_people_behind_them(client, assignment, course, team, supervisor):
    late = factories.make_user(team=team, name="Late")
    done = factories.make_user(team=team, name="Done")
    enrollment = factories.make_enrollment(course, done)
    for activity in course.activities.all():
        record_completion(enrollment, activity)
    query = {"course": course.slug, "assignment": assignment.pk}
    learners = reverse("reports:learner-list")

    def names(**more):
        return [row.name for row in client.get(learners, query | more).context["page"]]

    assert names() == ["Done", "Late"]
    assert names(look="owing") == [late.name]
    assert names(look="overdue") == []
    assert names(look="soon") == [late.name]
    with time_machine.travel("2026-04-02 15:00Z", tick=False):
        client.force_login(supervisor)
        assert names(look="overdue") == [late.name]


def test_modules_are_done_when_all_their_parts_are(client, course, team):
    module = course.modules.get()
    assignment = assigning.assign(
        course, organization=team.organization, team=team, modules=[module], actor=None
    )
    started, finished = (factories.make_user(team=team) for _ in range(2))
    for learner, parts in ((started, 1), (finished, 3)):
        enrollment = factories.make_enrollment(course, learner)
        for activity in course.activities.all()[:parts]:
            record_completion(enrollment, activity)

    counts = client.get(url("detail", assignment)).context["counts"]

    assert counts == {"asked": 2, "owing": 1, "overdue": 0}


# -- Changing ------------------------------------------------------------------------------


def test_date_is_moved_for_everybody_and_kept_on_record(client, assignment, supervisor, learner):
    client.post(url("date", assignment), {"due_on": "2026-05-01", "due_after_days": ""})

    assert [each.due_on for each in asked_of(learner)] == [date(2026, 5, 1)]
    page = client.get(url("detail", assignment)).content.decode()
    assert "The date was moved: 2026-04-01 to 2026-05-01" in page
    assert f"<bdi>{supervisor}</bdi>" in page


def test_one_learner_is_given_more_time(client, assignment, team, learner):
    other = factories.make_user(team=team)

    page = client.get(reverse("reports:learner-detail", args=[learner.pk])).content.decode()
    client.post(url("extend", assignment, learner.pk), {"due_on": "2026-06-01"})
    client.post(url("extend", assignment, learner.pk), {"due_on": "2026-07-01"})

    assert url("extend", assignment, learner.pk) in page
    assert [each.due_on for each in asked_of(learner)] == [date(2026, 7, 1)]
    assert [each.due_on for each in asked_of(other)] == [date(2026, 4, 1)]


def test_day_that_has_passed_gives_nobody_more_time(client, assignment, learner):
    response = client.post(url("extend", assignment, learner.pk), {"due_on": "2026-03-09"})

    assert "This day has passed." in response.content.decode()
    assert assignment.extensions.count() == 0


def test_who_is_not_asked_cannot_be_given_more_time(client, assignment, team, supervisor):
    others = factories.make_team(team.organization)
    Role.objects.create(user=supervisor, kind="supervisor", team=others)
    elsewhere = factories.make_user(team=others)

    assert client.get(url("extend", assignment, elsewhere.pk)).status_code == 404


def test_withdrawn_assignment_asks_nobody_and_stays_on_record(client, assignment, learner):
    client.post(url("withdraw", assignment))
    page = client.post(url("withdraw", assignment), follow=True).content.decode()

    assert asked_of(learner) == []
    assert "This was withdrawn meanwhile" in page
    assert "Nobody is asked for this any more." in page
    assert client.get(LIST).context["withdrawn"] == [assignment]
    assert AuditEntry.objects.filter(action="assignment.withdrawn").count() == 1


def test_what_is_withdrawn_meanwhile_is_not_changed(client, assignment):
    form = url("date", assignment)
    assigning.withdraw_assignment(assignment, actor=None)

    page = client.post(form, {"due_on": "2026-05-01"}, follow=True).content.decode()

    assert "so nothing was changed" in page
    assert Assignment.objects.get().due_on == date(2026, 4, 1)


def test_supervisor_of_a_part_sees_what_the_whole_is_asked_and_cannot_change_it(
    client, course, team, learner
):
    assignment = assigning.assign(course, organization=team.organization, actor=None)

    page = client.get(url("detail", assignment)).content.decode()

    assert "Whoever supervises all of it can change it." in page
    assert client.get(url("date", assignment)).status_code == 404
    assert client.post(url("withdraw", assignment)).status_code == 404
    assert client.get(url("extend", assignment, learner.pk)).status_code == 404


def test_former_supervisor_finds_nothing(client, assignment, supervisor):
    supervisor.roles.all().delete()

    assert client.get(url("detail", assignment)).status_code == 404
    assert client.get(LIST).status_code == 403


def test_what_is_typed_survives_the_end_of_the_session(client, course, team, supervisor):
    client.get(NEW)  # a cookie for the form
    client.cookies["sessionid"] = "ended"

    give(client, course, team, reason="Typed for long.")
    client.post(
        reverse("account_login"), {"login": supervisor.email, "password": factories.PASSWORD}
    )

    assert "Typed for long." in client.get(NEW).content.decode()
    assert Assignment.objects.count() == 0
