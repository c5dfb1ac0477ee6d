"""Query sets that are put together once."""

from functools import cache, wraps


def prepared(build):
    """Decorate a function that returns a query set: it runs once, and each call gets a copy.

    Django takes longer to put a query together than SQLite to answer it. What differs from call
    to call, such as whose rows are asked for, is filtered of the copy.
    """
    kept = cache(build)

    @wraps(build)
    def copy():
        return kept().all()

    return copy
