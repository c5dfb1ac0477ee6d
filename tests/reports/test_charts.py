import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import BOTTOM, TOP, WIDTH, bars, shares

values = st.lists(st.integers(0, 10_000), min_size=1, max_size=24)


@given(values)
def test_bars_lie_within_the_drawing_beside_each_other(values):
    made = bars([str(n) for n in range(len(values))], values, max(*values, 1))

    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in made)
    assert all(a.x + a.width < b.x for a, b in itertools.pairwise(made))
    assert all(bar.y >= TOP - 0.1 and bar.y + bar.height <= BOTTOM + 0.1 for bar in made)


@given(values)
def test_bar_can_be_seen_where_there_is_something_and_only_there(values):
    made = bars([""] * len(values), values, max(*values, 1))

    assert [bar.height > 0 for bar in made] == [value > 0 for value in values]


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1, 6, 1], [12.5, 75.0, 12.5]), ([0, 0, 0], [0.0, 0.0, 0.0]), ([3], [100.0]), ([], [])],
)
def test_shares(values, expected):
    assert shares(values) == expected


def test_bars_need_a_label_each():
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        bars(["a", "b"], [1], 1)
