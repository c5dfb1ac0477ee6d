"""Aiken: its few rules, and our questions written and read again."""

import pytest
from hypothesis import given

from quizzes.formats import aiken
from tests.quizzes.formats.generated import drafts


def test_questions_are_read():
    reading = aiken.read(
        b"\xef\xbb\xbfInes asks for a bed. What first?\r\n"
        b"A) Ask what matters\r\nB. Show the room\r\n   with its key\r\nANSWER: B\r\n\r\n"
        b"Second?\n\na. this is text\n\nA. x\nB. y\nanswer: a\n"
    )

    assert reading.faults == ()
    first, second = reading.drafts
    assert first.fields.content["options"] == [
        {"text": "Ask what matters", "feedback": ""},
        {"text": "Show the room with its key", "correct": True, "feedback": ""},
    ]
    assert second.fields.content["stem"] == "Second?\n\na. this is text"
    assert second.fields.content["options"][0]["correct"]
    assert [first.where, second.where] == ["line 1", "line 7"]


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [
        ("Q?\nA. a\nB. b\n\nNext?\nA. a\nB. b\nANSWER: A", "line 1", "no line with its answer"),
        ("Q?\nA. a\nB. b\nANSWER: C", "line 1", "there is no option C"),
        ("Q?\nA. a\nB. b\nANSWER: AB", "line 1", "no line with its answer"),
        ("Q?\nA. a\nA. b\nANSWER: A", "line 1", "two options A"),
        ("A. a\nB. b\nANSWER: A", "line 1", "no question above"),
        ("\n\nOnly words", "line 3", "no options"),
    ],
)
def test_faults_are_named_by_line(text, where, reason):
    fault = aiken.read(text.encode()).faults[0]

    assert fault.where == where
    assert reason in fault.reason


def test_signs_of_markdown_are_words():
    [draft] = aiken.read(b"# 1 *is* <b>\nA. *a*\nB. b\nANSWER: A").drafts

    assert draft.fields.content["stem"] == "\\# 1 \\*is\\* \\<b>"
    assert draft.fields.content["options"][0]["text"] == "*a*"


def test_what_is_lost_is_named():
    assert aiken.losses(aiken.read(b"Q?\nA. a\nB. b\nANSWER: A").drafts[0])[0].startswith("Id")


@given(drafts("single_best"))
def test_our_questions_come_back_but_for_their_losses(draft):
    [again] = aiken.read(aiken.write([draft])).drafts

    kept = [
        (" ".join(option["text"].split()), bool(option.get("correct")))
        for option in draft.fields.content["options"]
    ]
    assert [(o["text"], bool(o.get("correct"))) for o in again.fields.content["options"]] == kept
    assert len(aiken.losses(draft)) > 1


@given(drafts("matching"))
def test_other_types_are_left_out_by_name(draft):
    assert aiken.write([draft]) == b""
    assert "Matching" in aiken.losses(draft)[0]
