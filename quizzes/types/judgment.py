"""Situational judgment: rate each response from harmful to helpful.

The key is the authors' own until a panel has rated the same words; then it is what the panel's
ratings come to, and `content["panel"]` holds them: for each response how many of the panel gave
each rating, from 1 to 5.
"""

from dataclasses import dataclass
from math import sqrt

from quizzes.types.answers import Sent, one_each, sent_each
from quizzes.types.carrying import Terms
from quizzes.types.parts import FEEDBACK, Content, Number, Row, Rows, Text
from quizzes.types.schema import Schema

LABEL = "Judgment: rate responses"
TEMPLATE = "quizzes/types/judgment.html"
SMALLEST_PANEL = 5
SCALE = (
    (1, "Harmful"),
    (2, "Rather harmful"),
    (3, "Neither"),
    (4, "Rather helpful"),
    (5, "Helpful"),
)
LOW, HIGH = SCALE[0][0], SCALE[-1][0]
CLOSE, DIVIDED = 0.5, 1.2  # of the spread, in steps
RATING = Number("rating", "Rating", LOW, HIGH, choices=SCALE)


def _context(response: Row) -> str:
    return "key" if (RATING.of(response) or 0) >= HIGH - 1 else "distractor"


SCHEMA = Schema(
    (
        Rows(
            "responses",
            "Responses to rate",
            "Response",
            (
                Text("text", "Text", context=_context),
                RATING,
                FEEDBACK,
            ),
            least=2,
            most=8,
            blank=4,
            help="Your rating is the key until a panel of at least five has rated the responses.",
        ),
    )
)

sent = sent_each


@dataclass(frozen=True)
class ShownResponse:
    """A response; `chosen` and the key are ratings, `panel` pairs each rating's name and count."""

    part: int
    text: str
    chosen: int | None
    key: float | None
    panel: list[tuple[str, int]]
    feedback: str

    @property
    def scale(self) -> tuple[tuple[int, str], ...]:
        return SCALE

    @property
    def chosen_text(self) -> str:
        return dict(SCALE).get(self.chosen, "")

    @property
    def agreement(self) -> str:
        """How far the panel agrees, in words; empty without a panel."""
        return agreement([count for _, count in self.panel]) if self.panel else ""

    @property
    def key_text(self) -> str:
        """The rating nearest to the key, in words."""
        return "" if self.key is None else " or ".join(_names_near(self.key))

    @property
    def steps_off(self) -> int:
        """How many steps the rating is away from the nearest one to the key."""
        near = [rating for rating, _ in SCALE if _is_near(rating, self.key)]
        return min(abs(self.chosen - rating) for rating in near)


@dataclass(frozen=True)
class ShownJudgment:
    """The responses, and how many people have rated them as a panel."""

    responses: list[ShownResponse]
    panel_size: int


def _names_near(key: float) -> list[str]:
    return [name for rating, name in SCALE if _is_near(rating, key)]


def _is_near(rating: int, key: float) -> bool:
    best = min(abs(one - key) for one, _ in SCALE)
    return abs(abs(rating - key) - best) < 1e-9


def problems(content: Content) -> list[str]:
    """Say what keeps a content from being used; an empty list when it can be."""
    found = SCHEMA.problems(content)
    ratings = {RATING.of(response) for response in content.get("responses", ())}
    if len(ratings - {None}) == 1 and None not in ratings:
        found.append("All responses have the same rating, so there is nothing to weigh.")
    return found


def to_shuffle(content: Content) -> int:
    return len(content.get("responses", ()))


def terms(content: Content) -> Terms:
    return Terms([response.get("text") or "" for response in content.get("responses", ())])


def panel_of(content: Content) -> list[list[int]]:
    """Return the panel's counts for each response; none while the panel is too small."""
    panel = content.get("panel") or []
    return panel if panel and sum(panel[0]) >= SMALLEST_PANEL else []


def keys(content: Content) -> list[float | None]:
    """Return the key of each response: the panel's mean rating, else the authors' rating."""
    panel = panel_of(content)
    if panel:
        return [mean(counts) for counts in panel]
    return [RATING.of(response) for response in content.get("responses", ())]


def mean(counts: list[int]) -> float:
    """Return the mean of ratings, given how many there are of each from 1."""
    return sum(rating * count for (rating, _), count in zip(SCALE, counts, strict=True)) / sum(
        counts
    )


