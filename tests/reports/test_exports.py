"""Files of reports: the same rows in every kind, for whoever may see them and nobody else."""

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest
import time_machine
import typst
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Role
from courses.assigning import assign
from courses.progress import record_completion
from reports import exporting
from reports.files import FILES, pdf_files, typesetting
from reports.models import Export, ExportFile
from reports.tables import REPORTS
from tests import factories

pytestmark = pytest.mark.django_db
LIST = reverse("reports:export-list")
NAMES = ["=SUM(A1)", "Okafor, Ada", "-1", "דנה לוי", "<b>", "#show: x", "Zoë 🌱", "a\\b", '"']


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
    for number, name in enumerate(NAMES):
        learner = factories.make_user(team=team, name=name)
        if number % 2:
            enrollment = factories.make_enrollment(course, learner)
            record_completion(enrollment, course.activities.first())
            factories.make_attempt(enrollment, mark=number / 10)


def ask(client, kind, query="", report="learners"):
    address = reverse("reports:export-create", args=[report])
    return client.post(address, {"kind": kind, "query": query})


@pytest.fixture
def made(client, django_capture_on_commit_callbacks):
    """A function that asks for a file and has it made; returns its bytes."""

    def made(kind, query="", report="learners"):
        with django_capture_on_commit_callbacks(execute=True):
            ask(client, kind, query, report)
        export = Export.objects.first()
        return client.get(reverse("reports:export-file", args=[export.pk]))

    return made


def rows_of(supervisor, query="", report="learners"):
    return [list(row) for row in exporting.table_of(report, query, supervisor).rows]


# -- The same rows -------------------------------------------------------------------------

QUERIES = ["", "sort=-progress", "state=under-way", "q=a&sort=-name", "look=owing"]


@pytest.mark.parametrize("query", QUERIES)
def test_workbook_has_the_rows_of_the_screen_and_says_what_they_are(
    made, crew, supervisor, client, query
):
    book = load_workbook(io.BytesIO(made("xlsx", query).content))

    header, *rows = book["Rows"].iter_rows(values_only=True)
    assert [list(row) for row in rows] == rows_of(supervisor, query)
    screen = client.get(reverse("reports:learner-list"), QueryDict(query).dict())
    assert [row[0] for row in rows] == [row.name for row in screen.context["page"]]
    assert header[:3] == ("Name", "State", "Parts done")
    about = [line for (line,) in book["About"].iter_rows(values_only=True)]
    assert about[1].startswith("As of ")
    assert "America/Chicago" in about[1]
    assert "Parts done: lessons read and quizzes passed, of those on offer" in about


def test_nothing_in_a_workbook_is_a_formula_or_a_link(made, crew):
    book = load_workbook(io.BytesIO(made("xlsx").content))

    kinds = {cell.data_type for row in book["Rows"].iter_rows() for cell in row}
    assert kinds == {"s"}


@pytest.mark.parametrize("query", QUERIES)
def test_csv_made_in_the_background_is_that_of_the_screen(made, crew, client, supervisor, query):
    with time_machine.travel("2026-03-10 15:00Z", tick=False):
        client.force_login(supervisor)
        stored = made("csv", query).content
        streamed = client.get(f"{reverse('reports:report-csv', args=['learners'])}?{query}")

        assert b"".join(streamed.streaming_content) == stored


def test_pdf_is_drawn_from_the_rows_and_has_its_structure(made, crew, supervisor):
    content = made("pdf").content

    assert content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content
    assert b"/Lang" in content
    assert re.search(rb"/Title", content)


def test_pdf_template_shows_every_cell_as_text(crew, supervisor):
    table = exporting.table_of("learners", "", supervisor)
    shown = typst.query(
        str(pdf_files.TEMPLATE), "table", sys_inputs=typesetting.inputs(pdf_files.data_of(table))
    )

    text = json.dumps(json.loads(shown), ensure_ascii=False)
    for name in NAMES:
        assert json.dumps(name, ensure_ascii=False)[1:-1] in text


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("kind", FILES)
def test_every_report_is_made_as_every_kind(made, crew, team, report, kind):
    learner = team.members.get(name="Okafor, Ada")
    response = made(kind, f"learner={learner.pk}", report)

    assert response.status_code == 200
    assert response["Content-Type"] == FILES[kind].CONTENT_TYPE
    assert f'filename="{report}_' in response["Content-Disposition"]
    assert f'.{kind}"' in response["Content-Disposition"]


