from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from courses.models import Activity, Assignment, Module
from courses.progress import record_completion
from tests import factories

pytestmark = pytest.mark.django_db
URL = reverse("reports:learner-list")


@pytest.fixture
def team():
    return factories.make_team(name="Night shift")


@pytest.fixture
def course(team):
    return factories.make_course(assigned_to=team.organization)


@pytest.fixture
def client(client, team):
    client.force_login(factories.make_supervisor(team=team))
    return client


@pytest.fixture
def make_learner(team, course):
    def make(name, *, done=None, active=None, mark=None):
        """A member of the team; `done` lessons in the course, None is no enrollment at all."""
        learner = factories.make_user(team=team, name=name)
        if done is None:
            return learner
        enrollment = factories.make_enrollment(course, learner)
        if mark is not None:
            factories.make_attempt(enrollment, mark=mark)
        for activity in course.activities.all()[:done]:
            record_completion(enrollment, activity)
        enrollment.refresh_from_db()
        enrollment.last_active_on = active
        enrollment.save()
        return learner

    return make


def names(client, **query):
    return [row.name for row in client.get(URL, query).context["page"]]


def row_of(client, name):
    page = client.get(URL, {"q": name}).context["page"]
    return page[0]


# -- What a row says -----------------------------------------------------------------------


@pytest.mark.parametrize("learners", [1, 3])
def test_team_takes_a_fixed_number_of_queries(
    client, make_learner, learners, django_assert_num_queries
):
    for number in range(learners):
        make_learner(f"Learner {number}", done=1, active=date(2026, 3, 1), mark=0.5)
    client.get(URL)  # reads the course, once for its edition

    with django_assert_num_queries(9):
        response = client.get(URL)

    assert len(response.context["page"]) == learners


def test_row_tells_progress_best_mark_and_day(client, make_learner):
    learner = make_learner("Ada", done=2, active=date(2026, 3, 1), mark=0.796)
    factories.make_attempt(learner.enrollments.get(), mark=0.25)
    factories.make_attempt(learner.enrollments.get())

    row = row_of(client, "Ada")

    assert row.texts == [*("Ada", "under way", "2 of 3", "2 of 3", "79%", "2026-03-01")]


def test_row_of_a_finished_module_says_done(client, make_learner):
    make_learner("Ada", done=3, active=date(2026, 3, 1), mark=1)

    row = row_of(client, "Ada")

    assert (row.state, str(row.progress), row.cells) == ("complete", "done", ["done", "100%"])


def test_learner_who_never_opened_the_course_appears(client, make_learner):
    make_learner("Ada")

    assert row_of(client, "Ada").texts == [
        *("Ada", "not started", "0 of 3", "0 of 3", "–", "not yet")
    ]


def test_learner_enrolled_who_opened_nothing_has_not_started(client, make_learner):
    make_learner("Ada", done=0)

    assert row_of(client, "Ada").state == "not-started"


def test_learner_who_opened_a_lesson_is_under_way(client, make_learner):
    make_learner("Ada", done=0, active=date(2026, 3, 1))

    assert row_of(client, "Ada").state == "under-way"


def test_retired_activities_do_not_count(client, make_learner, course):
    make_learner("Ada", done=2, active=date(2026, 3, 1))
    Activity.objects.filter(course=course, sequence=1).update(retired_at=timezone.now())

    assert row_of(client, "Ada").cells == ["1 of 2", "–"]


def test_another_course_is_another_table(client, make_learner, team):
    learner = make_learner("Ada", done=3, active=date(2026, 3, 1), mark=1)
    other = factories.make_course(lessons=4, assigned_to=team.organization)
    factories.make_enrollment(other, learner, last_active_on=date(2026, 4, 1))

    response = client.get(URL, {"course": other.slug})

    [row] = response.context["page"]
    assert row.texts[1:] == ["under way", "0 of 5", "0 of 5", "–", "2026-04-01"]


def test_page_says_nothing_of_what_stays_with_the_learner(client, make_learner):
    learner = make_learner("Ada", done=0, active=date(2026, 3, 1))
    factories.make_attempt(learner.enrollments.get())  # open: not even that there is one

    page = client.get(URL).content.decode()

    assert row_of(client, "Ada").cells == ["0 of 3", "–"]
    assert "attempt" not in page


def test_row_leads_to_the_page_of_its_learner(client, make_learner):
    learner = make_learner("Ada")

    link = reverse("reports:learner-detail", args=[learner.pk])
    assert f'<a href="{link}"><bdi>Ada</bdi></a>' in client.get(URL).content.decode()


def test_names_are_shown_as_they_are_written(client, make_learner):
    for name in ["<b>Ada</b>", 'Jo "Joey", Park', "דנה לוי", "=SUM(A1)"]:
        make_learner(name)

    page = client.get(URL).content.decode()

    assert "<bdi>&lt;b&gt;Ada&lt;/b&gt;</bdi>" in page
    assert "<bdi>Jo &quot;Joey&quot;, Park</bdi>" in page
    assert "<bdi>דנה לוי</bdi>" in page
    assert "<bdi>=SUM(A1)</bdi>" in page


