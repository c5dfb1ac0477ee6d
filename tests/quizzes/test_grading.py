import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import TOLERANCE, attempt_mark, mark_again, passes

MARKS = st.lists(st.floats(0, 1), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("marks", "mark"),
    [([1.0], 1.0), ([0.0], 0.0), ([1.0, 0.0], 0.5), ([0.5, 0.5, 0.5, 0.5], 0.5), ([1.0] * 7, 1.0)],
)
def test_attempt_mark_is_the_mean(marks, mark):
    assert attempt_mark(marks) == mark


def test_attempt_mark_of_nothing_is_an_error():
    with pytest.raises(ValueError, match="without questions"):
        attempt_mark([])


@given(MARKS)
def test_attempt_mark_is_a_fraction(marks):
    assert 0 <= attempt_mark(marks) <= 1


@given(MARKS, st.randoms())
def test_attempt_mark_does_not_depend_on_order(marks, random):
    shuffled = random.sample(marks, len(marks))

    assert attempt_mark(shuffled) == attempt_mark(marks)


@pytest.mark.parametrize("count", range(1, 40))
def test_required_share_of_right_answers_passes_whatever_the_rounding(count):
    marks = [1.0] * count * 4 + [0.0] * count

    assert passes(attempt_mark(marks), 0.8)
    assert not passes(attempt_mark([*marks, 0.0]), 0.8)


@pytest.mark.parametrize(
    ("marks", "mark", "may_lower", "after"),
    [
        ([0.0, 1.0], 1.0, False, 1.0),
        ([1.0, 1.0], 0.0, False, 1.0),
        ([1.0, 1.0], 0.0, True, 0.0),
        ([0.0, 1.0], None, False, None),
        ([1.0, 0.0], None, False, 1.0),  # the rest alone would be less
        ([1.0, 0.0], None, True, None),
        ([0.5, 0.5], None, False, None),
        ([0.0], None, False, None),  # nothing is left to miss
        ([None, 1.0], 0.0, False, None),  # it had been left out
        ([None, 0.0], 1.0, False, 1.0),
    ],
)
def test_question_is_marked_again(marks, mark, may_lower, after):
    assert mark_again(marks, 0, mark, may_lower=may_lower) == after


@given(MARKS, st.one_of(st.none(), st.floats(0, 1)), st.data())
def test_nobody_loses_marks_unless_asked(marks, mark, data):
    place = data.draw(st.integers(0, len(marks) - 1))

    again = [*marks]
    again[place] = mark_again(marks, place, mark, may_lower=False)

    reached = attempt_mark(again)
    assert reached is None or reached >= attempt_mark(marks) - TOLERANCE
