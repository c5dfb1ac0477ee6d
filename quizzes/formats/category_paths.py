"""The categories of a question as one text, step by step: `Service / First days`."""

import re
from collections.abc import Iterable


def path_of(names: Iterable[str]) -> str:
    """Return names as a path that `names_in` reads back."""
    return " / ".join(map(_step, names))


def names_in(path: str) -> tuple[str, ...]:
    """Return the names of a path, the outermost first."""
    return tuple(_name(step.strip()) for step in path.split(" / ") if step.strip())


def _step(name: str) -> str:
    """Return a category's name as a step of its path; its own slashes are told from a step's.

    One at its edge, or with a space before and after it, gets another.
    """
    name = re.sub(r"(?<= )(/+)(?= )", r"\1/", name)
    return f"{'/' * name.startswith('/')}{name}{'/' * name.endswith('/')}"


def _name(step: str) -> str:
    step = step[1:] if step.startswith("//") else step
    step = step[:-1] if step.endswith("//") else step
    return re.sub(r"(?<= )(/+)/(?= )", r"\1", step)
