"""A word or a few to type; several wordings can be accepted, some for part of the mark."""

from dataclasses import dataclass

from quizzes.types.answers import Sent, texts
from quizzes.types.carrying import Terms
from quizzes.types.parts import FEEDBACK, LONGEST_FEEDBACK, Content, Number, Rows, Text
from quizzes.types.schema import Schema
from quizzes.types.typed import LONGEST_TYPED, normal

LABEL = "Short text"
TEMPLATE = "quizzes/types/short_text.html"
PERCENT = Number("mark", "Percent of the mark", 1, 100, default=100, help="Empty means 100.")
SCHEMA = Schema(
    (
        Rows(
            "answers",
            "Accepted answers",
            "Answer",
            (
                Text("text", "Text", LONGEST_TYPED, "key"),
                PERCENT,
                FEEDBACK,
            ),
            least=1,
            most=10,
            blank=1,
            help="Capital letters, spacing, hyphens and quotation marks make no difference. Add "
            "the other wordings that are right too.",
        ),
        Text(
            "otherwise",
            "Feedback for any other answer",
            LONGEST_FEEDBACK,
            "feedback",
            is_markdown=True,
        ),
    )
)


@dataclass(frozen=True)
class ShownText:
    """What was typed, the first answer that is worth the full mark, and the feedback due."""

    typed: str
    accepted: str
    feedback: str


def problems(content: Content) -> list[str]:
    """Say what keeps a content from being used; an empty list when it can be."""
    found = SCHEMA.problems(content)
    answers = content.get("answers", ())
    if answers and all(PERCENT.of(answer) != 100 for answer in answers):
        found.append("No answer is worth the full mark.")
    same = [normal(answer.get("text") or "") for answer in answers]
    for number, text in enumerate(same, start=1):
        if text and same.index(text) + 1 < number:
            found.append(f"Answers {same.index(text) + 1} and {number} count as the same.")
    return list(dict.fromkeys(found))


def to_shuffle(content: Content) -> int:
    return 0


def terms(content: Content) -> Terms:
    return Terms()


def show(content: Content, html: Content, answer: str | None, order: list[int]) -> ShownText:
    place = _matching(content, answer)
    feedback = html["otherwise"] if place is None else html["answers"][place]["feedback"]
    full = [a.get("text") or "" for a in content.get("answers", ()) if PERCENT.of(a) == 100]
    return ShownText(answer or "", next(iter(full), ""), feedback)


def parse(sent: Sent, content: Content) -> str | None:
    """Return what was typed, without space around it, None for nothing. Raises InvalidAnswer."""
    return texts(sent, [""], LONGEST_TYPED).get("")


def sent(answer: str | None) -> dict[str, list[str]]:
    return {} if answer is None else {"": [answer]}


def grade(content: Content, answer: str | None) -> float:
    """Return what the accepted answer that was typed is worth, 0 for any other."""
    place = _matching(content, answer)
    return 0.0 if place is None else PERCENT.of(content["answers"][place]) / 100


def key(content: Content) -> str:
    """Return the first answer that earns the full mark."""
    return next(a["text"] for a in content["answers"] if PERCENT.of(a) == 100)


def _matching(content: Content, answer: str | None) -> int | None:
    if answer is None:
        return None
    typed = normal(answer)
    answers = enumerate(content.get("answers", ()))
    return next((place for place, a in answers if normal(a.get("text") or "") == typed), None)


CONTENT = {
    "stem": "What does our course call a bond of this kind?",
    "answers": [
        {"text": "trauma bond", "feedback": "The guidance's word."},
        {"text": "bond", "mark": 50, "feedback": "Nearly: of which kind?"},
    ],
    "otherwise": "The guidance speaks of a trauma bond.",
}
CASES = [
    ("trauma bond", 1.0),
    ("Trauma-Bond.", 1.0),
    ("  “TRAUMA   bond”".strip(), 1.0),
    ("bond", 0.5),
    ("bonds", 0.0),
    ("?", 0.0),
    (None, 0.0),
]
INVALID_SENT = [{"0": ["bond"]}, {"": ["a", "b"]}, {"": ["x" * 201]}, {"": ["a\0b"]}]
INVALID_CONTENTS = [
    {},
    {**CONTENT, "answers": []},
    {**CONTENT, "answers": [{"text": "", "feedback": "x"}]},
    {**CONTENT, "answers": [{"text": "bond", "mark": 50, "feedback": "x"}]},
    {**CONTENT, "answers": [*CONTENT["answers"], {"text": "Trauma-bond", "feedback": "x"}]},
    {**CONTENT, "otherwise": ""},
]
