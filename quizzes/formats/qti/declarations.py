"""What an item declares of its answers: which are right, and what each is worth."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizzes.formats.xml import Element


@dataclass(frozen=True)
class Declaration:
    """A response variable; `worth` maps a value to its part of the score where it has a mapping."""

    cardinality: str = "single"
    base_type: str = "identifier"
    correct: tuple[str, ...] = ()
    worth: Mapping[str, float] = field(default_factory=dict)
    otherwise: float = 0.0
    is_case_sensitive: bool = False

    def worth_of(self, value: str) -> float:
        """Return what the mapping gives for a value, also for one that it does not name."""
        return self.worth.get(value, self.otherwise)

    @property
    def right(self) -> tuple[str, ...]:
        """The right values; without any named, those that the mapping gives something for."""
        if self.correct or self.cardinality != "multiple":
            return self.correct or self.worth_most
        return tuple(value for value, worth in self.worth.items() if worth > 0)

    @property
    def worth_most(self) -> tuple[str, ...]:
        """The values that the mapping gives most for, none where it takes away for all."""
        most = max(self.worth.values(), default=0.0)
        return tuple(
            value for value, worth in self.worth.items() if worth >= most - 1e-9 and most > 0
        )


def declarations(item: Element) -> dict[str, Declaration]:
    """Return what an item declares, by the names of its response variables."""
    return {one.get("identifier"): _declaration(one) for one in item.all("responseDeclaration")}


def _declaration(element: Element) -> Declaration:
    correct, mapping = element.first("correctResponse"), element.first("mapping")
    entries = mapping.all("mapEntry") if mapping else []
    return Declaration(
        cardinality=element.get("cardinality", "single"),
        base_type=element.get("baseType", "identifier"),
        correct=tuple(_one_line(one.words()) for one in correct.all("value")) if correct else (),
        worth={
            _one_line(entry.get("mapKey")): _number(entry.get("mappedValue")) for entry in entries
        },
        otherwise=_number(mapping.get("defaultValue")) if mapping else 0.0,
        is_case_sensitive=any(entry.get("caseSensitive") == "true" for entry in entries),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if abs(number) < 1e9 else 0.0


def pairs(values: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the two identifiers of each value of a pair; what is no pair is left out."""
    split = (value.split() for value in values)
    return [(both[0], both[1]) for both in split if len(both) == 2]
