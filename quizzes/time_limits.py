"""The arithmetic of time limits."""

MOST_EXTRA_PERCENT = 900
MOST_EXTRA_MINUTES = 24 * 60


def extra_minutes(limit: int, *, percent: int = 0, minutes: int = 0) -> int:
    """Return what is added to a limit in minutes; a part of a minute counts as a whole one."""
    return -(-limit * percent // 100) + minutes
