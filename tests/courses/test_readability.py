import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.readability import grade, long_sentences, plain, sentences, syllables, words


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a", 1),
        ("the", 1),
        ("need", 1),
        ("asked", 1),
        ("wanted", 2),
        ("times", 1),
        ("services", 3),
        ("people", 2),
        ("table", 2),
        ("being", 2),
        ("saying", 2),
        ("social", 2),
        ("serious", 3),
        ("period", 3),
        ("trafficking", 3),
        ("guidance", 2),
        ("decision", 3),
        ("34", 1),
        ("", 1),
    ],
)
def test_syllables_are_counted(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cat sat on the mat.", 0.39 * 6 + 11.8 * 1 - 15.59),
        ("She asked. He waited.", 0.39 * 2 + 11.8 * 5 / 4 - 15.59),
        ("She asked [S61]. He *waited*.", 0.39 * 2 + 11.8 * 5 / 4 - 15.59),
        ("- She asked\n- He waited", 0.39 * 2 + 11.8 * 5 / 4 - 15.59),
        ("She asked Mr. Harrow.", 0.39 * 4 + 11.8 * 5 / 4 - 15.59),
    ],
)
def test_grade_is_that_of_the_formula(text, expected):
    assert grade(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["", " \n", "...", "[S61]", "# ", "___"])
def test_text_without_words_has_no_grade(text):
    assert grade(text) is None
    assert sentences(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [the page](https://example.org/a) [S61].", "See the page."),
        ("**Do not** _wait_.", "Do not wait."),
        ("## Title\n> Said\n1. One", "Title\nSaid\nOne"),
        ("2 * 3 and snake_case", "2  3 and snake_case"),
    ],
)
def test_markup_is_not_read(text, expected):
    assert plain(text) == expected


def test_word_may_hold_a_hyphen_or_an_apostrophe():
    assert words("A follow-up isn’t [S61] due at 10:30.") == [
        "A",
        "follow-up",
        "isn’t",
        "due",
        "at",
        "10",
        "30",
    ]


def test_sentences_end_where_the_language_check_ends_them():
    text = "Dr. Ruiz asks why. “Today?” Yes\n\nNo end here"

    assert sentences(text) == ["Dr. Ruiz asks why.", "“Today?”", "Yes", "No end here"]


def test_long_sentences_have_more_words_than_the_limit():
    text = "One two three. One two three four."

    assert long_sentences(text, 3) == ["One two three four."]
    assert long_sentences(text, 4) == []


@given(st.text())
def test_any_text_has_a_finite_grade_or_no_words(text):
    found = grade(text)

    assert (found is None) == (sentences(text) == [])
    assert found is None or math.isfinite(found)
    assert len(long_sentences(text, 0)) == len(sentences(text))


@pytest.mark.parametrize("piece", ["a ", "[", "[a](", "*", "_", "\n", " ", "a. ", "a'", "# "])
def test_long_text_takes_time_in_proportion(piece):
    text = piece * (100_000 // len(piece))

    started = time.perf_counter()
    grade(text)

    assert time.perf_counter() - started < 5
