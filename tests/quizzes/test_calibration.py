"""What is said of being sure and being right: by tables, and for any answers at all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.calibration import AS_IT_FELT, LESS_OFTEN, MORE_OFTEN, TELLING, Certainty, calibrate

SURE, FAIRLY_SURE, GUESSING = Certainty
TOO_FEW = "That is too few to tell more."
A_LITTLE_LESS = "That is a little less often than it felt. It may be chance."
A_LITTLE_MORE = "That is a little more often than it felt. It may be chance."
MARKS = st.floats(0, 1) | st.sampled_from([0.0, 0.5, 1.0])
ANSWERS = st.lists(st.tuples(st.sampled_from(Certainty.values), MARKS), max_size=60)


def level_of(certainty, right, wrong, partly=()):
    marks = [1.0] * right + [0.0] * wrong + [*partly]
    [level] = calibrate((certainty, mark) for mark in marks)
    return level


@pytest.mark.parametrize(
    ("certainty", "right", "wrong", "partly", "sentence"),
    [
        (SURE, 7, 2, [], "When you were sure, you were right 7 times of 9."),
        (FAIRLY_SURE, 1, 4, [], "When you were fairly sure, you were right 1 time of 5."),
        (GUESSING, 3, 0, [], "When you were guessing, you were right 3 times of 3."),
        (SURE, 0, 6, [], "When you were sure, none of your 6 answers was right yet."),
        (SURE, 1, 0, [], "You were sure once, and that answer was right."),
        (GUESSING, 0, 1, [], "You were guessing once, and that answer was not right yet."),
        (SURE, 0, 0, [0.5], "You were sure once, and that answer was partly right."),
        (
            SURE,
            4,
            1,
            [0.5, 0.75],
            "When you were sure, you were right 4 times of 7, and partly right 2 times.",
        ),
        (
            SURE,
            4,
            1,
            [0.5],
            "When you were sure, you were right 4 times of 6, and partly right 1 time.",
        ),
        (
            SURE,
            0,
            4,
            [0.5],
            "When you were sure, none of your 5 answers was fully right, and 1 was partly.",
        ),
        (
            SURE,
            0,
            4,
            [0.5, 0.5],
            "When you were sure, none of your 6 answers was fully right, and 2 were partly.",
        ),
    ],
)
def test_sentence_says_what_happened(certainty, right, wrong, partly, sentence):
    assert level_of(certainty, right, wrong, partly).sentence == sentence


@pytest.mark.parametrize(
    ("certainty", "right", "wrong", "partly", "suggestion"),
    [
        (SURE, 4, 0, [], TOO_FEW),
        (SURE, 0, 4, [], TOO_FEW),
        (SURE, 4, 1, [], AS_IT_FELT[SURE]),  # eight tenths, whatever the rounding
        (SURE, 9, 0, [], AS_IT_FELT[SURE]),
        (SURE, 7, 2, [], A_LITTLE_LESS),
        (SURE, 5, 3, [0.6], A_LITTLE_LESS),
        (SURE, 4, 5, [], LESS_OFTEN[SURE]),
        (SURE, 60, 40, [], LESS_OFTEN[SURE]),
        (SURE, 3, 0, [0.5, 0.5], AS_IT_FELT[SURE]),  # eight tenths of the marks
        (FAIRLY_SURE, 4, 2, [], AS_IT_FELT[FAIRLY_SURE]),  # two thirds
        (FAIRLY_SURE, 8, 2, [], AS_IT_FELT[FAIRLY_SURE]),
        (FAIRLY_SURE, 6, 4, [], A_LITTLE_LESS),
        (FAIRLY_SURE, 2, 8, [], LESS_OFTEN[FAIRLY_SURE]),
        (FAIRLY_SURE, 9, 1, [], A_LITTLE_MORE),
        (FAIRLY_SURE, 20, 0, [], MORE_OFTEN[FAIRLY_SURE]),
        (GUESSING, 0, 9, [], AS_IT_FELT[GUESSING]),
        (GUESSING, 4, 2, [], AS_IT_FELT[GUESSING]),
        (GUESSING, 4, 1, [], A_LITTLE_MORE),
        (GUESSING, 9, 1, [], MORE_OFTEN[GUESSING]),
    ],
)
def test_suggestion_takes_care_with_small_numbers(certainty, right, wrong, partly, suggestion):
    assert level_of(certainty, right, wrong, partly).suggestion == suggestion


def test_nothing_is_said_where_nothing_was_given():
    assert calibrate([]) == []


def test_levels_stand_from_sure_to_guessing():
    levels = calibrate([("guessing", 0.0), ("sure", 1.0), ("fairly-sure", 0.5), ("sure", 0.0)])

    assert [(level.certainty, level.answers, level.right, level.partly) for level in levels] == [
        (SURE, 2, 1, 0),
        (FAIRLY_SURE, 1, 0, 1),
        (GUESSING, 1, 0, 0),
    ]


@given(ANSWERS)
def test_every_answer_is_counted_once(answers):
    levels = calibrate(answers)

    assert sum(level.answers for level in levels) == len(answers)
    assert all(0 <= level.right + level.partly <= level.answers for level in levels)
    assert all(-1e-9 <= level.share <= 1 + 1e-9 for level in levels)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_order_does_not_matter(answers, random):
    assert calibrate(random.sample(answers, len(answers))) == calibrate(answers)


@given(ANSWERS)
def test_words_hold_no_score_and_nothing_negative(answers):
    for level in calibrate(answers):
        words = f"{level.sentence} {level.suggestion}"
        numbers = [int(number) for number in re.findall(r"\d+", words)]

        assert not re.search(r"[-−–%]|\b(wrong|fail|poor|bad|only|score|point)", words)
        assert set(numbers) <= {level.answers, level.right, level.partly}
        assert (level.suggestion == TOO_FEW) == (level.answers < TELLING)


@given(st.sampled_from(Certainty), st.integers(0, 80), st.integers(0, 80))
def test_one_more_right_answer_never_reads_worse(certainty, right, wrong):
    if right + wrong < TELLING:
        return
    order = [LESS_OFTEN.get(certainty), A_LITTLE_LESS, AS_IT_FELT[certainty], A_LITTLE_MORE]
    order.append(MORE_OFTEN.get(certainty))

    before = level_of(certainty, right, wrong + 1).suggestion
    after = level_of(certainty, right + 1, wrong).suggestion

    assert order.index(before) <= order.index(after)
