"""GIFT: its odd corners, and our questions written and read again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formats import gift_text as gift
from tests.quizzes.formats.generated import drafts, said


def read_one(text):
    reading = gift.read(text.encode())
    assert reading.faults == ()
    [draft] = reading.drafts
    return draft


def options_of(draft):
    return [
        (row["text"], bool(row.get("correct")), row.get("mark"), row["feedback"])
        for row in draft.fields.content["options"]
    ]


def test_question_with_one_best_answer():
    draft = read_one(
        "// [id:bed-1] [tag:intake] [tag:bloom:apply]\n"
        "$CATEGORY: $course$/top/Unit 1/Talk//listen\n\n"
        "::First night::[html]<p>Ines asks for a <b>bed</b>.</p>{\n"
        "=Ask what matters\\: today#Yes.\n"
        "~%50%Show the room#Kind, and it waits.\n"
        "~Fill in the form\n"
        "####See [S42].\n}\n"
    )

    assert draft.fields.type == "single_best"
    assert draft.fields.content["stem"] == "Ines asks for a **bed**."
    assert options_of(draft) == [
        ("Ask what matters: today", True, None, "Yes."),
        ("Show the room", False, 50, "Kind, and it waits."),
        ("Fill in the form", False, None, ""),
    ]
    assert (draft.name, draft.category) == ("First night", ("Unit 1", "Talk/listen"))
    assert draft.where == "line 4"


def test_comments_before_a_question_name_it():
    draft = read_one("// [id:bed-1] [tag:intake] [tag:bloom:apply]\nWhat? {=a ~b}")

    assert (draft.name, draft.fields.tags, draft.fields.bloom) == ("bed-1", ("intake",), "apply")


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ("{T}", "single_best"),
        ("{FALSE#No.#Right.}", "single_best"),
        ("{~%50%a ~%50%b ~%-100%c}", "multiple_response"),
        ("{=may =%50%might =*#Other.}", "short_text"),
        ("{=a -> b =c -> d = -> e}", "matching"),
    ],
)
def test_type_is_told_by_the_answers(answers, kind):
    assert read_one(f"What now? {answers}").fields.type == kind


def test_parts_of_the_mark_come_along():
    shares = read_one("Which? {~%50%a ~%50%b ~%-100%c}")
    parts = read_one("Which? {~%75%a ~%25%b ~%0%c ~%-50%d}")
    words = read_one("What? {=may =%50%might}")

    assert [mark for _, _, mark, _ in options_of(shares)] == [None, None, None]
    assert [mark for _, _, mark, _ in options_of(parts)] == [75, 25, 0, -50]
    assert [row.get("mark") for row in words.fields.content["answers"]] == [None, 50]


def test_true_or_false_has_two_options_with_feedback():
    draft = read_one("It may be so. {FALSE#No.#Right.}")

    assert options_of(draft) == [("True", False, None, "No."), ("False", True, None, "Right.")]
    assert "true or false" in draft.losses[0]


def test_missing_word_becomes_a_gap():
    draft = read_one("A bond {=may ~must} form.")
    typed = read_one("A bond {=may} form.")

    assert draft.fields.type == typed.fields.type == "cloze"
    assert draft.fields.content["text"] == "A bond [[1]] form."
    assert draft.fields.content["gaps"][0]["others"] == ["must"]
    assert "others" not in typed.fields.content["gaps"][0]


def test_signs_that_are_escaped_are_words():
    draft = read_one("What is \\{1\\} \\= \\~2 \\# \\\\ \\:\\: x?\\nNext {=a\\=b ~c\\~d#e\\#f}")

    assert draft.fields.content["stem"] == "What is {1} = ~2 # \\\\ :: x?\\\nNext"
    assert [row["text"] for row in draft.fields.content["options"]] == ["a=b", "c~d"]


def test_blank_lines_within_braces_and_windows_line_ends():
    reading = gift.read("\ufeffA?{\r\n=a\r\n\r\n~b\r\n}\r\n\r\n\r\nB?{T}\r\n".encode())

    assert [draft.fields.content["stem"] for draft in reading.drafts] == ["A?", "B?"]
    assert [draft.where for draft in reading.drafts] == ["line 1", "line 8"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("::N::How many? {#3:2}", 1, "a number (numerical)"),
        ("How many? {#1..5}", 1, "a number (numerical)"),
        ("How many? {#=%100%3:0 =%50%3:2}", 1, "a number (numerical)"),
        ("Write. {}", 1, "(essay)"),
        ("Only a text.", 1, "(description)"),
        ("A? {=a\n\n::B::C? {T}", 1, "no closing brace"),
        ("A? }b{", 1, "before any opening"),
        ("A? {=a} {=b}", 1, "more than one pair"),
        ("A? {a}", 1, "is no answer"),
        ("A? {=}", 1, "is empty"),
        ("A? {~}", 1, "is empty"),
    ],
)
def test_what_does_not_become_a_question_is_named(text, line, reason):
    reading = gift.read(text.encode())

    assert reading.faults[0].where == f"line {line}"
    assert reason in reading.faults[0].reason


def test_a_question_without_its_brace_does_not_take_the_next_along():
    reading = gift.read(b"A? {=a ~b\n\n::B::C? {T}\n")

    assert [draft.name for draft in reading.drafts] == ["B"]


@pytest.mark.parametrize(
    "text",
    ["{" * 1_000_000, "}" * 1_000_000, "{}\n\n" * 100_000, "a\n" * 500_000, "=~" * 400_000],
)
def test_hostile_files_take_bounded_time(text):
    reading = gift.read(text.encode())

    assert reading.drafts == ()
    assert reading.faults


def test_scripts_are_cleaned():
    draft = read_one("[html]<p>A?<script>x()</script></p>{=a ~b}")

    assert draft.fields.content["stem"] == "A?"
    assert draft.losses == ("A script is not kept.",)


@pytest.mark.parametrize("kind", ["single_best", "multiple_response", "short_text", "matching"])
@given(data=st.data())
def test_our_questions_come_back(kind, data):
    draft = data.draw(drafts(kind))
    if gift.is_written(draft):
        comes_back(draft)
    else:
        assert "left out" in gift.losses(draft)[0]


@given(drafts("cloze"))
def test_our_texts_with_one_gap_come_back(draft):
    if len(draft.fields.content["gaps"]) > 1:
        assert gift.write([draft]) == b""
        assert "Text with gaps" in gift.losses(draft)[0]
    else:
        comes_back(draft)


def comes_back(draft):
    reading = gift.read(gift.write([draft]))

    assert reading.faults == ()
    [again] = reading.drafts
    assert said(again) == said(without_what_gift_lacks(draft))


def without_what_gift_lacks(draft):
    content = draft.fields.content
    return replace(draft, fields=replace(draft.fields, note="", content=content), pictures={})
