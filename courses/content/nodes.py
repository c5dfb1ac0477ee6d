"""YAML with the line on which each value stands, and readers that say what is wrong where."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.reader import Reader

# The C parser is about ten times as fast, and builds the same nodes
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
UNPRINTABLE = Reader.NON_PRINTABLE
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_BUILD = {
    "tag:yaml.org,2002:str": SafeConstructor.construct_yaml_str,
    "tag:yaml.org,2002:int": SafeConstructor.construct_yaml_int,
    "tag:yaml.org,2002:float": SafeConstructor.construct_yaml_float,
    "tag:yaml.org,2002:bool": SafeConstructor.construct_yaml_bool,
    "tag:yaml.org,2002:null": SafeConstructor.construct_yaml_null,
}


class ContentError(Exception):
    """A content file cannot be used: which one, on which line, and why."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


@dataclass(frozen=True)
class Node:
    """A value of a YAML file, what it is called in messages, and where it stands.

    `value` is text, a number, true or false, None, a dict of nodes or a tuple of nodes.
    `text_line` is where the text itself begins, one line lower than its key in a literal block.
    Two nodes are equal when their values are, wherever they stand.
    """

    value: Any
    name: str = field(default="the file", compare=False)
    path: str = field(default="", compare=False)
    line: int = field(default=1, compare=False)
    text_line: int = field(default=1, compare=False)

    def error(self, reason: str, *, line: int | None = None) -> ContentError:
        return ContentError(self.path, line or self.line, reason)

    def fields(self, required: str, optional: str = "") -> dict[str, "Node"]:
        """Return a mapping's values; the names are given as words.

        Raises ContentError when it is no mapping, lacks a required key, or has another one.
        """
        known = [*required.split(), *optional.split()]
        for key, node in self.mapping().items():
            if key not in known:
                raise node.error(f"“{key}” is not known here; known are {', '.join(known)}")
        return self.having(required)

    def having(self, required: str) -> dict[str, "Node"]:
        """Return a mapping's values, whatever they are beside the required ones."""
        for key in required.split():
            if key not in self.mapping():
                raise self.error(f"{self.name} has no “{key}”")
        return self.mapping()

    def mapping(self) -> dict[str, "Node"]:
        if not isinstance(self.value, dict):
            raise self.error(f"{self.name} should be lines of “key: value”")
        return self.value

    def entries(self, name: str) -> list["Node"]:
        """Return a list's entries, each called by a name and its number, as in “option 2”."""
        if not isinstance(self.value, tuple):
            raise self.error(f"{self.name} should be a list")
        return [
            replace(node, name=f"{name} {number}")
            for number, node in enumerate(self.value, start=1)
        ]

    def text(self, limit: int | None = None) -> str:
        """Return a text that is not blank and has at most `limit` characters."""
        if not isinstance(self.value, str):
            raise self.error(f"{self.name} should be text; put it in quotes")
        if not self.value.strip():
            raise self.error(f"{self.name} is empty")
        if limit and len(self.value) > limit:
            raise self.error(f"{self.name} is longer than {limit} characters")
        if UNPRINTABLE.search(self.value):
            raise self.error(f"{self.name} holds a character that cannot be shown")
        return self.value

    def slug(self, limit: int = 50) -> str:
        text = self.text(limit)
        if not SLUG.fullmatch(text):
            raise self.error(f"{self.name} should be small letters, digits and single hyphens")
        return text

    def choice(self, choices: Collection[str]) -> str:
        if not isinstance(self.value, str) or self.value not in choices:
            raise self.error(f"{self.name} should be one of {', '.join(choices)}")
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.error(f"{self.name} should be true or false")
        return self.value

    def whole(self, low: int, high: int) -> int:
        if type(self.value) is not int or not low <= self.value <= high:
            raise self.error(f"{self.name} should be a whole number from {low} to {high}")
        return self.value

    def fraction(self, *, may_be_zero: bool = False) -> float:
        """Return a number above 0, or from 0 where that has a meaning, and at most 1."""
        is_number = type(self.value) in (int, float)
        if not is_number or not 0 <= self.value <= 1 or (self.value == 0 and not may_be_zero):
            least = "from 0 to 1" if may_be_zero else "above 0 and at most 1"
            raise self.error(f"{self.name} should be a number {least}")
        return float(self.value)

    def texts(self, name: str, limit: int | None = None) -> tuple[str, ...]:
        return tuple(entry.text(limit) for entry in self.entries(name))

    def without(self, *keys: str) -> "Node":
        """Return a mapping but for some of its keys, in the same place."""
        left = {key: node for key, node in self.mapping().items() if key not in keys}
        return replace(self, value=left)

    def plain(self) -> Any:
        """Return the value as plain dicts, lists and scalars."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        return self.value


class Once:
    """Lets each value pass once; raises ContentError where it comes again."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def __call__(self, value: str, node: Node) -> str:
        if value in self.seen:
            raise node.error(f"“{value}” is there twice")
        self.seen.add(value)
        return value


def node_of(value: Any) -> Node:
    """Return plain dicts, lists and scalars as a node that stands in no file."""
    if isinstance(value, Mapping):
        return Node({key: node_of(inner) for key, inner in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str):
        return Node(tuple(node_of(inner) for inner in value))
    return Node(value)


def parse_yaml(text: str, path: str, *, first_line: int = 1, name: str = "the file") -> Node:
    """Return a YAML document as nodes; `first_line` is the line of the file its text begins on.

    Raises ContentError on what is not YAML, and on what these files do without: a key given
    twice, an alias, a tag, a date.
    """
    try:
        document = _compose(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise ContentError(path, first_line + line, f"this is not YAML: {error.problem}") from None
    return _Builder(path, first_line).build(document, name, first_line)


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader)
    except yaml.MarkedYAMLError:
        return yaml.compose(text, yaml.SafeLoader)  # it names the line more exactly


class _Builder:
    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.seen: set[int] = set()

    def build(self, node: yaml.Node | None, name: str, line: int) -> Node:
        if node is None:
            return Node(None, name, self.path, line)
        if id(node) in self.seen:
            raise ContentError(self.path, line, f"{name} is an alias; write it out")
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            value = self.mapping(node)
        elif isinstance(node, yaml.SequenceNode):
            value = tuple(self.build(entry, name, self.line(entry)) for entry in node.value)
        else:
            value = self.scalar(node, name, line)
        text_line = self.line(node) + (node.style == "|" if isinstance(value, str) else 0)
        return Node(value, name, self.path, line, text_line)

    def line(self, node: yaml.Node) -> int:
        return self.first_line + node.start_mark.line

    def mapping(self, node: yaml.MappingNode) -> dict[str, Node]:
        values: dict[str, Node] = {}
        for key, value in node.value:
            line = self.line(key)
            if key.tag != "tag:yaml.org,2002:str":
                raise ContentError(self.path, line, "a key should be a word")
            if key.value in values:
                raise ContentError(self.path, line, f"“{key.value}” is given twice")
            values[key.value] = self.build(value, f"“{key.value}”", line)
        return values

    def scalar(self, node: yaml.ScalarNode, name: str, line: int) -> Any:
        if node.tag not in _BUILD:
            raise ContentError(self.path, line, f"{name} should be text; put it in quotes")
        try:
            return _BUILD[node.tag](SafeConstructor(), node)
        except ValueError:
            raise ContentError(self.path, line, f"{name} is not a number") from None
