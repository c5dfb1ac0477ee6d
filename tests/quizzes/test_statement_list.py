"""The list of statements: what everybody finds, and what the course's people see beside it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Activity, Source, Statement
from quizzes import bank
from quizzes.models import Slot
from tests import factories
from tests.quizzes.authoring import changed, make_question

pytestmark = pytest.mark.django_db

URL = reverse("sources:statement-list")


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def course(learner):
    return factories.make_course(questions=1, assigned_to=learner.organization)


def move_elsewhere(statement):
    """Let a second document say a statement."""
    source = Source.objects.create(slug="clinic", title="Syndrome", publisher="C", url="https://c/")
    Statement.objects.filter(pk=statement.pk).update(source=source)


def teach(course, *statements, lesson=1):
    course.activities.get(sequence=lesson).page.statements.add(*statements)


def ask(course, slug, author, *statements, in_quiz=True, **changes):
    """A published question that rests on statements, in the course's quiz."""
    codes = tuple(statement.code for statement in statements)
    item = make_question(course.modules.get(), slug, author, statements=codes, **changes)
    if in_quiz:
        quiz = course.activities.get(kind="quiz").quiz
        Slot.objects.create(quiz=quiz, item=item, position=quiz.slots.count() + 1)
    return item


def rows(response):
    """Return what the page shows, in order."""
    documents = response.context["documents"]
    return [row for _, sections in documents for _, part in sections for row in part]


def codes(client, **asked):
    return [row.statement.code for row in rows(client.get(URL, asked))]


def test_statements_stand_by_document_and_section_in_ledger_order(client):
    factories.make_statement("S1", position=1)
    factories.make_statement("S3", position=4, section="Looking Ahead")
    factories.make_statement("S2", position=3)
    move_elsewhere(factories.make_statement("C1", position=2))

    documents = client.get(URL).context["documents"]

    assert [
        (source.slug, [(section, [row.statement.code for row in part]) for section, part in parts])
        for source, parts in documents
    ] == [
        ("state", [("Introduction", ["S1", "S2"]), ("Looking Ahead", ["S3"])]),
        ("clinic", [("Introduction", ["C1"])]),
    ]


def test_statement_shows_what_it_says_and_where(client):
    factories.make_statement("S42", certainty="unknown", paragraph="¶7", text="Nobody knows.")

    html = client.get(URL).content.decode()

    assert '<li id="S42">' in html
    assert f'href="{URL}#S42">S42</a>' in html
    assert '<span class="certainty certainty-unknown">not known</span> Nobody knows.' in html
    assert "To act on. “Introduction”, ¶7, in " in html
    assert 'href="https://x.gov/" rel="noreferrer"><cite>Guidance</cite>' in html
    assert "What the badges mean" in html


def test_retired_statements_do_not_show(client):
    factories.make_statement("S1")
    factories.make_statement("S2", retired_at=timezone.now())

    assert codes(client) == ["S1"]
    assert codes(client, q="S2") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("S4", ["S4"]),
        (" s42 ", ["S42"]),
        ("KNOWN", ["S4", "S42"]),
        ("known constant", ["S42"]),
        ("known elsewhere", []),
        ("looking ahead", ["S42"]),  # a section
        ("100%", []),
        ("_", []),
        ("\x00", ["S4", "S42"]),  # cannot be read, so narrows nothing
    ],
)
def test_search_looks_at_words_and_ids(client, words, found):
    factories.make_statement("S4", text="Little is known.")
    factories.make_statement("S42", text="The known and the constant.", section="Looking Ahead")

    assert codes(client, q=words) == found


def test_filters_narrow_the_list(client):
    move_elsewhere(factories.make_statement("S1", certainty="firm", use="know"))
    factories.make_statement("S2", certainty="may", use="know")
    factories.make_statement("S3", certainty="may", use="apply")

    assert codes(client, source="clinic") == ["S1"]
    assert codes(client, certainty="may") == ["S2", "S3"]
    assert codes(client, use="know", certainty="may") == ["S2"]
    assert len(codes(client, source="none", certainty="x", use="\x00")) == 3


def test_fruitless_search_says_what_to_do(client):
    factories.make_statement("S1")

    html = client.get(URL, {"q": "elsewhere"}).content.decode()

    assert "No statement matches." in html
    assert "0 of 1 statement<" in html


def test_empty_ledger_says_what_to_do(client):
    assert b"No statements have been loaded." in client.get(URL).content


def test_script_asks_for_the_rows_alone(client):
    factories.make_statement("S1")

    html = client.get(URL, headers={"HX-Request": "true"}).content.decode()

    assert 'id="S1"' in html
    assert "<h1" not in html


