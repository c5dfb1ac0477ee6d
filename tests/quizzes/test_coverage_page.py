"""The page of coverage: its rows, what they lead to, and what its filters keep."""

from html import unescape

import pytest
from django.utils import timezone

from courses.models import Course, Module, Source, Statement
from quizzes import bank
from tests import factories
from tests.quizzes.authoring import changed, make_question, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def module():
    return factories.make_course(questions=0).modules.get()


@pytest.fixture
def other(module):
    """A second module with a lesson, the third of the course."""
    other = Module.objects.create(course=module.course, slug="two", number=2, title="Two")
    factories.make_lesson(other, 3)
    return other


@pytest.fixture
def client(client, author):
    client.force_login(author)
    return client


def teach(module, sequence, *statements):
    module.activities.get(sequence=sequence).page.statements.add(*statements)


def rows(client, **asked):
    """Return the coverings that the page shows by their statements' ids."""
    documents = client.get(url("coverage"), asked).context["documents"]
    found = [row for _, sections in documents for _, part in sections for row in part]
    return {row.statement.code: row for row in found}


def codes(client, **asked):
    return list(rows(client, **asked))


@pytest.mark.parametrize("statements", [1, 3])
def test_page_shows_what_teaches_and_tests(
    client, module, other, author, statements, django_assert_num_queries
):
    made = [factories.make_statement(f"S{number}") for number in range(1, statements + 1)]
    numbers = tuple(statement.code for statement in made)
    for part, sequence in ((module, 1), (module, 2), (other, 3)):
        teach(part, sequence, *made)
    make_question(module, "m1-first-1", author, statements=numbers, is_case=True)
    make_question(module, "m1-second-1", author, statements=numbers)
    make_question(other, "m2-first-1", author, statements=numbers)

    with django_assert_num_queries(14):
        found = rows(client)

    assert list(found) == list(numbers)
    for row in found.values():
        assert [
            (part, [lesson.number for lesson in lessons]) for part, lessons in row.lessons_by_module
        ] == [(module, ["1.1", "1.2"]), (other, ["2.3"])]
        assert [
            (part.module, part.number, len(part.questions), part.cases)
            for part in row.questions_by_module
        ] == [(module.pk, 1, 2, 1), (other.pk, 2, 1, 0)]


def test_cells_lead_to_lessons_and_to_the_bank(client, module, other, author):
    statement = factories.make_statement("S1")
    teach(module, 1, statement)
    first = make_question(module, "m1-first-1", author, is_case=True)
    make_question(other, "m2-first-1", author)

    html = unescape(client.get(url("coverage")).content.decode())

    lesson = module.activities.get(sequence=1)
    assert f'<a href="{lesson.get_absolute_url()}" title="Lesson 1">1.1<' in html
    address = f"{url('item-list')}?statement=S1&module={module.pk}"
    assert f'Module 1: <a href="{address}">1 question<' in html
    assert "</a> (1 case)</p>" in html
    assert [version.item for version in client.get(address).context["page"]] == [first]


def test_bank_finds_what_learners_are_asked_and_what_authors_changed(client, module, author):
    factories.make_statement("S1")
    factories.make_statement("S2")
    item = make_question(module, "m1-first-1", author)
    bank.save_draft(item, changed(statements=("S2",)), actor=author)

    found = [
        len(client.get(url("item-list"), {"statement": code}).context["page"])
        for code in ("S1", "S2")
    ]

    assert found == [1, 1]
    assert [len(row.questions) for row in rows(client).values()] == [1, 0]


def test_summary_tells_of_all_statements(client, module, author):
    teach(module, 1, factories.make_statement("S1"), factories.make_statement("S2", use="know"))
    factories.make_statement("S3")
    make_question(module, "m1-first-1", author, statements=("S1", "S2"), is_case=True)

    page = client.get(url("coverage"), {"q": "S3"})

    assert page.context["summary"] == (
        "3 statements: 2 taught, 2 tested; 2 to act on have fewer than two questions; "
        "1 to act on has no case question"
    )
    html = page.content.decode()
    assert "1 of 3 statements" in html
    assert f"As of {timezone.localtime():%B}" in html


