"""Whatever a format can say comes back from it: ours to Moodle XML and QTI 3.0, to ours."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from quizzes.fields import ItemFields, tidy
from quizzes.formats import FORMATS, moodle_xml
from quizzes.formats.drafts import Draft
from quizzes.types import TYPES
from tests.quizzes.formats.generated import CONTENTS, drafts, said

KINDS = list(CONTENTS)
WRITTEN = set(TYPES) - {"judgment", "rewrite"}


def came_back(name, draft):
    """Return what a format gives back of a draft."""
    format_ = FORMATS[name]
    reading = format_.read(format_.write([draft]))
    assert reading.faults == ()
    return reading.drafts[0]


@pytest.mark.parametrize("kind", KINDS)
def test_qti_gives_back_what_it_was_given(kind):
    @settings(max_examples=20)
    @given(drafts(kind))
    def is_the_same(draft):
        assert said(came_back("qti3", draft)) == said(draft)

    is_the_same()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "categorize"])
def test_moodle_gives_back_what_it_was_given_but_for_the_content_note(kind):
    @settings(max_examples=20)
    @given(drafts(kind))
    def is_the_same(draft):
        without_note = replace(draft, fields=replace(draft.fields, note=""))

        assert said(came_back("moodle-xml", draft)) == said(without_note)

    is_the_same()


@pytest.mark.parametrize("name", ["moodle-xml", "qti3"])
@pytest.mark.parametrize("kind", TYPES)
def test_losses_name_a_question_that_is_left_out_and_no_other(name, kind):
    format_ = FORMATS[name]
    draft = Draft(fields(kind), name="A question")

    losses = format_.losses(draft)
    reading = format_.read(format_.write([draft]) if kind in WRITTEN else whole(format_, draft))

    assert any(loss.endswith("is left out.") for loss in losses) == (kind not in WRITTEN)
    assert len(reading.drafts) == 1
    assert all(loss.endswith(".") for loss in losses)


def fields(kind):
    return ItemFields(kind, TYPES[kind].CONTENT, "apply", "replication")


def whole(format_, draft):
    """Return a file with a question that can be written beside one that cannot."""
    return format_.write([draft, Draft(fields("single_best"), name="Another")])


@pytest.mark.parametrize("name", ["moodle-xml", "qti3"])
def test_losses_of_a_question_say_what_of_it_the_file_lacks(name):
    content = {
        **TYPES["ordering"].CONTENT,
        "stem": "::: note Care\nPut them in order [S42].\n:::",
    }
    draft = Draft(replace(fields("ordering"), content=content, lint_ok={"L54": "A name."}))

    losses = FORMATS[name].losses(draft)

    assert "That cards may change places is not in the file." in losses
    assert "Blocks that begin with ::: are there as the words they are typed in." in losses
    assert "Citations such as [S42] are there as words and lead nowhere." in losses
    assert "Reasons for leaving findings of the checks are not in the file." in losses


@pytest.mark.parametrize("name", ["moodle-xml", "qti3"])
@pytest.mark.parametrize("kind", sorted(WRITTEN))
def test_unfinished_questions_are_written_too(name, kind):
    """A draft may lack anything; the file then lacks it too."""
    bare = tidy(ItemFields(kind, {}, "", ""))
    format_ = FORMATS[name]

    format_.losses(Draft(bare))
    reading = format_.read(format_.write([Draft(bare)]))

    assert len(reading.drafts) + len(reading.faults) == 1


@pytest.mark.parametrize("name", ["moodle-xml", "qti3"])
def test_an_order_of_drafts_and_their_categories_come_back(name):
    categories = [(), ("Talk", "a/b"), ("Talk",), ("Top",), (), ("Talk", "a/b"), ("/x/", "y")]
    drafts = [
        Draft(fields("single_best"), name=f"Question {number}", category=category)
        for number, category in enumerate(categories)
    ]

    reading = FORMATS[name].read(FORMATS[name].write(drafts))

    assert [(one.name, one.category) for one in reading.drafts] == [
        (one.name, one.category) for one in drafts
    ]


@pytest.mark.parametrize("name", ["moodle-xml", "qti3"])
@pytest.mark.parametrize(
    ("kind", "is_typed"), [("short_text", True), ("cloze", True), ("single_best", False)]
)
def test_losses_say_how_typed_words_are_compared(name, kind, is_typed):
    losses = FORMATS[name].losses(Draft(fields(kind)))

    assert any("typed words make a difference" in loss for loss in losses) == is_typed


def test_moodle_makes_columns_a_matching_question_and_says_so():
    draft = Draft(fields("categorize"), name="Whose task")

    back = came_back("moodle-xml", draft)

    assert back.fields.type == "matching"
    assert [(pair["text"], pair["match"]) for pair in back.fields.content["pairs"]] == [
        (card["text"], card["category"]) for card in draft.fields.content["cards"]
    ]
    assert (
        "Columns become a list to choose from: it is a matching question there."
        in moodle_xml.losses(draft)
    )
