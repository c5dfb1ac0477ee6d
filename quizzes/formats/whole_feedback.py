"""Feedback on a question as a whole, which other systems have and here belongs to the rows."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.formats.gathering import Gathered, quoted
from quizzes.types import TYPES

Row = dict[str, Any]


@dataclass(frozen=True)
class WholeFeedback:
    """Markdown that a system shows for a right, partly right or wrong answer, and for any."""

    right: str = ""
    partly: str = ""
    wrong: str = ""
    any: str = ""

    @property
    def of_the_key(self) -> str:
        return "\n\n".join(filter(None, dict.fromkeys((self.right, self.any))))


def share_out(
    kind: str, content: dict[str, Any], feedback: WholeFeedback, gathered: Gathered
) -> None:
    """Give rows without feedback that of the whole question where it fits, and note the rest."""
    lose = gathered.lose
    if feedback.partly:
        lose(f"Feedback for a partly right answer is not kept: {quoted(feedback.partly)}")
    if kind in ("single_best", "multiple_response"):
        options = content["options"]
        _give(options, lambda row: row.get("correct"), feedback.of_the_key, gathered)
        _give(options, lambda row: not row.get("correct"), feedback.wrong, gathered)
    elif kind == "short_text":
        answers = content["answers"]
        _give(answers, lambda row: row.get("mark", 100) == 100, feedback.of_the_key, gathered)
        _give([content], _any, feedback.wrong, gathered, "otherwise")
    else:
        _give_first(kind, content, feedback, gathered)


def _any(row: Row) -> bool:
    return True


def _give(
    rows: list[Row],
    fits: Callable[[Row], Any],
    text: str,
    gathered: Gathered,
    name: str = "feedback",
) -> None:
    if not text:
        return
    without = [row for row in rows if fits(row) and not row.get(name)]
    for row in without:
        row[name] = text
    if not without:
        _lose(text, gathered)


def _give_first(
    kind: str, content: dict[str, Any], feedback: WholeFeedback, gathered: Gathered
) -> None:
    """Put the feedback with the first row, where an author finds it to share it out."""
    rows = next(rows for rows in TYPES[kind].SCHEMA.rows if rows.parts[-1].name == "feedback")
    first = content[rows.name][0] if content.get(rows.name) else None
    text = feedback.of_the_key
    if feedback.wrong:
        _lose(feedback.wrong, gathered)
    if _give_by_name(content.get(rows.name) or [], text):
        return
    if text and first is not None and not first.get("feedback"):
        first["feedback"] = text
        gathered.lose(
            f"The feedback for the whole question stands with the first {rows.singular.lower()}: "
            "here each has its own."
        )
    elif text:
        _lose(text, gathered)


def together(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the feedback of rows as one text, in paragraphs that begin with each row's text."""
    said = [(row.get("text") or "", row.get("feedback") or "") for row in rows]
    return "\n\n".join(f"{text}: {feedback}" for text, feedback in said if feedback)


def _give_by_name(rows: list[Row], text: str) -> bool:
    """Share out a text that `together` made; say whether it is one."""
    by_text = {row.get("text"): row for row in rows if row.get("text")}
    names = "|".join(map(re.escape, sorted(by_text, key=len, reverse=True)))
    first, *pieces = re.split(rf"(?:\A|\n\n)({names}): ", text) if names else [text]
    if first or not pieces:
        return False
    for name, feedback in zip(pieces[::2], pieces[1::2], strict=True):
        by_text[name]["feedback"] = feedback
    return True


def _lose(text: str, gathered: Gathered) -> None:
    gathered.lose(f"Feedback for the whole question is not kept: {quoted(text)}")
