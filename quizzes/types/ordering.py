"""Cards to put in order; some may change places with each other."""

from dataclasses import dataclass
from itertools import combinations

from quizzes.types.answers import Sent, one_each, sent_each
from quizzes.types.carrying import Terms
from quizzes.types.parts import FEEDBACK, Content, Flag, Rows, Text
from quizzes.types.schema import Schema

LABEL = "Ordering"
TEMPLATE = "quizzes/types/ordering.html"
SCHEMA = Schema(
    (
        Rows(
            "cards",
            "Cards, in the right order",
            "Card",
            (
                Text("text", "Text", context="distractor"),
                Flag("with_previous", "May as well stand before the card above it", "may swap"),
                FEEDBACK,
            ),
            least=3,
            most=8,
            blank=4,
            help="Learners see them mixed. Part of the mark is earned by each two that are in "
            "the right order.",
        ),
    )
)


@dataclass(frozen=True)
class ShownCard:
    """A card; `place` is where the learner put it, from 1, and `fits` whether it may be there."""

    part: int
    text: str
    place: int | None
    fits: bool
    may_swap: bool
    feedback: str


@dataclass(frozen=True)
class ShownCards:
    """The cards as they lie for the learner, and the same in the right order."""

    cards: list[ShownCard]
    in_order: list[ShownCard]


def problems(content: Content) -> list[str]:
    """Say what keeps a content from being used; an empty list when it can be."""
    found = SCHEMA.problems(content)
    cards = content.get("cards", ())
    if cards and cards[0].get("with_previous"):
        found.append("Card 1 has no card above it to change places with.")
    if len(cards) > 1 and len(set(_groups(content))) < 2:
        found.append("All cards may change places, so there is no order to find.")
    return found


def to_shuffle(content: Content) -> int:
    return len(content.get("cards", ()))


def terms(content: Content) -> Terms:
    return Terms([card.get("text") or "" for card in content.get("cards", ())])


def show(content: Content, html: Content, answer: list, order: list[int]) -> ShownCards:
    """Return the cards as the learner has laid them, those without a place behind, as mixed."""
    places = answer or [None] * to_shuffle(content)
    groups = _groups(content)
    cards = [
        ShownCard(
            part=index,
            text=card["text"],
            place=None if places[index] is None else places[index] + 1,
            fits=places[index] is not None and groups[places[index]] == groups[index],
            may_swap=bool(card.get("with_previous")),
            feedback=html["cards"][index]["feedback"],
        )
        for index, card in enumerate(content.get("cards", ()))
    ]
    # An order of chance must not give away the answer
    mixed = order if order != sorted(order) else order[::-1]
    laid = sorted(mixed, key=lambda index: (places[index] is None, places[index] or 0))
    return ShownCards([cards[index] for index in laid], cards)


def parse(sent: Sent, content: Content) -> list[int | None] | None:
    """Return the place of each card, from 0, None for a card without one. Raises InvalidAnswer.

    Two cards may be given the same place: the learner has then not decided between them.
    """
    count = to_shuffle(content)
    return one_each(sent, count, count)


sent = sent_each


def grade(content: Content, answer: list[int | None] | None) -> float:
    """Return how far the order is the right one, from 0 for an order of chance.

    It is Kendall's tau over the pairs of cards whose order counts: pairs in the right order less
    the others, by their number, and not below 0. A pair on one place, or with a card that has
    none, counts among the others.

    Source: M. G. Kendall, A new measure of rank correlation, Biometrika 30 (1938).
    """
    groups = _groups(content)
    places = answer or [None] * len(groups)
    pairs = [(a, b) for a, b in combinations(range(len(groups)), 2) if groups[a] != groups[b]]
    right = sum(_is_before(places[a], places[b]) for a, b in pairs)
    return max(0.0, (2 * right - len(pairs)) / len(pairs))


def _is_before(first: int | None, second: int | None) -> bool:
    return first is not None and second is not None and first < second


def _groups(content: Content) -> list[int]:
    """Return for each card the number of its group; those of one may change places."""
    groups: list[int] = []
    for card in content.get("cards", ()):
        last = groups[-1] if groups else -1
        groups.append(last if card.get("with_previous") and groups else last + 1)
    return groups


def key(content: Content) -> list[int]:
    """Return an answer that earns the full mark."""
    return list(range(to_shuffle(content)))


CONTENT = {
    "stem": "Put the first hour in order.",
    "cards": [
        {"text": "Say your name", "feedback": "It asks for nothing."},
        {"text": "Ask whether anything is urgent", "feedback": "Danger first."},
        {"text": "Offer water", "with_previous": True, "feedback": "Either may come first."},
        {"text": "Offer the form", "feedback": "It can wait."},
    ],
}
CASES = [
    ([0, 1, 2, 3], 1.0),
    ([0, 2, 1, 3], 1.0),
    ([1, 0, 2, 3], 0.6),
    ([3, 2, 1, 0], 0.0),
    ([0, None, None, None], 0.0),
    ([0, 1, 1, 3], 1.0),
    ([0, 0, 1, 2], 0.6),
    (None, 0.0),
]
INVALID_SENT = [{"": ["0"]}, {"4": ["0"]}, {"0": ["4"]}, {"0": ["x"]}, {"0": ["0", "1"]}]
INVALID_CONTENTS = [
    {},
    {**CONTENT, "cards": CONTENT["cards"][:2]},
    {**CONTENT, "cards": [{**CONTENT["cards"][0], "with_previous": True}, *CONTENT["cards"][1:]]},
    {**CONTENT, "cards": [CONTENT["cards"][0], *CONTENT["cards"]]},
    {
        **CONTENT,
        "cards": [
            {**card, "with_previous": number > 0} for number, card in enumerate(CONTENT["cards"])
        ],
    },
]