def spread(counts: list[int]) -> float:
    """Return the standard deviation of ratings, in steps, given how many there are of each."""
    center = mean(counts)
    squares = [
        count * (rating - center) ** 2 for (rating, _), count in zip(SCALE, counts, strict=True)
    ]
    return sqrt(sum(squares) / sum(counts))


def agreement(counts: list[int]) -> str:
    """Say in words how far ratings agree, given how many there are of each.

    Of the five steps taken by chance, the spread would be 1.41. DIVIDED is near the 1.18 above
    which raters are said to lack agreement (rWG below .30). CLOSE is stricter than the .76 from
    which they are said to agree strongly (rWG .71): a panel may have only five people, and one of
    them two steps apart from the others is not to be called close.

    Source: LeBreton and Senter, Answers to 20 questions about interrater reliability and
    interrater agreement, Organizational Research Methods 11 (2008).
    """
    off = spread(counts)
    if off <= CLOSE:
        return "The panel agrees closely."
    return "The panel is divided." if off >= DIVIDED else "The panel’s ratings differ somewhat."


def show(content: Content, html: Content, answer: list, order: list[int]) -> ShownJudgment:
    taken = answer or [None] * to_shuffle(content)
    panel = panel_of(content)
    key_of = keys(content)
    names = [name for _, name in SCALE]
    responses = [
        ShownResponse(
            part=index,
            text=content["responses"][index]["text"],
            chosen=None if taken[index] is None else taken[index] + LOW,
            key=key_of[index],
            panel=list(zip(names, panel[index], strict=True)) if panel else [],
            feedback=html["responses"][index]["feedback"],
        )
        for index in order
    ]
    return ShownJudgment(responses, sum(panel[0]) if panel else 0)


def parse(sent: Sent, content: Content) -> list[int | None] | None:
    """Return each response's place on the scale, from 0; None for no rating at all."""
    return one_each(sent, to_shuffle(content), len(SCALE))


def grade(content: Content, answer: list[int | None] | None) -> float:
    """Return the mean over the responses of how near their ratings are to the key.

    A response earns 1 for the rating nearest to the key and 0 for the one farthest from it, and
    in between by its distance; nothing without a rating. After the scoring by distance of
    situational judgment tests.

    Source: McDaniel and others, Situational judgment tests: an overview of research, Personnel
    Psychology 60 (2007), on consensus and distance scoring.
    """
    key_of = keys(content)
    given = answer or [None] * len(key_of)
    marks = [_nearness(place, key) for place, key in zip(given, key_of, strict=True)]
    return sum(marks) / len(marks)


def _nearness(place: int | None, key: float) -> float:
    if place is None:
        return 0.0
    distances = [abs(rating - key) for rating, _ in SCALE]
    best, worst = min(distances), max(distances)
    return (worst - distances[place]) / (worst - best)


def key(content: Content) -> list[int]:
    """Return an answer that earns the full mark."""
    return [
        min(range(len(SCALE)), key=lambda place: abs(SCALE[place][0] - wanted))
        for wanted in keys(content)
    ]


CONTENT = {
    "stem": "Amina says that she will call him tonight. How helpful is each response?",
    "responses": [
        {"text": "Ask what she hopes for", "rating": 5, "feedback": "It stays with her."},
        {"text": "Take her phone for the night", "rating": 1, "feedback": "It takes the choice."},
        {"text": "Say that it is late", "rating": 3, "feedback": "True, and no help."},
    ],
}
CASES = [
    ([4, 0, 2], 1.0),
    ([4, 0, 3], 5 / 6),
    ([3, 1, 2], 5 / 6),
    ([0, 4, 0], 0.0),
    ([4, None, None], 1 / 3),
    (None, 0.0),
]
INVALID_SENT = [{"": ["0"]}, {"3": ["0"]}, {"0": ["5"]}, {"0": ["x"]}, {"0": ["0", "1"]}]
INVALID_CONTENTS = [
    {},
    {**CONTENT, "responses": CONTENT["responses"][:1]},
    {**CONTENT, "responses": [{**row, "rating": 4} for row in CONTENT["responses"]]},
    {**CONTENT, "responses": [{**row, "rating": 6} for row in CONTENT["responses"]]},
    {**CONTENT, "responses": [{"text": "Wait", "feedback": "x"}, *CONTENT["responses"]]},
]
