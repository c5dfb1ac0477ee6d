"""Functions run at once, to see what two requests do to each other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

PATIENCE = 30  # seconds that one of them waits for another, which may have failed


def at_once(*works):
    """Run functions in threads that start together, each with its own connection.

    Returns each one's result, or the exception it raised.
    """
    barrier = Barrier(len(works))

    def run(work):
        try:
            connection.ensure_connection()
            barrier.wait(PATIENCE)
            return work()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))
