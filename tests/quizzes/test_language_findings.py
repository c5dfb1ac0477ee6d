"""What care for language finds in a question, and what of it holds back publishing."""

from dataclasses import replace

import pytest

from quizzes.fields import ItemFields
from quizzes.findings import in_words
from quizzes.language_findings import (
    RULES,
    checked_texts,
    unchecked,
    unexplained_errors,
)
from quizzes.problems import problems

CLAIM = "All victims form a bond with the trafficker."  # rule L01, to be changed
CAUSE = "Trauma bonding causes late reporting."  # rule L05, to be looked at


def question(stem="What now?", key="Ask", distractor="Tell", feedback="Why.", **fields):
    options = [
        {"text": key, "correct": True, "feedback": feedback},
        {"text": distractor, "feedback": "Why."},
    ]
    return with_content({"stem": stem, "options": options}, **fields)


def with_content(content, **fields):
    return ItemFields(
        type="single_best",
        content=content,
        bloom="apply",
        area="foundations",
        statements=("S1",),
        **fields,
    )


def found(*args):
    return [
        (text.place, text.label, remark.finding.rule, remark.severity)
        for text in checked_texts(*args)
        for remark in text.remarks
    ]


@pytest.mark.parametrize(
    ("texts", "place", "label", "severity"),
    [
        ({"stem": CLAIM}, "stem", "Question", "Please change"),
        ({"key": CLAIM}, "options-0-text", "Option 1", "Please change"),
        ({"feedback": CLAIM}, "options-0-feedback", "Option 1, feedback", "Please change"),
        ({"distractor": CLAIM}, "options-1-text", "Option 2", "Suggestion"),
    ],
)
def test_each_text_is_checked_as_what_it_is(texts, place, label, severity):
    assert found(question(**texts)) == [(place, label, "L01", severity)]


def test_content_note_is_checked_too():
    assert found(question(note=CLAIM)) == [("note", "Content note", "L01", "Please change")]


def test_question_without_texts_has_no_findings():
    assert found(with_content({})) == []
    assert in_words([]) == "Nothing found."


def test_matched_words_stand_in_their_sentence():
    [text] = checked_texts(question(stem=f"Dana left.\n\n{CLAIM} {CLAIM} What now?"))

    first, second = text.remarks

    assert (first.before, first.finding.matched) == ("", "All victims")
    assert first.after == " form a bond with the trafficker."
    assert second.finding.start > first.finding.end


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_rule_can_be_shown(rule):
    texts = checked_texts(question(stem=f"An intro. {rule.hit}\n\nMore. {rule.hit}"))

    for remark in [remark for text in texts for remark in text.remarks]:
        whole = remark.before + remark.finding.matched + remark.after
        assert whole == remark.finding.sentence


def remarks_of(texts):
    return [remark for text in texts for remark in text.remarks]


def test_findings_are_counted_in_words():
    texts = checked_texts(question(stem=f"{CLAIM} {CAUSE}", distractor=CLAIM))

    assert in_words(remarks_of(texts)) == "1 to change, 1 to look at, 1 to think about."


def test_only_errors_without_a_reason_hold_back_publishing():
    spoken = question(stem=f"{CLAIM} {CAUSE}", feedback=CLAIM, distractor=CLAIM)

    assert unexplained_errors(spoken) == [
        "Question: change “All victims”, or write why it stays.",
        "Option 1, feedback: change “All victims”, or write why it stays.",
    ]
    explained = replace(spoken, lint_ok={"L01": "Somebody says it."})
    assert unexplained_errors(explained) == []
    assert unexplained_errors(replace(spoken, lint_ok={"L01": " "})) == unexplained_errors(spoken)


def test_errors_are_among_what_keeps_a_question_from_being_published():
    assert problems(question(stem=CLAIM)) == [
        "Question: change “All victims”, or write why it stays."
    ]


def test_long_text_is_skipped_and_the_others_are_checked():
    long = question(stem=CLAIM * 200, key=CLAIM)
    skipped = ["Question: This text is too long to check; shorten it first."]

    assert found(long) == [("options-0-text", "Option 1", "L01", "Please change")]
    assert unchecked(long) == skipped
    assert in_words(remarks_of(checked_texts(long)), skipped) == f"{skipped[0]} 1 to change."


def test_unchecked_text_holds_back_publishing():
    assert unexplained_errors(question(feedback="x" * 3001)) == [
        "Option 1, feedback: This text is too long to check; shorten it first."
    ]


def test_texts_too_long_together_are_all_skipped():
    long = with_content({"stem": CLAIM, "options": [{"text": "Ask", "feedback": "x" * 3000}] * 7})

    assert found(long) == []
    assert unchecked(long) == ["Together the texts are too long to check; shorten them first."]


def test_repeated_words_are_found_five_times():
    assert len(found(question(stem=f"{CLAIM} " * 50))) == 5
