"""Of which words a panel's ratings are, and how many gave each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes import ratings
from quizzes.types import judgment

CONTENT = judgment.CONTENT
RESPONSES = CONTENT["responses"]


def changed(place, **changes):
    rows = [{**row, **changes} if i == place else row for i, row in enumerate(RESPONSES)]
    return {**CONTENT, "responses": rows}


@pytest.mark.parametrize(
    ("content", "is_same"),
    [
        (changed(0, feedback="Other."), True),
        (changed(0, rating=2), True),
        ({**CONTENT, "responses": RESPONSES[::-1]}, True),
        ({**CONTENT, "panel": [[5, 0, 0, 0, 0]] * 3}, True),
        (changed(0, text="Ask what she hopes"), False),
        ({**CONTENT, "stem": "What now?"}, False),
        ({**CONTENT, "responses": RESPONSES[:2]}, False),
    ],
)
def test_wording_is_of_the_words_that_are_rated(content, is_same):
    assert (ratings.wording(content) == ratings.wording(CONTENT)) is is_same


def test_counts_have_each_response_in_the_order_of_the_content():
    given = [ratings.as_kept(rated, CONTENT) for rated in ([5, 1, 3], [5, 1, 2], [4, 1, 3])]

    assert ratings.counts(given, CONTENT) == [
        [0, 0, 0, 1, 2],
        [3, 0, 0, 0, 0],
        [0, 1, 2, 0, 0],
    ]
    assert ratings.counts([], CONTENT) == [[0] * 5] * 3


@pytest.mark.parametrize("given", [[], [5, 1], [5, 1, 3, 3], [0, 1, 3], [5, 1, 6]])
def test_ratings_that_do_not_fit_are_refused(given):
    with pytest.raises(ValueError, match="one rating"):
        ratings.as_kept(given, CONTENT)


texts = st.lists(st.text(max_size=20), min_size=2, max_size=8, unique=True)


@given(texts, st.data())
def test_ratings_follow_their_responses_wherever_these_move(texts, data):
    content = {"stem": "What?", "responses": [{"text": text} for text in texts]}
    by_text = {text: data.draw(st.integers(1, 5)) for text in texts}
    moved = data.draw(st.permutations(texts))
    elsewhere = {"stem": "What?", "responses": [{"text": text} for text in moved]}

    kept = ratings.as_kept([by_text[text] for text in texts], content)

    assert ratings.as_shown(kept, content) == [by_text[text] for text in texts]
    assert ratings.as_shown(kept, elsewhere) == [by_text[text] for text in moved]
    assert [sum(row) for row in ratings.counts([kept] * 3, elsewhere)] == [3] * len(texts)


@given(st.integers(1, 10_000))
def test_each_person_has_an_order_of_their_own_that_stays(person):
    order = ratings.order_for(person, CONTENT)

    assert sorted(order) == [0, 1, 2]
    assert ratings.order_for(person, CONTENT) == order
    assert len({tuple(ratings.order_for(other, CONTENT)) for other in range(50)}) == 6
