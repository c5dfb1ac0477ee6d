"""The time zones that an organization chooses from."""

import zoneinfo
from functools import cache

AMERICAN = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
)
REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Pacific/")


@cache
def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return groups of zones, each zone with the words for it; those of the U.S. come first."""
    others = sorted(
        name
        for name in zoneinfo.available_timezones()
        if name.startswith(REGIONS) and name not in AMERICAN
    )
    return [("United States", _pairs(AMERICAN)), ("Elsewhere", _pairs(others))]


def choices_with(current: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the choices, with the zone that is set now where it is none of them, such as UTC."""
    listed = {name for _, zones in choices() for name, _ in zones}
    return choices() if current in listed else [*choices(), ("Set now", _pairs([current]))]


def _pairs(names):
    return [(name, name.replace("_", " ")) for name in names]
