"""Gaps in a text that comes in: their marks, and where the question before them ends."""

import re
from collections.abc import Mapping
from typing import Any

from quizzes.formats.gathering import Gathered

GAP = "\ue000{}\ue001"  # stands for a gap while HTML becomes Markdown
STEM = "Fill in the gaps."
_MARK = re.compile("\ue000(\\d+)\ue001")
_BLANK_LINES = re.compile(r"\n[ \t]*\n+")


def without_marks(text: str) -> str:
    """Return a text from a file without the characters that are to mark gaps."""
    return text.replace("\ue000", "").replace("\ue001", "")


def has_gap(text: str) -> bool:
    return _MARK.search(text) is not None


def fill(text: str) -> str:
    """Return a text whose marks of gaps are in the form that they have here, as [[1]]."""
    return _MARK.sub(r"[[\1]]", text)


def cut_stem(text: str) -> tuple[str, str]:
    """Return the paragraphs of Markdown before the first with a gap, and the rest."""
    first = _MARK.search(text)
    breaks = list(_BLANK_LINES.finditer(text, 0, first.start() if first else 0))
    if not breaks or text[breaks[-1].end()].isspace():
        return "", text
    return text[: breaks[-1].start()].strip(), text[breaks[-1].end() :].strip()


def or_default(stem: str, gathered: Gathered) -> str:
    """Return a question's text; one that has nothing before its gaps gets a plain one."""
    if not stem:
        gathered.lose(f"Nothing stands before the text with gaps there; “{STEM}” does here.")
    return stem or STEM


def gap(accepted: list[str], others: list[str]) -> dict[str, Any]:
    """Return a gap with each word once; one that is right is not among the wrong."""
    right = list(dict.fromkeys(filter(None, accepted)))
    wrong = [word for word in dict.fromkeys(others) if word and word not in right]
    row: dict[str, Any] = {"accepted": right, "feedback": ""}
    return row | ({"others": wrong} if wrong else {})


def typing_losses(content: Mapping[str, Any]) -> list[str]:
    """Say what systems that compare typed words as they are do not know of ours."""
    is_typed = any(not gap.get("others") for gap in content.get("gaps", ()))
    if not is_typed and not content.get("answers"):
        return []
    return ["Spacing, hyphens and marks in typed words make a difference there, but none here."]
