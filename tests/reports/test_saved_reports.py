import io

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AuditEntry
from courses.progress import record_completion
from reports import messages
from reports.models import Export, SavedReport
from tests import factories

pytestmark = pytest.mark.django_db
LIST = reverse("reports:saved-list")
NEW = reverse("reports:saved-create")


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
def crew(team, course):
    for number, name in enumerate(["Ada", "Ben", "Cy"]):
        enrollment = factories.make_enrollment(course, factories.make_user(team=team, name=name))
        for activity in course.activities.all()[:number]:
            record_completion(enrollment, activity)


def keep(client, **fields):
    data = {"name": "For the funder", "kind": "xlsx", "every": ""} | fields
    return client.post(NEW, data)


def url(name, saved=None):
    saved = saved or SavedReport.objects.get()
    return reverse(f"reports:saved-{name}", args=[saved.pk])


def shown(client, saved=None):
    context = client.get(url("detail", saved)).context
    return [column.name for column in context["table"].columns], list(context["page"])


def test_columns_and_filters_are_kept(client, crew):
    response = keep(client, column=["State", "Name"], state="under-way")

    assert response.url == url("detail")
    assert shown(client) == (["Name", "State"], [["Ben", "under way"], ["Cy", "under way"]])


def test_learners_are_counted_by_a_column(client, crew):
    keep(client, group="State")

    names, rows = shown(client)
    assert names == ["State", "Learners", "Share"]
    assert rows == [["under way", "2", "66%"], ["not started", "1", "33%"]]


def test_without_columns_all_are_shown(client, crew):
    keep(client)

    names, rows = shown(client)
    assert names[:3] == ["Name", "State", "Parts done"]
    assert [row[0] for row in rows] == ["Ada", "Ben", "Cy"]


def test_report_is_changed(client, crew):
    keep(client, column=["Name"], q="a")
    form = client.get(url("edit")).content.decode()
    client.post(url("edit"), {"name": "Renamed", "kind": "pdf", "column": ["Name"], "q": "b"})

    assert 'value="a"' in form
    assert SavedReport.objects.get().name == "Renamed"
    assert shown(client) == (["Name"], [["Ben"]])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "a" * 81}, "at most 80 characters"),
        ({"kind": "exe"}, "This is not a kind of file."),
        ({"column": ["Password"]}, "Password is not one of the available choices"),
        ({"team": "999999"}, "999999 is not one of the available choices"),
        ({"group": "Name"}, "Name is not one of the available choices"),
        ({"every": "hour"}, "hour is not one of the available choices"),
    ],
)
def test_what_cannot_be_kept_is_said(client, crew, fields, words):
    assert words in keep(client, **fields).content.decode()
    assert SavedReport.objects.count() == 0


def test_name_is_ones_own_once(client, crew):
    keep(client)

    assert "You have a report of this name already." in keep(client).content.decode()


def test_file_has_the_rows_of_the_screen(client, crew, django_capture_on_commit_callbacks):
    keep(client, column=["Name", "State"], state="under-way")
    saved = SavedReport.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        address = reverse("reports:export-create", args=["learners"])
        client.post(address, {"kind": "xlsx", "query": saved.query})

    content = client.get(reverse("reports:export-file", args=[Export.objects.get().pk])).content
    _, *rows = load_workbook(io.BytesIO(content))["Rows"].iter_rows(values_only=True)
    assert [list(row) for row in rows] == shown(client)[1]


def test_shared_report_is_of_the_viewers_own_people(client, crew, team):
    keep(client, is_shared="on", column=["Name"])
    other = factories.make_team(team.organization)
    factories.make_user(team=other, name="Dee")
    client.force_login(factories.make_supervisor(team=other))

    assert shown(client) == (["Name"], [["Dee"]])
    assert client.get(url("edit")).status_code == 404
    assert client.post(url("delete")).status_code == 404


