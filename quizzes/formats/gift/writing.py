"""Our questions as GIFT: Markdown goes as it is, words as plain text."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from quizzes.formats import metadata
from quizzes.formats.drafts import Draft
from quizzes.formats.gift.blocks import escaped
from quizzes.formats.moodle.categories import path_of
from quizzes.formats.pairing import pairs_of, pairs_of_columns
from quizzes.formats.whole_feedback import together
from quizzes.formats.worths import worths_of

Content = Mapping[str, Any]

_GAP = "[[1]]"


def write_drafts(drafts: Iterable[Draft]) -> bytes:
    """Return the file of the questions that GIFT can say, each under its category."""
    parts, category = [], ()
    for draft in drafts:
        if not is_written(draft):
            continue
        if draft.category != category:
            category = draft.category
            parts.append(f"$CATEGORY: {path_of(category)}\n")
        parts.append(_question(draft))
    return "\n".join(parts).encode()


def is_written(draft: Draft) -> bool:
    """Say whether GIFT has such a question: one gap alone, and no arrow within a pair."""
    content = draft.fields.content
    if draft.fields.type == "cloze":
        return len(content["gaps"]) == 1 and content["text"].count(_GAP) == 1
    rows = content.get("pairs") or content.get("cards") or ()
    return draft.fields.type in _WRITERS and not any("->" in row["text"] for row in rows)


def _question(draft: Draft) -> str:
    fields = draft.fields
    words = [f"[id:{_in_comment(draft.name)}]"] if draft.name else []
    words += [f"[tag:{_in_comment(word)}]" for word in metadata.to_words(fields)]
    comment = f"// {' '.join(words)}\n" if words else ""
    stem, answers, general, rest = _WRITERS[fields.type](fields.content)
    whole = f"\n####[markdown]{escaped(general)}" if general else ""
    inside = "".join(f"\n{answer}" for answer in answers)
    return (
        f"{comment}::{escaped(draft.name)}::[markdown]{escaped(stem)}"
        f"{{{inside}{whole}\n}}{escaped(rest)}\n"
    )


def _in_comment(text: str) -> str:
    return re.sub(r"([\]\\])", r"\\\1", " ".join(text.split()))


def _answer(sign: str, percent: float | None, text: str, feedback: str) -> str:
    part = "" if percent is None else f"%{percent:.7g}%"
    said = f"#[markdown]{escaped(feedback)}" if feedback else ""
    return f"{sign}{part}[plain]{escaped(text)}{said}"


Written = tuple[str, Sequence[str], str, str]  # stem, answers, general feedback, behind the braces


def _single_best(content: Content) -> Written:
    answers = [
        _answer(
            "=" if option.get("correct") else "~",
            None if worth in (0, 100) else worth,
            option.get("text") or "",
            option.get("feedback") or "",
        )
        for option, worth in zip(content["options"], worths_of("single_best", content), strict=True)
    ]
    return content["stem"], answers, "", ""


def _multiple_response(content: Content) -> Written:
    answers = [
        _answer("~", round(worth, 5), option.get("text") or "", option.get("feedback") or "")
        for option, worth in zip(
            content["options"], worths_of("multiple_response", content), strict=True
        )
    ]
    return content["stem"], answers, "", ""


def _short_text(content: Content) -> Written:
    answers = [
        _answer("=", one.get("mark"), (one.get("text") or "").replace("*", "\\*"), one["feedback"])
        for one in content["answers"]
    ]
    otherwise = content.get("otherwise") or ""
    answers += [_answer("=", 0, "*", otherwise)] if otherwise else []
    return content["stem"], answers, "", ""


def _matching(content: Content) -> Written:
    return content["stem"], _pairs(*pairs_of(content)), together(content["pairs"]), ""


def _categorize(content: Content) -> Written:
    return content["stem"], _pairs(*pairs_of_columns(content)), together(content["cards"]), ""


def _pairs(pairs: Sequence[tuple[str, str]], others: Sequence[str]) -> list[str]:
    both = [*pairs, *(("", other) for other in others)]
    return [f"=[plain]{escaped(text)} -> [plain]{escaped(match)}" for text, match in both]


def _cloze(content: Content) -> Written:
    before, _, behind = content["text"].partition(_GAP)
    [row] = content["gaps"]
    feedback = row.get("feedback") or ""
    others = row.get("others") or []
    answers = [_answer("=", None, word, "") for word in row.get("accepted") or ()]
    answers += [_answer("~", None, word, "") for word in others]
    return f"{content['stem']}\n\n{before}", answers, feedback, behind


_WRITERS: dict[str, Callable[[Content], Written]] = {
    "single_best": _single_best,
    "multiple_response": _multiple_response,
    "short_text": _short_text,
    "matching": _matching,
    "categorize": _categorize,
    "cloze": _cloze,
}