# -- Who is in it --------------------------------------------------------------------------


def test_team_leaves_out_everybody_else(client, make_learner, team, course):
    make_learner("Mine")
    factories.make_user(team=factories.make_team(team.organization))  # another team
    factories.make_user(team.organization)  # no team
    stranger = factories.make_user(team=factories.make_team())  # another organization
    factories.make_enrollment(course, stranger)
    factories.make_user(team=team, is_active=False)

    response = client.get(URL)

    assert [row.name for row in response.context["page"]] == ["Mine"]
    assert response.context["report"].counts["everyone"] == 1


def test_supervisor_whose_role_was_taken_sees_nobody(client, make_learner):
    make_learner("Mine")
    Role.objects.all().delete()

    assert client.get(URL).status_code == 403


def test_learner_is_refused(client, team):
    client.force_login(factories.make_user(team=team))

    assert client.get(URL).status_code == 403


def test_learner_of_two_teams_is_seen_once(client, make_learner, team):
    learner = make_learner("Both", done=1, active=date(2026, 3, 1))
    second = factories.make_team(team.organization)
    Membership.objects.create(team=second, user=learner)
    supervisor = factories.make_supervisor(team=team)
    Role.objects.create(user=supervisor, kind="supervisor", team=second)
    Role.objects.create(user=supervisor, kind="supervisor", organization=team.organization)
    client.force_login(supervisor)

    response = client.get(URL, {"q": "Both"})

    assert [row.name for row in response.context["page"]] == ["Both"]
    assert response.context["report"].counts["found"] == 1


def test_everyone_of_an_organization_is_who_is_in_it(client, make_learner, team):
    make_learner("In a team")
    factories.make_user(team.organization, name="In no team")
    client.force_login(factories.make_supervisor(organization=team.organization))

    assert {"In a team", "In no team"} < set(names(client))


def test_one_team_can_be_chosen(client, make_learner, team):
    make_learner("Night")
    second = factories.make_team(team.organization)
    factories.make_user(team=second, name="Day")
    client.force_login(factories.make_supervisor(organization=team.organization))

    assert names(client, team=second.pk) == ["Day"]


@pytest.mark.parametrize("team_id", ["0", "x", "-1", "9" * 30])
def test_team_that_is_not_there_is_not_found(client, course, team_id):
    assert client.get(URL, {"team": team_id}).status_code == 404


def test_team_of_others_is_not_found(client, course, team):
    sibling = factories.make_team(team.organization)
    foreign = factories.make_team()

    assert client.get(URL, {"team": team.pk}).status_code == 200
    assert client.get(URL, {"team": sibling.pk}).status_code == 404
    assert client.get(URL, {"team": foreign.pk}).status_code == 404


def test_course_of_others_is_not_found(client, course):
    other = factories.make_course(assigned_to=factories.make_organization())

    assert client.get(URL, {"course": other.slug}).status_code == 404


def test_course_without_parts_is_not_offered(client, make_learner, team, course):
    make_learner("Ada", done=0)
    factories.make_course(lessons=0, questions=0, assigned_to=team.organization)

    assert [*client.get(URL).context["scope"].form.courses] == [course.slug]


def test_course_once_begun_stays_when_nobody_asks_for_it_any_more(client, make_learner, course):
    make_learner("Ada", done=1, active=date(2026, 3, 1))
    Assignment.objects.all().delete()

    assert names(client) == ["Ada"]


# -- Filter and sort -----------------------------------------------------------------------


@pytest.fixture
def crew(make_learner):
    make_learner("Ben", done=3, active=date(2026, 3, 2), mark=1)
    make_learner("Ada", done=2, active=date(2026, 3, 5))
    make_learner("Dee")
    make_learner("Cam", done=0)
    make_learner("Eli", done=2, active=date(2026, 3, 2))


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", "Ada Ben Cam Dee Eli"),
        ("name", "Ada Ben Cam Dee Eli"),
        ("-name", "Eli Dee Cam Ben Ada"),
        ("progress", "Cam Dee Ada Eli Ben"),
        ("-progress", "Ben Ada Eli Cam Dee"),
        ("active", "Cam Dee Ben Eli Ada"),
        ("-active", "Ada Ben Eli Cam Dee"),
        ("state", "Cam Dee Ada Eli Ben"),
        ("-state", "Ben Ada Eli Cam Dee"),
        ("nonsense", "Ada Ben Cam Dee Eli"),
    ],
)
def test_sort_keeps_ties_in_the_order_of_names(client, crew, sort, order):
    assert names(client, sort=sort) == order.split()


def test_people_of_one_name_keep_their_order(client, make_learner):
    learners = [make_learner("Ada") for _ in range(3)]

    for sort in ("name", "-name", "progress", "-active"):
        page = client.get(URL, {"sort": sort}).context["page"]
        assert [row.pk for row in page] == [learner.pk for learner in learners]


