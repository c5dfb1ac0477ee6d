"""What holds back an author who publishes: problems, copies, and what has no reason."""

import pytest

from courses.copying import shingles
from courses.models import Source, SourceShingles, Statement
from quizzes import bank
from quizzes.readiness import to_settle_in
from quizzes.types import single_best
from tests import factories
from tests.quizzes.authoring import changed, make_question, url

pytestmark = pytest.mark.django_db
TWO = single_best.CONTENT["options"][:2]
LOOK = "The whole question: Offer three options; there are 2. Keep the most tempting ones."
COPIED = "one two three four five six seven eight nine"


def with_options(options, **changes):
    return changed(content={**single_best.CONTENT, "options": options}, **changes)


@pytest.fixture
def source():
    """A source that has nine words in a row."""
    factories.make_statement()
    source = Source.objects.get()
    SourceShingles.objects.create(source=source, shingles=sorted(shingles(COPIED)))
    return source


def test_nothing_holds_back_a_good_question(module):
    assert to_settle_in(changed()) == []


def test_warning_needs_a_reason(module):
    assert to_settle_in(with_options(TWO)) == [f"{LOOK} Or write why it may stay."]
    assert to_settle_in(with_options(TWO, lint_ok={"Q03": "There are two ways."})) == []


def test_words_to_look_at_need_a_reason(module):
    stem = "The night worker talks of a no-show. What do you say?"

    assert to_settle_in(changed(stem=stem)) == [
        "Question: look at “no-show”, or write why it stays."
    ]
    assert to_settle_in(changed(stem=stem, lint_ok={"L32": "It is quoted."})) == []


def test_unfinished_question_is_finished_first(module):
    assert to_settle_in(with_options(TWO, statements=())) == ["The question rests on no statement."]


@pytest.mark.parametrize("place", ["text", "feedback"])
def test_no_reason_lets_eight_copied_words_be(module, source, place):
    option = {**single_best.CONTENT["options"][2], place: f"It is {COPIED}."}
    fields = with_options([*TWO, option], lint_ok={"Q22": "A quotation.", "Q05": "Long."})

    said = to_settle_in(fields)

    assert [text for text in said if "a source has the same" in text] != []
    assert not any("write why" in text for text in said if "a source" in text)


def test_page_and_bank_hold_back_alike(client, module, author):
    item = make_question(module, "m1-first-1", author, published=False)
    bank.save_draft(item, with_options(TWO), actor=author)
    client.force_login(author)

    html = client.get(url("item-detail", item.slug)).content.decode()

    assert f"<li>{LOOK} Or write why it may stay.</li>" in html
    assert ">Publish</button>" not in html
    with pytest.raises(bank.CannotPublish, match="Offer three options"):
        bank.publish_version(item.versions.get(), actor=author)


def test_editor_offers_no_reason_for_a_copy(client, module, author, source):
    item = make_question(module, "m1-first-1", author, published=False)
    fields = changed(stem=f"Why is it {COPIED}?", statements=[Statement.objects.first().code])
    bank.save_draft(item, fields, actor=author)
    client.force_login(author)

    html = client.get(url("item-edit", item.slug)).content.decode()

    assert "a source has the same" in html
    assert "reason-Q22" not in html


def test_files_are_held_to_errors_alone(module):
    item = bank.create_item(module.course, module, "m1-first-1", changed(), actor=None)

    version = bank.publish_fields(item, with_options(TWO), actor=None)

    assert version.published_at
