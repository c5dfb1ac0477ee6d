"""The list of questions: who sees it, what it finds, in which order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Module
from quizzes import bank
from quizzes.models import ItemVersion, Quiz, Slot
from tests import factories
from tests.quizzes.authoring import FIELDS, changed, make_question, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, author):
    client.force_login(author)
    return client


def slugs(client, **asked):
    page = client.get(url("item-list"), asked).context["page"]
    return [version.item.slug for version in page]


@pytest.mark.parametrize(
    "make",
    [
        factories.make_user,
        lambda: factories.make_supervisor(team=factories.make_team()),
        factories.make_administrator,
    ],
)
def test_list_exists_for_authors_alone(client, module, author, make):
    make_question(module, "m1-first-1", author)
    client.force_login(make())

    assert client.get(url("item-list")).status_code == 404


def test_pages_answer_head_as_get(client, module, author):
    make_question(module, "m1-first-1", author)
    pages = [url("item-list"), url("item-create")]
    names = ("item-detail", "item-preview", "item-history", "item-edit")
    pages += [url(name, "m1-first-1") for name in names]

    answers = [client.head(page) for page in pages]

    assert [(answer.status_code, answer.content) for answer in answers] == [(200, b"")] * 6
    assert client.head(url("findings")).status_code == 405


def test_nobody_signed_in_is_asked_to_sign_in(client):
    client.logout()

    assert client.get(url("item-list")).status_code == 302


@pytest.mark.parametrize("questions", [1, 3])
def test_list_shows_the_newest_versions(
    client, module, author, questions, django_assert_num_queries
):
    items = [make_question(module, f"m1-first-{n}", author) for n in range(questions)]
    for item in items:
        bank.save_draft(item, changed(stem="Where do you begin?"), actor=author)
    client.get(url("item-list"))

    with django_assert_num_queries(13):
        page = client.get(url("item-list"))

    assert [version.item for version in page.context["page"]] == items
    html = page.content.decode()
    assert html.count("Where do you begin?") == questions
    assert html.count("Published, changed since<br>") == questions


def test_empty_bank_says_what_to_do(client):
    html = client.get(url("item-list")).content.decode()

    assert "There are no questions yet. Write the first one with “New question”." in html


def test_fruitless_search_says_what_to_do(client, module, author):
    make_question(module, "m1-first-1", author)

    html = client.get(url("item-list"), {"q": "elsewhere"}).content.decode()

    assert "No question matches." in html


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("BEGIN", ["m1-stem-1"]),
        ("Émile", ["m1-stem-1"]),
        ("émile where", ["m1-stem-1"]),
        ("émile elsewhere", []),
        ("whole week", ["m1-other-1"]),  # an option
        ("too much at once", ["m1-other-1"]),  # a feedback
        ("m1-other", ["m1-other-1"]),
        ("100%", []),
        ("_", []),
        ("\x00", ["m1-stem-1", "m1-other-1"]),  # cannot be read, so narrows nothing
    ],
)
def test_search_looks_at_all_texts(client, module, author, words, found):
    options = [
        {"text": "This", "correct": True, "feedback": "Because."},
        {"text": "That", "feedback": "Because."},
        {"text": "Neither", "feedback": "Because."},
    ]
    stem = {"stem": "Émile asks: where do you begin?", "options": options}
    make_question(module, "m1-stem-1", author, content=stem)
    make_question(module, "m1-other-1", author)

    assert slugs(client, q=words) == found


def test_search_looks_at_the_newest_wording_alone(client, module, author):
    item = make_question(module, "m1-first-1", author, stem="Who decides?")
    bank.save_draft(item, changed(stem="Who is asked?"), actor=author)

    assert slugs(client, q="decides") == []
    assert slugs(client, q="asked") == ["m1-first-1"]


def test_filters_narrow_the_list(client, module, author):
    other = Module.objects.create(course=module.course, slug="two", number=2, title="Two")
    several = {**FIELDS.content, "options": [*FIELDS.content["options"]]}
    make_question(module, "m1-plain-1", author)
    make_question(other, "m2-plain-1", author, statements=("S1", "S2"))
    make_question(other, "m2-area-1", author, area="foundations")
    make_question(other, "m2-several-1", author, type="multiple_response", content=several)

    assert slugs(client, module=module.pk) == ["m1-plain-1"]
    assert slugs(client, area="foundations") == ["m2-area-1"]
    assert slugs(client, type="multiple_response") == ["m2-several-1"]
    assert slugs(client, statement="s2 ") == ["m2-plain-1"]
    assert slugs(client, module=other.pk, area="foundations") == ["m2-area-1"]


def test_statuses_tell_the_questions_apart(client, module, author):
    draft = make_question(module, "m1-draft-1", author, published=False)
    published = make_question(module, "m1-published-1", author)
    changing = make_question(module, "m1-changing-1", author)
    retired = make_question(module, "m1-retired-1", author)
    bank.save_draft(changing, changed(stem="And now?"), actor=author)
    bank.retire_item(retired, actor=author)

    assert slugs(client, status="draft") == [draft.slug]
    assert slugs(client, status="published") == [published.slug]
    assert slugs(client, status="changed") == [changing.slug]
    assert slugs(client, status="retired") == [retired.slug]


def test_questions_in_a_quiz_are_told_from_the_others(client, module, author):
    used, spare = (make_question(module, f"m1-{name}-1", author) for name in ("used", "spare"))
    for sequence in (8, 9):
        quiz = Quiz.objects.create(activity=factories.make_lesson(module, sequence))
        Slot.objects.create(quiz=quiz, item=used, position=1)

    assert slugs(client, used="yes") == [used.slug]
    assert slugs(client, used="no") == [spare.slug]


def test_questions_are_found_by_a_whole_tag(client, module, author):
    tagged = make_question(module, "m1-tagged-1", author, tags=("intake", "rules"))
    make_question(module, "m1-other-1", author, tags=("intake-form",))

    assert slugs(client, tag="intake") == [tagged.slug]
    assert slugs(client, tag=" Rules ") == [tagged.slug]
    assert slugs(client, tag="rule") == []


def test_unknown_filters_narrow_nothing_and_say_so(client, module, author):
    make_question(module, "m1-first-1", author)

    page = client.get(url("item-list"), {"statement": "S400", "module": "x", "sort": "\x00"})

    assert len(page.context["page"]) == 1
    assert "There is no such statement. An example: S42." in page.content.decode()


def test_list_can_begin_with_what_changed_last(client, module, author):
    for position, slug in enumerate(["m1-first-1", "m1-second-1"]):
        item = make_question(module, slug, author)
        saved_at = timezone.now() + timedelta(days=position)
        ItemVersion.objects.filter(item=item).update(saved_at=saved_at)

    assert slugs(client) == ["m1-first-1", "m1-second-1"]
    assert slugs(client, sort="changed") == ["m1-second-1", "m1-first-1"]


def test_list_goes_on_after_25_questions(client, module, author):
    for number in range(26):
        make_question(module, f"m1-first-{number}", author, published=False)

    assert len(slugs(client)) == 25
    assert slugs(client, page=2) == ["m1-first-25"]


def test_script_asks_for_the_rows_alone(client, module, author):
    make_question(module, "m1-first-1", author)

    html = client.get(url("item-list"), headers={"HX-Request": "true"}).content.decode()

    assert "m1-first-1" in html
    assert "<h1" not in html


def test_filters_by_objective_author_and_quiz_go_together(client, module, author):
    mine = make_question(module, "mine", author, published=False)
    make_question(module, "other", factories.make_author(), published=False)
    quiz = factories.make_quiz(module, 40, questions=1, slug="extra")
    asked = quiz.slots.get().item

    def found(**filters):
        page = client.get(url("item-list"), filters)
        return [version.item.slug for version in page.context["page"]]

    assert found(author=author.pk) == [mine.slug]
    assert found(quiz=quiz.pk) == [asked.slug]
    assert found(quiz=quiz.pk, author=author.pk) == []
    assert found(objective=99) == found()


def test_phrase_in_quotation_marks_stands_together(client, module, author):
    make_question(module, "phrase", author, published=False, stem="A return plan is written.")
    make_question(module, "words", author, published=False, stem="A plan to return.")

    def found(text):
        page = client.get(url("item-list"), {"q": text})
        return [version.item.slug for version in page.context["page"]]

    assert found("return plan") == ["phrase", "words"]
    assert found('"return plan"') == ["phrase"]


def test_filter_by_statistics_finds_what_asks_for_a_look(client, module, author, monkeypatch):
    asks = make_question(module, "asks", author, published=False)
    make_question(module, "fine", author, published=False)
    monkeypatch.setattr("quizzes.bank_filters.needing_attention", lambda: {asks.pk})

    page = client.get(url("item-list"), {"figures": "attention"})

    assert [version.item.slug for version in page.context["page"]] == [asks.slug]
