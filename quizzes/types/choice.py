"""What the types that offer a list of options have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.types.answers import Sent, filled, indexes
from quizzes.types.carrying import Terms
from quizzes.types.parts import FEEDBACK, Content, Flag, Number, Rows, Text
from quizzes.types.schema import Schema

TEMPLATE = "quizzes/types/choice.html"


def _context(option: Mapping[str, Any]) -> str:
    return "key" if option.get("correct") else "distractor"


PERCENT = Number(
    "mark",
    "Percent of the mark",
    -100,
    100,
    is_optional=True,
    help="Empty, as it nearly always is: the supported options share the mark.",
)
OPTIONS = Rows(
    "options",
    "Options",
    "Option",
    (
        Text("text", "Text", context=_context),
        Flag("correct", "The guidance supports this option", "supported"),
        PERCENT,
        FEEDBACK,
    ),
    least=2,
    most=8,
    blank=3,
    help="Two to eight; three are usually enough. Learners see them in an order of their own. "
    "Feedback says why an option tempts and what the guidance points to, with sources as [S42].",
)
SCHEMA = Schema((OPTIONS,))


@dataclass(frozen=True)
class ShownOption:
    index: int
    text: str
    is_chosen: bool
    is_key: bool
    feedback: str
    percent: int | None = None

    @property
    def takes(self) -> int:
        """What it takes of the mark, in percent, where choosing it costs something."""
        return max(0, -(self.percent or 0))


def show(content: Content, html: Content, answer: Any, order: list[int]) -> list[ShownOption]:
    """Return the options in an order, with what of them was chosen."""
    picked = chosen(answer)
    return [
        ShownOption(
            index=index,
            text=content["options"][index]["text"],
            is_chosen=index in picked,
            is_key=bool(content["options"][index].get("correct")),
            feedback=html["options"][index]["feedback"],
            percent=PERCENT.of(content["options"][index]),
        )
        for index in order
    ]


def keys(content: Content) -> set[int]:
    """Return the indexes of the options marked correct."""
    return {
        index for index, option in enumerate(content.get("options", [])) if option.get("correct")
    }


def percents(content: Content) -> list[int | None]:
    """Return what each option earns of the mark where its author says so."""
    return [PERCENT.of(option) for option in content.get("options", [])]


def to_shuffle(content: Content) -> int:
    return len(content.get("options", []))


def terms(content: Content) -> Terms:
    return Terms(choices=[option.get("text") or "" for option in content.get("options", ())])


def parse_indexes(sent: Sent, content: Content) -> list[int]:
    """Return the options that were chosen, sorted, each once. Raises InvalidAnswer."""
    return indexes(filled(sent).get("", ()), to_shuffle(content))


def chosen(answer: int | list[int] | None) -> set[int]:
    """Return the options that an answer of either type holds, by index."""
    if answer is None:
        return set()
    return set(answer) if isinstance(answer, list) else {answer}


def sent(answer: int | list[int] | None) -> dict[str, list[str]]:
    """Return what a page sends for an answer."""
    picked = sorted(chosen(answer))
    return {"": [str(index) for index in picked]} if picked else {}
