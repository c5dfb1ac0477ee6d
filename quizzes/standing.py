"""Whether a learner may begin another attempt at a quiz, and from when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizzes.time_limits import MINUTE, full_minute


@dataclass(frozen=True)
class Standing:
    """`attempts_left` is None without a limit, `begins_at` None when nothing has to be waited for.

    A wait ends on a full minute, the one that pages can name.
    """

    attempts_left: int | None = None
    begins_at: datetime | None = None

    @property
    def has_attempts_left(self) -> bool:
        return self.attempts_left is None or self.attempts_left > 0

    @property
    def may_begin(self) -> bool:
        return self.has_attempts_left and self.begins_at is None


def standing(
    ended_at: Sequence[datetime],
    now: datetime,
    *,
    attempts_allowed: int | None,
    wait_minutes: int | None,
) -> Standing:
    """Return where somebody stands whose earlier attempts ended at the given times."""
    left = None if attempts_allowed is None else max(0, attempts_allowed - len(ended_at))
    if not ended_at or not wait_minutes:
        return Standing(left)
    begins_at = full_minute(max(ended_at) + wait_minutes * MINUTE)
    return Standing(left, begins_at if begins_at > now else None)
