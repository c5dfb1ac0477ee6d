"""Values as pages and files show them."""

from datetime import UTC, date, datetime

import pytest

from accounts.templatetags.display import in_plain, plainly


def test_name_of_a_field_is_shown_as_words():
    assert in_plain("course__title") == "course title"
    assert in_plain("last_active_on") == "last active on"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        ("", "–"),
        ([], "–"),
        (0, "0"),
        (True, "yes"),
        (False, "no"),
        ("ليلى", "ليلى"),
        (date(2026, 3, 9), "March 9, 2026"),
        (datetime(2026, 3, 9, 20, 5, tzinfo=UTC), "March 9, 2026, 8:05 PM UTC"),
        ([1, None, "a"], "1, –, a"),
        ([{"title": "1. A", "is_done": True}], "title: 1. A; is done: yes"),
    ],
)
def test_any_value_is_shown_plainly(value, shown):
    assert plainly(value) == shown
