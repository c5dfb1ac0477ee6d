import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.hours import decimal, in_words


@pytest.mark.parametrize(
    ("minutes", "words", "number"),
    [
        (0, "0 minutes", "0.00"),
        (1, "1 minute", "0.01"),
        (59, "59 minutes", "0.98"),
        (60, "1 hour", "1.00"),
        (61, "1 hour 1 minute", "1.01"),
        (405, "6 hours 45 minutes", "6.75"),
        (600, "10 hours", "10.00"),
    ],
)
def test_hours(minutes, words, number):
    assert (in_words(minutes), decimal(minutes)) == (words, number)


@given(st.integers(0, 100_000))
def test_no_hour_is_given_away(minutes):
    assert 0 <= minutes / 60 - float(decimal(minutes)) < 0.01 + 1e-9
