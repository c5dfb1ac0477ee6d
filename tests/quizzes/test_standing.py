"""Whether another attempt may begin, and from when: pure arithmetic."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.standing import Standing, standing

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def ago(**time):
    return NOW - timedelta(**time)


@pytest.mark.parametrize(
    ("ended_at", "allowed", "wait", "expected"),
    [
        ([], None, None, Standing(None, None)),
        ([ago(days=1)], None, None, Standing(None, None)),
        ([], 2, 60, Standing(2, None)),
        ([ago(days=1)], 2, None, Standing(1, None)),
        ([ago(days=1), ago(days=2)], 2, None, Standing(0, None)),
        ([ago(days=1), ago(days=2), ago(days=3)], 2, None, Standing(0, None)),
        ([ago(minutes=59)], None, 60, Standing(None, NOW + timedelta(minutes=1))),
        ([ago(minutes=60)], None, 60, Standing(None, None)),
        ([ago(days=9), ago(minutes=20)], None, 60, Standing(None, NOW + timedelta(minutes=40))),
        # A wait that ends within a minute ends with that minute.
        ([ago(minutes=59, seconds=59.5)], None, 60, Standing(None, NOW + timedelta(minutes=1))),
        ([ago(minutes=60, seconds=30)], None, 60, Standing(None, None)),
        ([ago(minutes=1)], 1, 60, Standing(0, NOW + timedelta(minutes=59))),
    ],
)
def test_standing(ended_at, allowed, wait, expected):
    found = standing(ended_at, NOW, attempts_allowed=allowed, wait_minutes=wait)

    assert found == expected


@pytest.mark.parametrize(
    ("stands", "may_begin"),
    [
        (Standing(), True),
        (Standing(1), True),
        (Standing(0), False),
        (Standing(None, NOW), False),
        (Standing(1, NOW), False),
    ],
)
def test_may_begin(stands, may_begin):
    assert stands.may_begin is may_begin
