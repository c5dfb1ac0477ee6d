"""Moodle's categories: the names in a path like $course$/top/Unit 1/Talk//listen."""

import re
from collections.abc import Sequence

_STEP = re.compile(r"(?<!/)/(?!/)")
_PLACE = re.compile(r"\$[a-z0-9]+\$")


def names_in(path: str) -> tuple[str, ...]:
    """Return the names in a path, without the place where Moodle keeps it. // is a slash."""
    names = [" ".join(step.replace("//", "/").split()) for step in _STEP.split(path)]
    if names and _PLACE.fullmatch(names[0]):
        names = names[1:]
        names = names[1:] if names[:1] == ["top"] else names
    return tuple(filter(None, names))


def path_of(names: Sequence[str]) -> str:
    """Return a path from the top of a course."""
    return "/".join(["$course$", "top", *map(_step, names)])


def _step(name: str) -> str:
    step = name.replace("/", "//")
    return f"{' ' * name.startswith('/')}{step}{' ' * name.endswith('/')}"
