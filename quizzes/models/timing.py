"""What an attempt tells of its time limit, and what needs a day beside its clock time."""

from django.utils import timezone

from quizzes.time_limits import SOON, after_outage, is_over, is_soon


def is_another_day(moment):
    """Say whether a clock time needs its day, where the learner is."""
    return timezone.localdate(moment) != timezone.localdate()


class Timed:
    """For what has `started_at`, `ends_at` (None without a limit) and `given_back_seconds`."""

    @property
    def is_over(self):
        """Whether answers come too late for its time limit."""
        return is_over(self.ends_at, timezone.now())

    @property
    def ends_soon(self):
        """Whether five minutes or less are left of its time."""
        return is_soon(self.ends_at, timezone.now())

    @property
    def has_ended(self):
        return self.ends_at is not None and timezone.now() >= self.ends_at

    @property
    def ends_on_another_day(self):
        return self.ends_at is not None and is_another_day(self.ends_at)

    @property
    def seconds_until_soon(self):
        """How long a page that is open now has no need to say that the end is near."""
        return round((self.ends_at - SOON - timezone.now()).total_seconds())

    @property
    def seconds_until_end(self):
        return round((self.ends_at - timezone.now()).total_seconds())

    @property
    def given_back_minutes(self):
        return -(-self.given_back_seconds // 60)

    def give_back(self, began_at, ended_at):
        """Move the end by what a fault took of its time; the row is not saved."""
        ends_at = after_outage(self.ends_at, self.started_at, began_at, ended_at)
        self.given_back_seconds += round((ends_at - self.ends_at).total_seconds())
        self.ends_at = ends_at
