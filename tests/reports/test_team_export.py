import csv
import io
from datetime import date
from html.parser import HTMLParser

import pytest
import time_machine
from django.urls import reverse

from courses.progress import record_completion
from reports.files.csv_files import harmless
from tests import factories

pytestmark = pytest.mark.django_db
SCREEN = reverse("reports:learner-list")
FILE = reverse("reports:report-csv", args=["learners"])


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
def crew(team, course):
    """Thirty learners with awkward names, in every state."""
    awkward = ["=SUM(A1)", "Okafor, Ada", 'Jo "Joey" Park', "Two\nlines", "דנה לוי", "-1", "<b>"]
    for number in range(30):
        name = awkward[number] if number < len(awkward) else f"Learner {number % 9}"
        learner = factories.make_user(team=team, name=name)
        if number % 4:
            _take(factories.make_enrollment(course, learner), number)


def _take(enrollment, number):
    for activity in enrollment.course.activities.all()[: number % 4]:
        record_completion(enrollment, activity)
    if number % 3:
        factories.make_attempt(enrollment, mark=number / 30)
        factories.make_attempt(enrollment, mark=number / 60)
    enrollment.refresh_from_db()
    enrollment.last_active_on = date(2026, 3, 1 + number % 5)
    enrollment.save()


class Table(HTMLParser):
    """The cells of a page's table body as the file has them; a day as a machine reads it.

    The mark at a module's quiz stands below its progress, or is left out when there is none.
    """

    def __init__(self, page):
        super().__init__()
        self.rows = []
        self.is_open = self.is_body = self.lacks_mark = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "tbody":
            self.is_body = True
        elif self.is_body and tag == "tr":
            self.rows.append([])
        elif self.is_body and tag in ("th", "td"):
            self.rows[-1].append("")
            self.is_open = True
            self.lacks_mark = dict(attrs).get("class", "").startswith("module")
        elif self.lacks_mark and tag == "br":
            self.rows[-1].append("")
            self.lacks_mark = False
        elif self.is_body and tag == "time":
            self.rows[-1][-1] = dict(attrs)["datetime"]
            self.is_open = False

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self.is_open = False
            if self.lacks_mark:
                self.rows[-1].append("–")
                self.lacks_mark = False
        elif tag == "tbody":
            self.is_body = False

    def handle_data(self, data):
        if self.is_open:
            self.rows[-1][-1] += data.removeprefix("best mark ")


def on_screen(client, query):
    """Every page's rows, made harmless as in the file, which the screen need not be."""
    pages = client.get(SCREEN, query).context["page"].paginator.num_pages
    rows = []
    for number in range(1, pages + 1):
        rows += Table(client.get(SCREEN, query | {"page": number}).content.decode()).rows
    return [[harmless(cell) for cell in row] for row in rows]


def in_file(client, query):
    """The header and the rows, without what stands below them."""
    text = b"".join(client.get(FILE, query).streaming_content).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    return lines[: lines.index([])]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"sort": "-progress"},
        {"sort": "active"},
        {"sort": "-state"},
        {"sort": "nonsense"},
        {"state": "not-started"},
        {"state": "under-way", "sort": "-name"},
        {"state": "complete"},
        {"module": "module-1", "sort": "progress"},
        {"q": "learner", "sort": "-active"},
        {"q": "learner", "state": "under-way", "module": "module-1"},
        {"q": "nobody is called so"},
    ],
    ids=str,
)
def test_file_has_the_rows_of_all_pages_of_the_screen(client, crew, query):
    _, *rows = in_file(client, query)

    assert rows == on_screen(client, query)
    assert len(rows) > 0 or query["q"] == "nobody is called so"


def test_file_starts_with_a_header_that_names_every_column(client, crew):
    header, *rows = in_file(client, {})

    assert header == [
        *("Name", "State", "Parts done"),
        *("Module 1: Module 1", "Best mark 1: Check", "Last active"),
    ]
    assert {len(row) for row in rows} == {len(header)}


def test_file_gives_awkward_names_back(client, crew):
    found = {row[0] for row in in_file(client, {})}

    assert found > {"'=SUM(A1)", "Okafor, Ada", 'Jo "Joey" Park', "Two\nlines", "דנה לוי", "'-1"}


@pytest.mark.parametrize("learners", [1, 3])
def test_file_takes_a_fixed_number_of_queries(
    client, team, course, learners, django_assert_num_queries
):
    for _ in range(learners):
        _take(factories.make_enrollment(course, factories.make_user(team=team)), 1)
    in_file(client, {})  # reads the course, once for its edition

    with django_assert_num_queries(10):
        rows = in_file(client, {})

    assert len(rows) == learners + 1


def test_file_holds_the_chosen_team_alone(client, team, course):
    factories.make_user(team=team, name="Mine")
    factories.make_user(team=factories.make_team(team.organization), name="Another team's")
    factories.make_user(team=factories.make_team(), name="Another organization's")

    assert [row[0] for row in in_file(client, {"team": team.pk})] == ["Name", "Mine"]


@time_machine.travel("2026-03-05T14:07:00Z", tick=False)
def test_file_is_named_for_team_course_and_moment(client, team, course):
    everyone = client.get(FILE)
    chosen = client.get(FILE, {"team": team.pk})

    assert everyone["Content-Type"] == "text/csv; charset=utf-8"
    assert everyone["Content-Disposition"] == (
        f'attachment; filename="learners_everyone_{course.slug}_2026-03-05_0807_CST.csv"'
    )
    assert chosen["Content-Disposition"] == (
        f'attachment; filename="learners_night-shift_{course.slug}_2026-03-05_0807_CST.csv"'
    )


def test_file_of_others_is_not_found(client, team, course):
    foreign = factories.make_team()
    other = factories.make_course(assigned_to=foreign.organization)

    assert client.get(FILE, {"team": foreign.pk}).status_code == 404
    assert client.get(FILE, {"course": other.slug}).status_code == 404


def test_file_is_refused_to_a_learner(client, team, course):
    client.force_login(factories.make_user(team=team))

    assert client.get(FILE).status_code == 403


def test_file_is_not_there_without_a_course(client):
    assert client.get(FILE).status_code == 404


def test_file_is_not_kept_by_caches(client, course):
    assert client.get(FILE)["Cache-Control"] == "private, no-store"
