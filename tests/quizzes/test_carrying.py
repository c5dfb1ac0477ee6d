"""An answer to one wording of a question, taken to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.types import TYPES
from quizzes.types.carrying import CannotCarry, Terms, carrier, paired

ANSWERED = [
    pytest.param(kind, answer, id=f"{name}-{number}")
    for name, kind in TYPES.items()
    for number, (answer, _) in enumerate(kind.CASES)
]
PLACES_MEAN_SOMETHING = ("ordering", "cloze")  # rows there cannot stand in another order


def turned(kind, content):
    """Return a content with its rows in the opposite order."""
    return {**content, **{rows.name: content.get(rows.name, [])[::-1] for rows in kind.SCHEMA.rows}}


@pytest.mark.parametrize(("kind", "answer"), ANSWERED)
def test_same_wording_changes_nothing(kind, answer):
    terms = kind.terms(kind.CONTENT)
    order = list(range(kind.to_shuffle(kind.CONTENT)))

    assert carrier(terms, terms).answer(answer) == answer
    assert carrier(terms, terms).order(order) == order


@pytest.mark.parametrize(("kind", "answer"), ANSWERED)
def test_answer_earns_the_same_when_rows_change_places(kind, answer):
    if kind.__name__.rpartition(".")[2] in PLACES_MEAN_SOMETHING:
        return
    there = turned(kind, kind.CONTENT)

    carried = carrier(kind.terms(kind.CONTENT), kind.terms(there)).answer(answer)

    assert kind.grade(there, carried) == kind.grade(kind.CONTENT, answer)
    assert kind.parse(kind.sent(carried), there) == carried


def test_order_of_cards_goes_with_their_texts():
    kind = TYPES["ordering"]
    turned_cards = turned(kind, kind.CONTENT)
    right = kind.key(kind.CONTENT)

    carried = carrier(kind.terms(kind.CONTENT), kind.terms(turned_cards)).answer(right)

    assert carried == right[::-1]


@given(st.permutations(["a", "b", "c", "d"]), st.lists(st.sampled_from(range(4)), unique=True))
def test_choices_are_found_by_their_texts(now, chosen):
    was = ["a", "b", "c", "d"]

    carried = carrier(Terms(choices=was), Terms(choices=now)).answer(chosen)

    assert sorted(now[place] for place in carried) == sorted(was[place] for place in chosen)
    assert carried == sorted(carried)


def test_choices_that_came_later_are_shown_last():
    to_new = carrier(Terms(choices=["a", "b"]), Terms(choices=["new", "b", "a"]))

    assert to_new.order([1, 0]) == [1, 2, 0]
    assert to_new.answer(0) == 2


@pytest.mark.parametrize(
    ("was", "now", "places"),
    [
        ([], [], ()),
        (["Ask first", "Wait"], ["wait ", "Ask  First"], (1, 0)),
        (["Ask frist", "Wait"], ["Ask first", "Wait"], (0, 1)),
        (["Ask first today", "Wait"], ["Wait", "Ask first today."], None),  # another place
        (["Ask", "Wait"], ["Ask", "Call the police"], None),
        (["Ask", "Wait"], ["Ask"], None),
        (["Ask", "Waits"], ["Waits", "Wait"], None),  # the second became the first
    ],
)
def test_text_is_found_by_what_it_says_or_in_its_place(was, now, places):
    if places is None:
        with pytest.raises(CannotCarry):
            paired(was, now)
    else:
        assert paired(was, now) == places


def test_new_card_was_not_there_to_be_answered():
    with pytest.raises(CannotCarry, match="“New” was not there"):
        carrier(Terms(parts=["a", "b"]), Terms(parts=["a", "b", "New"]))
