"""A text with gaps: a list to choose from, or a word to type, in each."""

import re
from dataclasses import dataclass

from quizzes.types.answers import InvalidAnswer, Sent, texts
from quizzes.types.carrying import Terms
from quizzes.types.listing import Choice, listed
from quizzes.types.parts import FEEDBACK, LONGEST_STEM, Content, Lines, Rows, Text
from quizzes.types.schema import Schema
from quizzes.types.typed import LONGEST_TYPED, normal

LABEL = "Text with gaps"
TEMPLATE = "quizzes/types/cloze.html"
SCHEMA = Schema(
    (
        Text(
            "text",
            "Text with gaps",
            LONGEST_STEM,
            is_markdown=True,
            is_block=True,
            help="Each gap is its number in double brackets, as in [[1]].",
        ),
        Rows(
            "gaps",
            "Gaps",
            "Gap",
            (
                Lines(
                    "accepted",
                    "Right words",
                    LONGEST_TYPED,
                    context="key",
                    help="One on a line. The first is shown as the answer.",
                ),
                Lines(
                    "others",
                    "Wrong words to choose from",
                    LONGEST_TYPED,
                    context="distractor",
                    is_optional=True,
                    help="One on a line. With these the gap is a list; without, a word to type.",
                ),
                FEEDBACK,
            ),
            least=1,
            most=8,
            blank=2,
            are_distinct=False,
        ),
    )
)

_GAP = re.compile(r"\[\[(\d{1,2})\]\]")


@dataclass(frozen=True)
class ShownGap:
    """A gap with the HTML before it; without `choices` it is typed."""

    before: str
    part: int
    choices: list[Choice]
    typed: str
    accepted: str
    is_right: bool
    feedback: str

    @property
    def number(self) -> int:
        return self.part + 1

    @property
    def name(self) -> str:
        return f"Gap {self.number}"


@dataclass(frozen=True)
class ShownCloze:
    gaps: list[ShownGap]
    after: str


def problems(content: Content) -> list[str]:
    """Say what keeps a content from being used; an empty list when it can be."""
    found = SCHEMA.problems(content)
    gaps = content.get("gaps", ())
    named = _GAP.findall(content.get("text") or "")
    wanted = [str(number) for number in range(1, len(gaps) + 1)]
    if gaps and sorted(named, key=int) != wanted:
        found.append(f"The text should have each gap once, from [[1]] to [[{len(gaps)}]].")
    for number, gap in enumerate(gaps, start=1):
        right, wrong = _words(gap, "accepted"), _words(gap, "others")
        if set(map(normal, right)) & set(map(normal, wrong)):
            found.append(f"Gap {number} has a word that is both right and wrong.")
    return found


def to_shuffle(content: Content) -> int:
    return 0


def terms(content: Content) -> Terms:
    return Terms([f"Gap {number}" for number, _ in enumerate(content.get("gaps", ()), start=1)])


def show(content: Content, html: Content, answer: list, order: list[int]) -> ShownCloze:
    """Return the text cut at its gaps; one that the text does not name comes at its end."""
    gaps = content.get("gaps", ())
    typed = answer or [None] * len(gaps)
    pieces = _GAP.split(html["text"])
    before, places, after = [], [], pieces[0]
    for number, following in zip(pieces[1::2], pieces[2::2], strict=True):
        place = int(number) - 1
        if 0 <= place < len(gaps) and place not in places:
            before.append(after)
            places.append(place)
            after = following
        else:
            after += following
    missing = [place for place in range(len(gaps)) if place not in places]
    if missing:
        before += [after] + [""] * (len(missing) - 1)
        after = ""
    shown = [
        _shown_gap(text, place, gaps[place], typed[place], html["gaps"][place]["feedback"])
        for text, place in zip(before, [*places, *missing], strict=True)
    ]
    return ShownCloze(shown, after)


def _shown_gap(before: str, place: int, gap: Content, typed: str | None, feedback: str) -> ShownGap:
    right, wrong = _words(gap, "accepted"), _words(gap, "others")
    return ShownGap(
        before=before,
        part=place,
        choices=listed((word, word) for word in sorted([*right, *wrong], key=str.casefold))
        if wrong
        else [],
        typed=typed or "",
        accepted=next(iter(right), ""),
        is_right=_is_right(gap, typed),
        feedback=feedback,
    )


def _words(gap: Content, name: str) -> list[str]:
    return list(gap.get(name) or ())


def _is_right(gap: Content, typed: str | None) -> bool:
    return typed is not None and normal(typed) in map(normal, _words(gap, "accepted"))


def parse(sent: Sent, content: Content) -> list[str | None] | None:
    """Return the words in each gap, None for an open one; None when all are open.

    Raises InvalidAnswer, also for a word that is not in the list of its gap.
    """
    gaps = content.get("gaps", ())
    typed = texts(sent, [str(place) for place in range(len(gaps))], LONGEST_TYPED)
    for part, word in typed.items():
        gap = gaps[int(part)]
        listed = [*_words(gap, "accepted"), *_words(gap, "others")]
        if _words(gap, "others") and word not in listed:
            raise InvalidAnswer(f"{word!r} is not in the list of its gap.")
    return [typed.get(str(place)) for place in range(len(gaps))] if typed else None


def sent(answer: list[str | None] | None) -> dict[str, list[str]]:
    words = enumerate(answer or ())
    return {str(place): [word] for place, word in words if word is not None}


def grade(content: Content, answer: list[str | None] | None) -> float:
    """Return the share of gaps with a right word in them."""
    gaps = content["gaps"]
    right = [_is_right(gap, word) for gap, word in zip(gaps, answer or (), strict=False)]
    return sum(right) / len(gaps)


def key(content: Content) -> list[str]:
    """Return the answer that earns the full mark."""
    return [gap["accepted"][0] for gap in content["gaps"]]


CONTENT = {
    "stem": "How firmly does the source speak?",
    "text": "Steady responses [[1]] help. It is [[2]] how common such a bond is.",
    "gaps": [
        {"accepted": ["may"], "others": ["will", "must"], "feedback": "It says may."},
        {"accepted": ["not known", "unknown"], "feedback": "Nobody has counted."},
    ],
}
CASES = [
    (["may", "not known"], 1.0),
    (["may", "Unknown"], 1.0),
    (["will", "not-known"], 0.5),
    (["may", None], 0.5),
    (["must", "known"], 0.0),
    (None, 0.0),
]
INVALID_SENT = [
    {"": ["may"]},
    {"2": ["may"]},
    {"0": ["perhaps"]},
    {"1": ["a", "b"]},
    {"1": ["x" * 201]},
]
INVALID_CONTENTS = [
    {},
    {**CONTENT, "text": ""},
    {**CONTENT, "text": "Only [[1]]."},
    {**CONTENT, "text": "[[1]] and [[1]]"},
    {**CONTENT, "text": "[[1]] and [[2]] and [[3]]"},
    {**CONTENT, "gaps": [{"accepted": [], "feedback": "x"}, CONTENT["gaps"][1]]},
    {**CONTENT, "gaps": [{**CONTENT["gaps"][0], "others": ["May"]}, CONTENT["gaps"][1]]},
]