def test_rows_of_one_learner_are_those_of_their_page(client, crew, team, supervisor):
    learner = team.members.get(name="Okafor, Ada")

    rows = rows_of(supervisor, f"learner={learner.pk}", "learner")

    context = client.get(reverse("reports:learner-detail", args=[learner.pk])).context
    [report] = context["reports"]
    steps = [step for part in report.modules for step in part.steps]
    assert [row[2] for row in rows] == [step.activity.title for step in steps]
    assert [row[3] != "open" for row in rows] == [step.done_at is not None for step in steps]
    assert [row[4] for row in rows] == ["–", "–", "10%"]
    assert [row[5] for row in rows] == ["", "", "1"]


def test_file_about_whom_the_viewer_does_not_supervise_is_not_there(client, crew, team):
    stranger = factories.make_user(team.organization)

    for query in (f"learner={stranger.pk}", "learner=x", ""):
        address = reverse("reports:report-csv", args=["learner"])
        assert client.get(f"{address}?{query}").status_code == 404


def test_rows_of_assignments_are_those_of_the_list(client, crew, course, team, supervisor):
    assign(course, organization=team.organization, team=team, due_on=date(2030, 3, 1), actor=None)
    other = factories.make_team(team.organization, name="Outreach")
    assign(course, organization=team.organization, team=other, actor=None)

    rows = rows_of(supervisor, report="assignments")

    listed = client.get(reverse("reports:assignment-list")).context["assignments"]
    assert [row[0] for row in rows] == [str(each.target) for each in listed]
    assert [row[3] for row in rows] == ["2030-03-01", ""]


def test_rows_of_teams_are_those_of_the_dashboard(client, crew, course, supervisor, team):
    other = factories.make_team(team.organization, name="Outreach")
    Role.objects.create(user=supervisor, kind="supervisor", team=other)

    rows = rows_of(supervisor, report="teams")

    screen = client.get(reverse("reports:team-detail")).context["teams"].object_list
    assert rows == [
        [
            row.team.name,
            *map(str, (row.learners, row.not_started, row.under_way, row.complete)),
            row.completed_share,
        ]
        for row in screen
    ]
    assert [row[:2] for row in rows] == [["Night shift", "9"], ["Outreach", "0"]]


def test_filter_is_told_in_words(crew, supervisor):
    table = exporting.table_of("learners", "q=ad&state=under-way&look=owing", supervisor)

    assert table.notes[2] == (
        "Filter: name contains “ad”; under way; only those who are asked, and not done yet"
    )


# -- In the background ---------------------------------------------------------------------


def test_list_says_what_is_being_made_and_looks_again(client, crew):
    ask(client, "xlsx")

    page = client.get(LIST).content.decode()

    assert "waiting" in page
    assert 'hx-trigger="load delay:1s"' in page
    assert 'aria-label="Rows written"' in page


def test_list_stops_looking_when_all_is_done(client, made, crew):
    made("xlsx")

    part = client.get(LIST, headers={"hx-request": "true"}).content.decode()

    assert "hx-trigger" not in part
    assert "<html" not in part


def test_double_click_makes_one_file(client, crew):
    ask(client, "xlsx")
    ask(client, "xlsx")
    ask(client, "xlsx", "state=complete")

    assert Export.objects.count() == 2


def test_progress_is_told_as_rows_are_written(made, crew, monkeypatch):
    told = []
    monkeypatch.setattr("reports.files.xlsx_files.BATCH", 4)
    monkeypatch.setattr(
        "reports.files.xlsx_files.write",
        lambda table, out, tell, write=FILES["xlsx"].write: write(
            table, out, lambda rows: (tell(rows), told.append(rows))
        ),
    )

    made("xlsx")

    assert told == [4, 8]
    assert Export.objects.get().rows_done == 9


