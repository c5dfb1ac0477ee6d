"""Our own YAML: questions as the items.yaml of a module has them, read and written by one rule."""

import re
from collections.abc import Iterable
from itertools import accumulate

import yaml

from courses.content.nodes import ContentError, Node, Once, parse_yaml
from courses.content.writing import to_yaml
from quizzes.content import ItemContent, item_of, mapping_of
from quizzes.formats.drafts import Draft, Fault, Reading, UnreadableFile
from quizzes.formats.texts import decoded

LABEL = "YAML, as in the files of a course"
SUFFIXES = (".yaml", ".yml")

DEEPEST = 100  # brackets within one another; words have some too
_BRACKET = re.compile(r"[\[\]{}]")
_LISTS_IN_LISTS = re.compile(r"(?:[-?:] ){50}|^ {500}", re.MULTILINE)


class _AnyId:
    """Holds every id: which there are is not known here."""

    def __contains__(self, code: object) -> bool:
        return True

    def __getitem__(self, code: str) -> int:
        return 0


def read(data: bytes) -> Reading:
    """Return the questions of a file in its order. Raises UnreadableFile."""
    text = decoded(data)
    if _is_deep(text):
        raise UnreadableFile("Its lists stand within one another too deep to be questions.")
    try:
        entries = parse_yaml(text, "").fields("items")["items"].entries("item")
    except ContentError as error:
        raise UnreadableFile(f"Line {error.line}: {error.reason}.") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise UnreadableFile(f"This is not YAML: {str(error).splitlines()[0]}.") from None
    once = Once()
    read = [_read(entry, once) for entry in entries]
    return Reading(
        tuple(one for one in read if isinstance(one, Draft)),
        tuple(one for one in read if isinstance(one, Fault)),
    )


def _is_deep(text: str) -> bool:
    """Say whether a text may be nested so deep that a parser of YAML would crash."""
    depths = accumulate((1 if sign in "[{" else -1 for sign in _BRACKET.findall(text)), _step)
    return bool(_LISTS_IN_LISTS.search(text)) or any(depth > DEEPEST for depth in depths)


def _step(depth: int, change: int) -> int:
    return max(0, depth + change)


def _read(entry: Node, once: Once) -> Draft | Fault:
    known = _AnyId()
    try:
        item = item_of(entry, known, known, once)
    except ContentError as error:
        return Fault(f"line {error.line}", f"{error.reason[0].upper()}{error.reason[1:]}.")
    return Draft(item.fields, f"line {entry.line}", item.slug)


def write(drafts: Iterable[Draft]) -> bytes:
    """Return a file with all questions; a question's name has to be its id."""
    items = [mapping_of(ItemContent(draft.name, draft.fields)) for draft in drafts]
    return to_yaml({"items": items}).encode()


def losses(draft: Draft) -> list[str]:
    """Say what a file does not say of a question."""
    return ["Its pictures are not in the file."] if draft.pictures else []