def test_filters_narrow_the_rows(client, module, other, author):
    enough, poor, spare = (factories.make_statement(code) for code in ("S1", "S2", "S3"))
    known = factories.make_statement("S4", use="know", certainty="firm")
    teach(module, 1, enough, poor, known)
    teach(other, 3, spare)
    make_question(module, "m1-first-1", author, statements=("S1", "S2"), is_case=True)
    make_question(other, "m2-first-1", author, statements=("S1", "S4"))

    assert codes(client) == ["S1", "S2", "S3", "S4"]
    assert codes(client, gap="any") == ["S2", "S3"]
    assert codes(client, gap="not-taught") == []
    assert codes(client, gap="not-tested") == ["S3"]
    assert codes(client, gap="fewer-than-two-questions") == ["S2", "S3"]
    assert codes(client, gap="no-case-question") == ["S3"]
    assert codes(client, module=other.pk) == ["S1", "S3", "S4"]
    assert codes(client, module=other.pk, gap="any") == ["S3"]
    assert codes(client, use="know") == codes(client, certainty="firm") == ["S4"]
    assert codes(client, q="s2") == ["S2"]
    assert codes(client, source="state") == ["S1", "S2", "S3", "S4"]
    assert codes(client, gap="\x00", module="x", use="x") == ["S1", "S2", "S3", "S4"]


def test_drafts_and_what_is_retired_do_not_count(client, module, author):
    teach(module, 1, factories.make_statement("S1"))
    module.activities.filter(sequence=1).update(retired_at=timezone.now())
    make_question(module, "m1-draft-1", author, published=False)
    bank.retire_item(make_question(module, "m1-retired-1", author), actor=author)
    factories.make_statement("S2", retired_at=timezone.now())

    found = rows(client)

    assert list(found) == ["S1"]
    assert (found["S1"].lessons, found["S1"].questions) == ([], [])


def test_each_course_has_its_own_coverage(client, module, author):
    second = factories.make_course(questions=0)
    Course.objects.filter(pk=second.pk).update(title="Zen and care")
    source = Source.objects.create(slug="own", title="Own", publisher="O", url="https://o.org/")
    factories.make_statement("S1")
    own = factories.make_statement("O1")
    Statement.objects.filter(pk=own.pk).update(source=source)
    teach(module, 1, Statement.objects.get(code="S1"))
    teach(second.modules.get(), 1, own)

    assert codes(client) == codes(client, course="none") == ["S1"]
    assert codes(client, course=second.slug) == ["O1"]
    html = client.get(url("coverage")).content.decode()
    assert f'<a href="?course={second.slug}">Zen and care</a>' in html


def test_missing_is_said_in_words(client, module, author):
    factories.make_statement("S1")

    html = client.get(url("coverage")).content.decode()

    assert "<p>No lesson</p>" in html
    assert "<p>No question</p>" in html
    assert "<p>Not taught</p><p>Not tested</p>" in html


def test_page_without_a_course_says_what_to_do(client):
    assert b"There is no course yet." in client.get(url("coverage")).content


def test_page_without_statements_says_what_to_do(client, module):
    assert b"No statements have been loaded." in client.get(url("coverage")).content


def test_fruitless_filter_says_what_to_do(client, module):
    factories.make_statement("S1")

    assert b"No statement matches." in client.get(url("coverage"), {"q": "elsewhere"}).content


def test_script_asks_for_the_rows_alone(client, module):
    factories.make_statement("S1")

    html = client.get(url("coverage"), headers={"HX-Request": "true"}).content.decode()

    assert "S1" in html
    assert "<h1" not in html


def test_bank_leads_to_the_page(client):
    assert url("coverage") in client.get(url("item-list")).content.decode()
