"""Which side holds when content files and the application may both have changed."""

from enum import StrEnum


class Decision(StrEnum):
    """What to do with what changed both in the files and in the application."""

    ASK = "ask"
    TAKE_FILE = "take the file"
    KEEP_DATABASE = "keep the database"


class Outcome(StrEnum):
    SAME = "same"
    TAKEN = "taken from the file"
    KEPT = "kept as it is in the database"
    CONFLICT = "conflict"


def merge(last: str, file: str, here: str, decision: Decision) -> Outcome:
    """Say which side of a question or of a quiz's settings holds.

    All are digests: `last` of the file at the last load, `file` of what it says now, `here` of
    the application. An empty one is a question that is not there, or retired.
    """
    if file == here:
        return Outcome.SAME
    if here == last:
        return Outcome.TAKEN
    if file == last:
        return Outcome.KEPT
    return {
        Decision.ASK: Outcome.CONFLICT,
        Decision.TAKE_FILE: Outcome.TAKEN,
        Decision.KEEP_DATABASE: Outcome.KEPT,
    }[decision]