def test_report_about_a_team_of_others_shows_nothing(client, crew, team):
    keep(client, is_shared="on", team=team.pk)
    client.force_login(factories.make_supervisor(team=factories.make_team(team.organization)))

    page = client.get(url("detail")).content.decode()

    assert "about a team or a course that you do not supervise" in page
    assert "Ada" not in page


def test_report_that_is_not_shared_or_of_another_organization_is_not_there(client, crew, team):
    keep(client)
    keep(client, name="Shared", is_shared="on")
    mine, shared = SavedReport.objects.order_by("name")
    client.force_login(factories.make_supervisor(team=team))
    assert client.get(url("detail", mine)).status_code == 404
    assert client.get(url("detail", shared)).status_code == 200
    client.force_login(factories.make_supervisor(team=factories.make_team()))
    assert client.get(url("detail", shared)).status_code == 404


def test_former_supervisor_does_not_open_what_was_shared(client, crew, team, supervisor):
    keep(client, is_shared="on")
    supervisor.roles.all().delete()
    client.force_login(factories.make_user(team=team))

    assert client.get(url("detail")).status_code == 404


def test_report_is_kept_no_longer(client, crew):
    keep(client)

    client.post(url("delete"))

    assert SavedReport.objects.count() == 0
    assert AuditEntry.objects.filter(action="report.forgotten").count() == 1


@pytest.mark.parametrize("reports", [1, 3])
def test_list_takes_a_fixed_number_of_queries(client, crew, reports, django_assert_num_queries):
    for number in range(reports):
        keep(client, name=f"Report {number}", is_shared="on")

    with django_assert_num_queries(6):
        client.get(LIST)


def test_empty_list_says_what_to_do(client):
    assert "You keep no report yet." in client.get(LIST).content.decode()


# -- Regularly -----------------------------------------------------------------------------


def sent_at(moment):
    with time_machine.travel(moment, tick=False):
        messages.send_all()
    return [each.to[0] for each in links()]


def links():
    """The mails about reports: learners are written to as well."""
    return [each for each in mail.outbox if each.subject == "A report is ready"]


def test_link_is_sent_once_a_week_and_leads_to_the_file(client, crew, supervisor):
    keep(client, every="week", column=["Name"])

    assert sent_at("2026-03-10 17:00Z") == [supervisor.email]
    assert sent_at("2026-03-11 17:00Z") == [supervisor.email]
    assert sent_at("2026-03-16 17:00Z") == [supervisor.email] * 2
    [first, second] = Export.objects.order_by("pk")
    assert reverse("reports:export-file", args=[first.pk]) in links()[0].body
    assert links()[0].attachments == []
    assert client.get(reverse("reports:export-file", args=[second.pk])).status_code == 200


def test_monthly_link_is_sent_once_a_month(client, crew, supervisor):
    keep(client, every="month")

    assert sent_at("2026-03-10 17:00Z") == [supervisor.email]
    assert sent_at("2026-03-31 17:00Z") == [supervisor.email]
    assert sent_at("2026-04-01 17:00Z") == [supervisor.email] * 2


def test_another_supervisor_receives_it_too_of_their_own_people(client, crew, team, supervisor):
    keep(client, is_shared="on", every="week", column=["Name"])
    other = factories.make_supervisor(team=team)
    client.force_login(other)
    client.post(url("receive"), {"receive": "yes"})

    assert sorted(sent_at("2026-03-10 17:00Z")) == sorted([supervisor.email, other.email])
    assert {export.owner for export in Export.objects.all()} == {supervisor, other}


def test_who_wants_no_more_or_may_not_see_it_any_more_gets_none(client, crew, team, supervisor):
    keep(client, is_shared="on", every="week")
    other = factories.make_supervisor(team=team)
    client.force_login(other)
    client.post(url("receive"), {"receive": "yes"})
    other.roles.all().delete()
    client.force_login(supervisor)
    client.post(url("receive"))

    assert sent_at("2026-03-10 17:00Z") == []
    assert Export.objects.count() == 0


def test_report_that_is_not_scheduled_is_not_sent(client, crew):
    keep(client)

    assert sent_at("2026-03-10 17:00Z") == []
