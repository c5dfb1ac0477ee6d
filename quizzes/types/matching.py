"""Each thing on the left has one that fits; the learner chooses it from a list."""

from dataclasses import dataclass

from quizzes.types.answers import Sent, one_each, sent_each, share_right
from quizzes.types.carrying import Terms
from quizzes.types.listing import Choice, listed
from quizzes.types.parts import FEEDBACK, Content, Rows, Text, folded
from quizzes.types.schema import Schema

LABEL = "Matching"
TEMPLATE = "quizzes/types/matching.html"
SCHEMA = Schema(
    (
        Rows(
            "pairs",
            "Pairs",
            "Pair",
            (
                Text("text", "Text", context="distractor"),
                Text("match", "What fits it", context="key"),
                FEEDBACK,
            ),
            least=2,
            most=8,
            blank=3,
            help="Learners choose for each text what fits it, from a list of all that fits. "
            "Several texts may have the same match.",
        ),
        Rows(
            "others",
            "Choices that fit nothing",
            "Extra choice",
            (Text("text", "Text", context="distractor"),),
            least=0,
            most=4,
            blank=1,
            help="With at least one, the last pair is not told by what is left.",
        ),
    )
)

sent = sent_each


@dataclass(frozen=True)
class ShownPair:
    """A text, the value of what was chosen for it, and what fits."""

    part: int
    text: str
    chosen: str
    chosen_text: str
    match: str
    feedback: str

    @property
    def is_right(self) -> bool:
        return bool(self.chosen_text) and folded(self.chosen_text) == folded(self.match)


@dataclass(frozen=True)
class ShownPairs:
    """The pairs, and all there is to choose from for each."""

    pairs: list[ShownPair]
    choices: list[Choice]


def choices(content: Content) -> list[str]:
    """Return all there is to choose from, each once, in the order of the content."""
    texts = [pair.get("match") or "" for pair in content.get("pairs", ())]
    texts += [other.get("text") or "" for other in content.get("others", ())]
    return list({folded(text): text for text in reversed(texts)}.values())[::-1]


def problems(content: Content) -> list[str]:
    """Say what keeps a content from being used; an empty list when it can be."""
    found = SCHEMA.problems(content)
    matches = {folded(pair.get("match") or "") for pair in content.get("pairs", ())}
    for number, other in enumerate(content.get("others", ()), start=1):
        if folded(other.get("text") or "") in matches:
            found.append(f"Extra choice {number} fits a pair.")
    if len(choices(content)) < 2:
        found.append("There is nothing to choose between: give at least two that differ.")
    return found


def to_shuffle(content: Content) -> int:
    return len(content.get("pairs", ()))


def terms(content: Content) -> Terms:
    return Terms([pair.get("text") or "" for pair in content.get("pairs", ())], choices(content))


def show(content: Content, html: Content, answer: list, order: list[int]) -> ShownPairs:
    """Return the pairs in an order, with the choices in that of the alphabet: it tells nothing."""
    texts = choices(content)
    by_name = sorted(range(len(texts)), key=lambda number: folded(texts[number]))
    taken = answer or [None] * to_shuffle(content)
    pairs = [
        ShownPair(
            part=index,
            text=content["pairs"][index]["text"],
            chosen="" if taken[index] is None else str(taken[index]),
            chosen_text="" if taken[index] is None else texts[taken[index]],
            match=content["pairs"][index]["match"],
            feedback=html["pairs"][index]["feedback"],
        )
        for index in order
    ]
    return ShownPairs(pairs, listed((str(number), texts[number]) for number in by_name))


def parse(sent: Sent, content: Content) -> list[int | None] | None:
    """Return for each pair which of the choices was taken, None for no choice at all."""
    return one_each(sent, to_shuffle(content), len(choices(content)))


def grade(content: Content, answer: list[int | None] | None) -> float:
    """Return the share of pairs whose match was chosen."""
    return share_right(answer, key(content))


def key(content: Content) -> list[int]:
    """Return the answer that earns the full mark."""
    places = {folded(text): place for place, text in enumerate(choices(content))}
    return [places[folded(pair["match"])] for pair in content["pairs"]]


CONTENT = {
    "stem": "What may each person be asking for?",
    "pairs": [
        {"text": "Will you be here on Monday?", "match": "Steadiness", "feedback": "A small test."},
        {"text": "Do I have to sign today?", "match": "A say", "feedback": "The pace is theirs."},
        {"text": "Who reads this?", "match": "A say", "feedback": "It is their story."},
    ],
    "others": [{"text": "A diagnosis"}],
}
CASES = [
    ([0, 1, 1], 1.0),
    ([0, 1, None], 2 / 3),
    ([2, 0, 1], 1 / 3),
    ([1, 0, 2], 0.0),
    (None, 0.0),
]
INVALID_SENT = [{"": ["0"]}, {"3": ["0"]}, {"0": ["3"]}, {"0": ["x"]}, {"0": ["0", "1"]}]
INVALID_CONTENTS = [
    {},
    {**CONTENT, "pairs": CONTENT["pairs"][:1]},
    {**CONTENT, "pairs": [{"text": "", "match": "A say", "feedback": "x"}, *CONTENT["pairs"]]},
    {**CONTENT, "pairs": [{**pair, "match": "A say"} for pair in CONTENT["pairs"]], "others": []},
    {**CONTENT, "others": [{"text": "a  SAY"}]},
    {**CONTENT, "pairs": [CONTENT["pairs"][0]] * 2},
]
