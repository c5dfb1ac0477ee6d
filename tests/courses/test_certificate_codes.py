import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.certificate_codes import ALPHABET, as_code, new_code


def test_new_code_is_twenty_characters_in_groups():
    code = new_code()
    assert [len(group) for group in code.split("-")] == [5, 5, 5, 5]
    assert set(code) <= {*ALPHABET, "-"}


def test_new_codes_differ():
    assert len({new_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7q2mx-0hj4k-wz83n-c5rtb", "7Q2MX-0HJ4K-WZ83N-C5RTB"),
        ("7Q2MX0HJ4KWZ83NC5RTB", "7Q2MX-0HJ4K-WZ83N-C5RTB"),
        (" 7Q2MX oHJ4K WZ83N C5RTB ", "7Q2MX-0HJ4K-WZ83N-C5RTB"),
        ("IlIlI-OoOoO-00000-11111", "11111-00000-00000-11111"),
        ("7Q2MX-0HJ4K-WZ83N-C5RT", ""),
        ("7Q2MX-0HJ4K-WZ83N-C5RTBB", ""),
        ("7Q2MX-0HJ4K-WZ83N-C5RTÜ", ""),
        ("", ""),
    ],
)
def test_as_code(typed, code):
    assert as_code(typed) == code


@given(st.integers(0, 19), st.sampled_from("-  "))
def test_code_is_read_however_it_is_spaced(place, space):
    code = new_code()
    plain = code.replace("-", "").lower()
    assert as_code(plain[:place] + space + plain[place:]) == code


@given(st.text())
def test_whatever_is_typed_makes_a_code_or_none(typed):
    found = as_code(typed)
    assert found == "" or as_code(found) == found