def test_sorted_heading_says_so_and_turns_round(client, crew):
    page = client.get(URL, {"sort": "progress", "state": "under-way", "page": "1"}).content.decode()

    assert page.count("aria-sort") == 1
    assert (
        'aria-sort="ascending"><a class="sort" href="?state=under-way&amp;sort=-progress"' in page
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "not-started"}, "Cam Dee"),
        ({"state": "under-way"}, "Ada Eli"),
        ({"state": "complete"}, "Ben"),
        ({"module": "module-1"}, "Ada Cam Dee Eli"),
        ({"q": "AM"}, "Cam"),
        ({"q": "e", "state": "under-way"}, "Eli"),
        ({"q": "%"}, ""),
        ({"q": "x' OR 1=1 --"}, ""),
        ({"state": "under-way", "module": "module-1"}, "Ada Eli"),
    ],
)
def test_filter_finds(client, crew, query, found):
    assert names(client, **query) == found.split()


def test_filter_that_makes_no_sense_says_so_and_narrows_nothing(client, crew):
    response = client.get(URL, {"state": "late", "module": "of-another-course"})

    assert len(response.context["page"]) == 5
    assert set(response.context["filters"].errors) == {"state", "module"}


def test_module_filter_looks_at_that_module_alone(client, crew, course):
    second = Module.objects.create(course=course, slug="module-2", number=2, title="Module 2")
    factories.make_lesson(second, 4)

    assert names(client, module="module-2") == ["Ada", "Ben", "Cam", "Dee", "Eli"]
    assert names(client, module="module-1") == ["Ada", "Cam", "Dee", "Eli"]


def test_counts_are_of_the_team_whatever_the_filter(client, crew):
    report = client.get(URL, {"state": "complete", "q": "n"}).context["report"]

    assert report.counts == {
        "everyone": 5,
        "found": 1,
        "not_started": 2,
        "under_way": 2,
        "complete": 1,
    }


def test_counts_link_to_who_they_count(client, crew, team):
    page = client.get(URL, {"team": team.pk, "q": "n", "page": 2}).content.decode()

    assert f'href="?team={team.pk}&amp;state=not-started">2 not started</a>' in page


# -- Pages, parts, empty states ------------------------------------------------------------


def test_page_holds_twenty_five(client, make_learner):
    for number in range(26):
        make_learner(f"Learner {number:02}")

    assert names(client) == [f"Learner {number:02}" for number in range(25)]
    assert names(client, page=2) == names(client, page=99) == ["Learner 25"]


def test_filter_without_reloading_answers_with_the_rows_alone(client, crew):
    page = client.get(URL, {"q": "Ada"}, headers={"HX-Request": "true"}).content.decode()

    assert "<h1" not in page
    assert "1 of 5 learners" in page
    assert [name for name in ("Ada", "Ben") if f"<bdi>{name}</bdi>" in page] == ["Ada"]


def test_team_without_members_says_who_adds_them(client, course):
    assert b"Nobody is in your teams yet." in client.get(URL).content


def test_chosen_team_without_members_says_who_adds_them(client, course, team):
    assert b"Nobody is a member of this team yet." in client.get(URL, {"team": team.pk}).content


def test_people_without_a_course_are_told_who_assigns_one(client):
    assert b"No course has been assigned to these people yet." in client.get(URL).content


def test_organization_without_teams_can_be_opened(client):
    supervisor = factories.make_supervisor(organization=factories.make_organization())
    factories.make_course(assigned_to=supervisor.organization)
    learner = factories.make_user(supervisor.organization)
    client.force_login(supervisor)

    assert names(client) == [learner.name]  # the supervisor is not among their own learners


def test_filter_that_finds_nobody_offers_everyone(client, crew):
    page = client.get(URL, {"q": "Zed"}).content.decode()

    assert "No learner fits this filter." in page
    assert "Show everyone" in page


# -- Choosing ------------------------------------------------------------------------------


def test_chosen_team_is_selected_among_those_covered(client, make_learner, team):
    make_learner("Ada")
    second = factories.make_team(team.organization, name="<Day> & night")
    factories.make_team(name="Of another organization")
    client.force_login(factories.make_supervisor(organization=team.organization))

    page = client.get(URL, {"team": second.pk}).content.decode()

    assert (
        '<option value="">Everyone you supervise</option>'
        f'<option value="{second.pk}" selected>&lt;Day&gt; &amp; night</option>'
        f'<option value="{team.pk}">Night shift</option></select>'
    ) in page


def test_supervisor_of_one_team_and_course_chooses_nothing(client, make_learner):
    make_learner("Ada")

    assert 'id="id_team"' not in client.get(URL).content.decode()


def test_course_is_chosen_where_there_are_two(client, make_learner, team, course):
    make_learner("Ada")
    other = factories.make_course(assigned_to=team.organization)

    page = client.get(URL, {"course": other.slug}).content.decode()

    assert (
        f'<option value="{course.slug}">{course.title}</option>'
        f'<option value="{other.slug}" selected>{other.title}</option></select>'
    ) in page


def test_table_is_sorted_by_a_module(client, make_learner):
    make_learner("Half", done=1)
    make_learner("None")
    make_learner("Most", done=2)

    assert names(client, sort="module-1") == ["None", "Half", "Most"]
    assert names(client, sort="-module-1") == ["Most", "Half", "None"]
    assert 'class="module done-1"' in client.get(URL).content.decode()
