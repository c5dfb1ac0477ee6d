import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.disclosure import SMALLEST, band, coarse, is_enough, shown_parts

counts = st.dictionaries(st.integers(0, 8), st.integers(0, 14), max_size=7)


@pytest.mark.parametrize(("count", "told"), [(0, False), (4, False), (5, True), (500, True)])
def test_group_is_told_of_from_five_people_on(count, told):
    assert is_enough(count) == told


@pytest.mark.parametrize(
    ("total", "parts", "shown"),
    [
        (20, {"a": 10, "b": 10}, {"a", "b"}),
        (14, {"a": 10, "b": 4}, set()),  # the whole without a would be b
        (24, {"a": 10, "b": 10, "c": 4}, {"b"}),  # a is held back, or c could be found
        (21, {"a": 10, "b": 10}, {"b"}),  # and so could one who is in no team
        (25, {"a": 10, "b": 10}, {"a", "b"}),
        (10, {"a": 10}, {"a"}),  # the whole is the team
        (10, {"a": 10, "b": 0}, {"a"}),
        (11, {"a": 10, "b": 10}, set()),  # nearly all are in both
        (9, {"a": 3, "b": 3, "c": 3}, set()),
        (4, {"a": 4}, set()),
        (0, {}, set()),
    ],
)
def test_shown_parts(total, parts, shown):
    assert shown_parts(total, parts) == shown


@given(counts, st.integers(0, 9))
def test_what_is_left_of_the_whole_is_nobody_or_a_group(parts, in_none):
    total = sum(parts.values()) + in_none

    shown = shown_parts(total, parts)

    rest = total - sum(parts[part] for part in shown)
    assert rest == 0 or rest >= SMALLEST or not shown
    for part in shown:
        assert parts[part] >= SMALLEST
        assert total - parts[part] == 0 or total - parts[part] >= SMALLEST


@given(counts, st.integers(0, 9))
def test_same_groups_are_told_of_whichever_team_comes_first(parts, in_none):
    total = sum(parts.values()) + in_none
    turned = dict(reversed(parts.items()))

    assert shown_parts(total, parts) == shown_parts(total, turned)


@pytest.mark.parametrize(
    ("share", "rounded"), [(0, 0), (0.04, 0), (0.06, 0.1), (0.849, 0.8), (0.96, 1.0), (1, 1)]
)
def test_coarse(share, rounded):
    assert coarse(share) == rounded


@pytest.mark.parametrize(
    ("count", "words"),
    [(5, "5 to 9"), (9, "5 to 9"), (10, "10 to 19"), (49, "20 to 49"), (50, "50 or more")],
)
def test_band(count, words):
    assert band(count) == words


def test_band_is_for_groups_alone():
    with pytest.raises(ValueError, match="4"):
        band(4)
