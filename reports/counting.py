"""Counts over a whole organization: of a very large one they are kept for a minute."""

from django.core.cache import cache

LARGE = 20_000  # people, from whom on counting them all takes longer than their page
KEPT_FOR = 60  # seconds


def counted(scope, name, count):
    """Return what `count` gives of a scope, or gave in the last minute if the scope is large.

    `count` returns a dict with `everyone`; `name` says what is counted. What was kept has
    `is_kept`, for the page to say so.
    """
    if scope.team is not None or not scope.coverage.organizations:
        return count()
    covered = [*sorted(scope.coverage.organizations), "", *sorted(scope.coverage.teams)]
    parts = [name, scope.viewer_pk, scope.course.pk, scope.course.edition, *covered]
    key = "-".join(map(str, parts))
    counts = cache.get(key)
    if counts is None:
        counts = count()
        if counts["everyone"] > LARGE:
            cache.set(key, counts | {"is_kept": True}, KEPT_FOR)
    return counts