def test_what_went_wrong_is_told_and_can_be_asked_for_again(
    client, crew, monkeypatch, django_capture_on_commit_callbacks
):
    def fail(table, out, told):
        raise OSError("The disk is full.")

    monkeypatch.setattr("reports.files.xlsx_files.write", fail)
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, "xlsx")

    assert Export.objects.get().state == "failed"
    assert "could not be made" in client.get(LIST).content.decode()
    ask(client, "xlsx")
    assert Export.objects.count() == 2


def test_file_that_cannot_hold_so_many_rows_is_refused(client, crew, monkeypatch):
    monkeypatch.setattr("reports.files.pdf_files.LIMIT", 8)

    page = client.post(
        reverse("reports:export-create", args=["learners"]), {"kind": "pdf"}, follow=True
    ).content.decode()

    assert "A PDF file holds up to 8 rows, and this report has 9." in page
    assert Export.objects.count() == 0


def test_making_that_was_broken_off_is_begun_anew(client, crew, django_capture_on_commit_callbacks):
    ask(client, "xlsx")
    long_ago = timezone.now() - timedelta(minutes=11)
    Export.objects.update(state="running", started_at=long_ago, rows_done=3)

    with django_capture_on_commit_callbacks(execute=True):
        assert exporting.tidy_up() == (0, 1)

    assert Export.objects.get().state == "done"


def test_making_a_file_twice_at_once_makes_it_once(client, crew):
    ask(client, "xlsx")
    pk = Export.objects.get().pk

    exporting.make.call(pk)
    exporting.make.call(pk)

    assert ExportFile.objects.count() == 1


def test_files_are_forgotten_after_a_week(client, made, crew):
    made("xlsx")
    Export.objects.update(asked_at=timezone.now() - timedelta(days=8))

    assert exporting.tidy_up() == (1, 0)
    assert ExportFile.objects.count() == 0


# -- Who may see them ----------------------------------------------------------------------


def test_file_is_its_owners_alone(client, made, crew, team):
    made("csv")
    client.force_login(factories.make_supervisor(team=team))

    address = reverse("reports:export-file", args=[Export.objects.get().pk])
    assert client.get(address).status_code == 404
    assert client.get(LIST).context["exports"] == []


def test_former_supervisor_gets_no_file_that_was_made_before(client, made, crew, supervisor):
    made("csv")
    supervisor.roles.all().delete()

    address = reverse("reports:export-file", args=[Export.objects.get().pk])
    assert client.get(address).status_code == 404


def test_file_is_not_made_for_who_lost_the_role_meanwhile(
    client, crew, supervisor, django_capture_on_commit_callbacks
):
    ask(client, "csv")
    supervisor.roles.all().delete()

    exporting.make.call(Export.objects.get().pk)

    assert Export.objects.get().state == "failed"
    assert ExportFile.objects.count() == 0


@pytest.mark.parametrize(
    ("report", "kind", "query"),
    [("nonsense", "csv", ""), ("learners", "exe", ""), ("learners", "csv", "team=999999")],
)
def test_what_is_not_there_cannot_be_asked_for(client, crew, report, kind, query):
    assert ask(client, kind, query, report).status_code == 404
    assert Export.objects.count() == 0


def test_learner_cannot_ask(client, crew, team):
    client.force_login(factories.make_user(team=team))

    assert ask(client, "csv").status_code == 403


@pytest.mark.parametrize("files", [1, 3])
def test_list_takes_a_fixed_number_of_queries(client, crew, files, django_assert_num_queries):
    for kind in list(FILES)[:files]:
        ask(client, kind)

    with django_assert_num_queries(4):
        client.get(LIST)


def test_empty_list_says_what_to_do(client):
    assert "You have asked for no file in the last week." in client.get(LIST).content.decode()


def test_below_the_rows_a_csv_says_what_they_are(client, crew):
    response = client.get(reverse("reports:report-csv", args=["learners"]))

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    below = [line for (line,) in lines[lines.index([]) + 1 :]]
    assert below[0].startswith("Learners: Everyone you supervise, Course")
    assert below[2:4] == ["Filter: none", "Rows: 9"]
