import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import attempt_mark, passes

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