@pytest.mark.parametrize("statements", [1, 3])
def test_learner_sees_what_teaches_and_tests_a_statement(
    client, course, author, learner, statements, django_assert_num_queries
):
    made = [factories.make_statement(f"S{number}") for number in range(1, statements + 1)]
    teach(course, *made)
    teach(course, *made, lesson=2)
    ask(course, "m1-first-1", author, *made)
    ask(course, "m1-second-1", author, *made)
    client.force_login(learner)

    with django_assert_num_queries(12):
        response = client.get(URL)

    quiz = course.activities.get(kind="quiz")
    assert [
        ([lesson.number for lesson in row.lessons], len(row.questions), row.quizzes)
        for row in rows(response)
    ] == [(["1.1", "1.2"], 2, [quiz])] * statements
    html = response.content.decode()
    assert (
        html.count(f'Tested by 2 questions in <a href="{quiz.get_absolute_url()}">') == statements
    )
    assert "/authoring/" not in html
    assert "Begin" not in html  # nothing of what the questions ask


def test_question_of_the_pool_is_asked_by_the_quiz_that_draws_from_it(
    client, course, author, learner
):
    statement = factories.make_statement("S1")
    ask(course, "m1-first-1", author, statement, in_quiz=False)
    client.force_login(learner)
    [before] = rows(client.get(URL))
    quiz = course.activities.get(kind="quiz")
    quiz.quiz.draws.create(position=1, area="service-delivery", count=1)
    [after] = rows(client.get(URL))

    assert (before.quizzes, after.quizzes) == ([], [quiz])


def test_author_goes_on_to_the_questions(client, course, author):
    statement = factories.make_statement("S1")
    item = ask(course, "m1-first-1", author, statement)
    client.force_login(author)

    html = client.get(URL).content.decode()

    address = f"{reverse('authoring:item-list')}?statement=S1"
    assert f'Tested by <a href="{address}">1 question</a> in ' in html
    assert item.slug in client.get(address).content.decode()


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_who_may_not_see_the_course_sees_nothing_of_it(client, course, author, is_signed_in):
    statement = factories.make_statement("S1")
    teach(course, statement)
    ask(course, "m1-first-1", author, statement)
    if is_signed_in:
        client.force_login(factories.make_user())

    response = client.get(URL)

    [row] = rows(response)
    assert (row.lessons, row.questions, row.quizzes) == ([], [], [])
    html = response.content.decode()
    assert "Something may be so." in html
    assert "Taught in" not in html
    assert "/courses/" not in html


def test_only_what_is_on_offer_counts(client, course, author, learner):
    statement = factories.make_statement("S1")
    teach(course, statement)
    course.activities.filter(sequence=1).update(retired_at=timezone.now())
    ask(course, "m1-draft-1", author, statement, published=False)
    retired = ask(course, "m1-retired-1", author, statement)
    bank.retire_item(retired, actor=author)
    since = ask(course, "m1-since-1", author, factories.make_statement("S2"))
    bank.save_draft(since, changed(statements=("S1",)), actor=author)
    spare = ask(course, "m1-spare-1", author, statement, in_quiz=False)
    client.force_login(learner)

    response = client.get(URL)

    row = rows(response)[0]
    assert (row.lessons, [question.item for question in row.questions]) == ([], [spare.pk])
    assert row.quizzes == []
    assert "Not taught yet" in response.content.decode()


def test_retired_quiz_is_not_named(client, course, author, learner):
    statement = factories.make_statement("S1")
    ask(course, "m1-first-1", author, statement)
    Activity.objects.filter(kind="quiz").update(retired_at=timezone.now())
    client.force_login(learner)

    [row] = rows(client.get(URL))

    assert (len(row.questions), row.quizzes) == (1, [])


def test_new_version_takes_the_place_of_the_old_one(client, course, author, learner):
    first, second = factories.make_statement("S1"), factories.make_statement("S2")
    item = ask(course, "m1-first-1", author, first)
    draft = bank.save_draft(item, changed(statements=("S2",)), actor=author)
    bank.publish_version(draft, actor=author)
    client.force_login(learner)

    found = {row.statement: len(row.questions) for row in rows(client.get(URL))}

    assert found == {first: 0, second: 1}


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_page_leads_out_without_script_and_filters_with_it(client, learner, is_signed_in):
    if is_signed_in:
        client.force_login(learner)

    html = client.get(URL).content.decode()

    assert (html.count("django_htmx/htmx"), html.count("js/exit.js")) == (1, 1)
    assert f'method="get" action="{URL}"' in html
