"""The arithmetic of time limits, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.time_limits import after_outage, extra_minutes, full_minute, is_over, is_soon


def at(hour, minute=0, second=0):
    return datetime(2026, 3, 2, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "full"),
    [(at(15), at(15)), (at(15, 0, 1), at(15, 1)), (at(15, 59, 59), at(16))],
)
def test_full_minute(moment, full):
    assert full_minute(moment) == full


@pytest.mark.parametrize(
    ("limit", "extra", "minutes"),
    [
        (40, {}, 0),
        (40, {"percent": 50}, 20),
        (45, {"percent": 25}, 12),
        (40, {"percent": 100}, 40),
        (40, {"minutes": 15}, 15),
        (5, {"percent": 1}, 1),
    ],
)
def test_extra_minutes(limit, extra, minutes):
    assert extra_minutes(limit, **extra) == minutes


@pytest.mark.parametrize(
    ("now", "soon", "over"),
    [
        (at(14, 54, 59), False, False),
        (at(14, 55), True, False),
        (at(15), True, False),
        (at(15, 1), True, False),
        (at(15, 1, 1), True, True),
    ],
)
def test_end_at_three(now, soon, over):
    assert (is_soon(at(15), now), is_over(at(15), now)) == (soon, over)


def test_no_limit_never_ends():
    assert not is_soon(None, at(15))
    assert not is_over(None, at(15))


@pytest.mark.parametrize(
    ("began", "ended", "ends"),
    [
        (at(14, 10), at(14, 20), at(15, 10)),
        # What was left when it began is left when it ends, though the end passed meanwhile.
        (at(14, 40), at(16), at(16, 20)),
        # Only what the attempt had of it counts.
        (at(13), at(14, 10), at(15, 10)),
        (at(14, 10), at(14, 20, 30), at(15, 11)),
        # Before it began, after it ended: nothing is taken from it.
        (at(13), at(14), at(15)),
        (at(15), at(16), at(15)),
    ],
)
def test_attempt_from_two_to_three_after_an_outage(began, ended, ends):
    assert after_outage(at(15), at(14), began, ended) == ends


def test_what_was_left_is_left_after_any_outage():
    for minutes in range(60):
        began = at(14) + timedelta(minutes=minutes)
        ended = began + timedelta(hours=3)
        assert after_outage(at(15), at(14), began, ended) - ended == at(15) - began
