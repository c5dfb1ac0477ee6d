"""A text to write anew, compared by the learner with a model and a checklist.

Nothing marks it, and nobody else reads it.
"""

from dataclasses import dataclass

from quizzes.types.answers import Sent, texts
from quizzes.types.carrying import Terms
from quizzes.types.parts import FEEDBACK, LONGEST_FEEDBACK, Content, Rows, Text
from quizzes.types.schema import Schema

LABEL = "Rewriting, not marked"
TEMPLATE = "quizzes/types/rewrite.html"
LONGEST_WRITTEN = 4000  # characters
SCHEMA = Schema(
    (
        Text(
            "original",
            "Text to rewrite",
            LONGEST_FEEDBACK,
            "distractor",
            is_markdown=True,
            is_block=True,
        ),
        Text(
            "model",
            "One good way to write it",
            LONGEST_FEEDBACK,
            "key",
            is_markdown=True,
            is_block=True,
        ),
        Rows(
            "checklist",
            "Points to compare by",
            "Point",
            (Text("text", "Text", context="key"),),
            least=2,
            most=8,
            blank=3,
            help="What the learner looks for in their own text, such as “It says who saw it”.",
        ),
        FEEDBACK,
    )
)


@dataclass(frozen=True)
class ShownRewrite:
    original: str
    written: str
    model: str
    checklist: list[str]
    feedback: str

    @property
    def longest(self) -> int:
        return LONGEST_WRITTEN


def problems(content: Content) -> list[str]:
    """Say what keeps a content from being used; an empty list when it can be."""
    return SCHEMA.problems(content)


def to_shuffle(content: Content) -> int:
    return 0


def terms(content: Content) -> Terms:
    return Terms()


def show(content: Content, html: Content, answer: str | None, order: list[int]) -> ShownRewrite:
    return ShownRewrite(
        original=html["original"],
        written=answer or "",
        model=html["model"],
        checklist=[point.get("text") or "" for point in content.get("checklist", ())],
        feedback=html["feedback"],
    )


def parse(sent: Sent, content: Content) -> str | None:
    """Return what was written, without space around it, None for nothing. Raises InvalidAnswer."""
    return texts(sent, [""], LONGEST_WRITTEN).get("")


def sent(answer: str | None) -> dict[str, list[str]]:
    return {} if answer is None else {"": [answer]}


def grade(content: Content, answer: str | None) -> None:
    """Return None: the learner compares."""
    return


def key(content: Content) -> str:
    """Return an answer that could be given."""
    return content["model"]


CONTENT = {
    "stem": "Rewrite the note so that it says what was seen.",
    "original": "Client is attached to him and non-compliant.",
    "model": "Ines said that she misses him. She left the meeting at 3:10.",
    "checklist": [{"text": "It says what was said"}, {"text": "It has no label"}],
    "feedback": "A label stays in a file and travels.",
}
CASES = [("Ines said that she misses him.", None), ("a\n\nb", None), (None, None)]
INVALID_SENT = [{"0": ["x"]}, {"": ["a", "b"]}, {"": ["x" * 4001]}, {"": ["a\0b"]}]
INVALID_CONTENTS = [
    {},
    {**CONTENT, "original": ""},
    {**CONTENT, "model": " "},
    {**CONTENT, "feedback": ""},
    {**CONTENT, "checklist": CONTENT["checklist"][:1]},
    {**CONTENT, "checklist": [CONTENT["checklist"][0]] * 2},
]
