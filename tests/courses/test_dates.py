from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.dates import Terms, due_date, last_day_before, local_date, months_after, start_of

GIVEN = date(2026, 3, 1)
zones = st.sampled_from(sorted(available_timezones()))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))
days = st.dates(date(2020, 1, 1), date(2037, 12, 31))


@pytest.mark.parametrize(
    ("on", "after_days", "joined_on", "extended_to", "due"),
    [
        (None, None, None, None, None),
        (None, None, date(2026, 4, 1), None, None),
        (date(2026, 5, 1), None, date(2026, 6, 1), None, date(2026, 5, 1)),
        (None, 60, date(2026, 4, 1), None, date(2026, 5, 31)),
        (None, 60, date(2025, 4, 1), None, date(2026, 4, 30)),  # was there before it was given
        (None, 60, None, None, date(2026, 4, 30)),  # asked in person
        (None, 0, date(2026, 4, 1), None, date(2026, 4, 1)),
        (date(2026, 5, 1), None, None, date(2026, 7, 1), date(2026, 7, 1)),
        (None, 60, date(2026, 4, 1), date(2026, 3, 2), date(2026, 3, 2)),
        (None, None, None, date(2026, 7, 1), date(2026, 7, 1)),
    ],
)
def test_due_date(on, after_days, joined_on, extended_to, due):
    assert due_date(Terms(on, after_days, GIVEN), joined_on, extended_to) == due


@given(days, zones)
def test_day_begins_in_that_day_or_where_it_was_left_out_in_the_next(day, zone):
    start = start_of(day, zone)

    assert local_date(start, zone) == day
    assert local_date(start.astimezone(UTC) - timedelta(seconds=1), zone) < day


@given(moments, days, zones)
def test_moment_is_before_the_start_of_a_day_when_its_date_is_earlier(moment, day, zone):
    assert (moment < start_of(day, zone)) == (local_date(moment, zone) < day)


@given(moments, st.integers(0, 730), zones)
def test_days_after_joining_are_days_of_the_calendar_not_24_hours(moment, after_days, zone):
    joined_on = local_date(moment, zone)

    due_on = due_date(Terms(None, after_days, joined_on), joined_on)

    assert (due_on - joined_on).days == after_days


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        (datetime(2026, 3, 9, 3, 30, tzinfo=UTC), "America/Chicago", date(2026, 3, 8)),
        (datetime(2026, 3, 9, 5, 0, tzinfo=UTC), "America/Chicago", date(2026, 3, 9)),
        (datetime(2026, 11, 2, 5, 30, tzinfo=UTC), "America/Chicago", date(2026, 11, 1)),
        (datetime(2026, 11, 1, 10, 30, tzinfo=UTC), "Pacific/Kiritimati", date(2026, 11, 2)),
        (datetime(2026, 11, 1, 10, 30, tzinfo=UTC), "Pacific/Pago_Pago", date(2026, 10, 31)),
    ],
)
def test_local_date(moment, zone, day):
    assert local_date(moment, zone) == day


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_after(day, months, later):
    assert months_after(day, months) == later


@given(days, st.integers(1, 60))
def test_last_day_before_turns_months_after_round(end, months):
    last = last_day_before(end, months)

    assert months_after(last, months) <= end
    assert months_after(last + timedelta(days=1), months) > end
