import pytest

from quizzes.problems import problems
from quizzes.writing_findings import written
from tests.quizzes.authoring import FIELDS, changed

OPTIONS = FIELDS.content["options"]


def with_option(index, text):
    options = [
        option | ({"text": text} if at == index else {}) for at, option in enumerate(OPTIONS)
    ]
    return changed(content={**FIELDS.content, "options": options})


def test_good_question_has_no_finding():
    assert written(FIELDS) == []


@pytest.mark.parametrize(
    ("fields", "check", "label", "severity"),
    [
        (changed(stem="Do this"), "Q12", "Question", "Please look"),
        (with_option(1, "Never plan the whole week"), "Q06", "Option 2", "Please change"),
        (with_option(2, "Both of the above"), "Q09", "Option 3", "Please change"),
    ],
)
def test_finding_says_where_and_how_much_it_asks(fields, check, label, severity):
    [found] = [each for each in written(fields) if each.finding.check == check]

    assert (found.label, found.severity) == (label, severity)
    assert found.in_short.startswith(f"{label}: ")


def test_what_must_change_comes_first():
    fields = with_option(1, "Never plan the whole week")
    fields = changed(content={**fields.content, "stem": "Do this"})

    assert [each.is_error for each in written(fields)] == sorted(
        (each.is_error for each in written(fields)), reverse=True
    )
    assert {each.is_error for each in written(fields)} == {True, False}


def test_errors_hold_back_publishing_until_there_is_a_reason():
    fields = with_option(1, "Never plan the whole week")
    [error] = [each.in_short for each in written(fields) if each.is_error]

    assert problems(fields) == [error]
    assert problems(changed(content=fields.content, lint_ok={"Q06": "She says so."})) == []


def test_texts_that_are_too_long_are_not_checked():
    assert written(changed(stem="Never. " * 2000)) == []
