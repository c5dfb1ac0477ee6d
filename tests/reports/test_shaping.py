import pytest

from reports.shaping import grouped, picked

NAMES = ["Name", "State", "Done"]
ROWS = [["Ada", "under way", "2"], ["Ben", "complete", "3"], ["Cy", "under way", "1"]]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["Name"], [["Ada"], ["Ben"], ["Cy"]]),
        (["Done", "Name"], [["Ada", "2"], ["Ben", "3"], ["Cy", "1"]]),
        (["Nonsense", "Done"], [["2"], ["3"], ["1"]]),
        ([], [[], [], []]),
    ],
)
def test_picked(wanted, expected):
    assert list(picked(ROWS, NAMES, wanted)) == expected


def test_grouped_counts_the_most_frequent_first():
    assert grouped(ROWS, NAMES, "State") == [("under way", 2), ("complete", 1)]
    assert grouped([], NAMES, "State") == []


def test_grouped_needs_a_column():
    with pytest.raises(ValueError, match="Nonsense"):
        grouped(ROWS, NAMES, "Nonsense")
