"""What a panel's ratings of responses come to, in numbers and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.types import judgment

CLOSE = "The panel agrees closely."
SOMEWHAT = "The panel’s ratings differ somewhat."
DIVIDED = "The panel is divided."


@pytest.mark.parametrize(
    ("counts", "mean", "spread", "words"),
    [
        ([0, 0, 0, 0, 5], 5, 0, CLOSE),
        ([0, 0, 0, 1, 4], 4.8, 0.4, CLOSE),
        ([0, 0, 0, 2, 3], 4.6, 0.49, CLOSE),
        ([0, 0, 1, 0, 4], 4.6, 0.8, SOMEWHAT),
        ([0, 1, 3, 1, 0], 3, 0.63, SOMEWHAT),
        ([0, 3, 0, 2, 0], 2.8, 0.98, SOMEWHAT),
        ([1, 1, 1, 1, 1], 3, 1.41, DIVIDED),
        ([3, 0, 0, 0, 2], 2.6, 1.96, DIVIDED),
        ([4, 0, 0, 0, 1], 1.8, 1.6, DIVIDED),
    ],
)
def test_ratings_in_numbers_and_words(counts, mean, spread, words):
    assert judgment.mean(counts) == pytest.approx(mean)
    assert judgment.spread(counts) == pytest.approx(spread, abs=0.005)
    assert judgment.agreement(counts) == words


counts_of_five = st.lists(st.integers(0, 20), min_size=5, max_size=5).filter(any)


@given(counts_of_five)
def test_agreement_is_the_same_from_either_end_and_for_a_larger_panel(counts):
    words = judgment.agreement(counts)

    assert judgment.agreement(counts[::-1]) == words
    assert judgment.agreement([count * 3 for count in counts]) == words
    assert 0 <= judgment.spread(counts) <= 2


def test_no_panel_says_nothing_of_agreement():
    html = {"responses": [{"feedback": ""}] * 3}
    four = [[0, 0, 0, 0, 4]] * 3

    for content in (judgment.CONTENT, {**judgment.CONTENT, "panel": four}):
        shown = judgment.show(content, html, None, [0, 1, 2])
        assert [response.agreement for response in shown.responses] == ["", "", ""]
        assert shown.panel_size == 0
