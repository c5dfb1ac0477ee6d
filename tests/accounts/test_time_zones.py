import zoneinfo

from accounts import time_zones


def test_zones_of_the_united_states_come_first():
    groups = time_zones.choices()

    assert [name for name, _ in groups] == ["United States", "Elsewhere"]
    assert groups[0][1][:2] == [
        ("America/New_York", "America/New York"),
        ("America/Chicago", "America/Chicago"),
    ]


def test_every_zone_exists_and_is_listed_once():
    names = [name for _, group in time_zones.choices() for name, _ in group]

    assert set(names) <= zoneinfo.available_timezones()
    assert len(names) == len(set(names))
    assert {"Europe/Berlin", "Asia/Manila", "America/Sao_Paulo"} <= set(names)


def test_zone_that_is_set_now_is_among_the_choices():
    assert time_zones.choices_with("Europe/Berlin") == time_zones.choices()
    assert time_zones.choices_with("UTC")[-1] == ("Set now", [("UTC", "UTC")])
