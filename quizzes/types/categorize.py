"""Cards to sort into columns."""

from dataclasses import dataclass

from quizzes.types.answers import Sent, one_each, sent_each, share_right
from quizzes.types.carrying import Terms
from quizzes.types.parts import FEEDBACK, Content, Rows, Text, folded
from quizzes.types.schema import Schema

LABEL = "Sorting into columns"
TEMPLATE = "quizzes/types/categorize.html"
SCHEMA = Schema(
    (
        Rows(
            "categories",
            "Columns",
            "Column",
            (Text("text", "Text", longest=80, context="key"),),
            least=2,
            most=5,
            blank=2,
            help="Short names, as they stand above the columns.",
        ),
        Rows(
            "cards",
            "Cards",
            "Card",
            (
                Text("text", "Text", context="distractor"),
                Text("category", "Column it belongs to", longest=80, context="key"),
                FEEDBACK,
            ),
            least=2,
            most=12,
            blank=4,
            help="For each card write the name of its column as it stands above.",
        ),
    )
)

sent = sent_each


@dataclass(frozen=True)
class ShownCard:
    """A card with the columns to choose from; `right` names the one it belongs to."""

    part: int
    text: str
    categories: list[str]
    chosen: int | None
    right: str
    feedback: str

    @property
    def chosen_text(self) -> str:
        return "" if self.chosen is None else self.categories[self.chosen]

    @property
    def is_right(self) -> bool:
        return bool(self.chosen_text) and folded(self.chosen_text) == folded(self.right)


def _names(content: Content) -> list[str]:
    return [category.get("text") or "" for category in content.get("categories", ())]


def problems(content: Content) -> list[str]:
    """Say what keeps a content from being used; an empty list when it can be."""
    found = SCHEMA.problems(content)
    known = {folded(name) for name in _names(content)}
    for number, card in enumerate(content.get("cards", ()), start=1):
        category = card.get("category") or ""
        if category.strip() and folded(category) not in known:
            found.append(f"Card {number} belongs to “{category}”, and there is no such column.")
    return found


def to_shuffle(content: Content) -> int:
    return len(content.get("cards", ()))


def terms(content: Content) -> Terms:
    return Terms([card.get("text") or "" for card in content.get("cards", ())], _names(content))


def show(content: Content, html: Content, answer: list, order: list[int]) -> list[ShownCard]:
    """Return the cards in an order; the columns stay in that of the content."""
    taken = answer or [None] * to_shuffle(content)
    return [
        ShownCard(
            part=index,
            text=content["cards"][index]["text"],
            categories=_names(content),
            chosen=taken[index],
            right=content["cards"][index]["category"],
            feedback=html["cards"][index]["feedback"],
        )
        for index in order
    ]


def parse(sent: Sent, content: Content) -> list[int | None] | None:
    """Return for each card the column it was put in, None for no card in any."""
    return one_each(sent, to_shuffle(content), len(_names(content)))


def grade(content: Content, answer: list[int | None] | None) -> float:
    """Return the share of cards in the column they belong to."""
    return share_right(answer, key(content))


def key(content: Content) -> list[int]:
    """Return the answer that earns the full mark."""
    places = {folded(name): place for place, name in enumerate(_names(content))}
    return [places[folded(card["category"])] for card in content["cards"]]


CONTENT = {
    "stem": "Whose task is each?",
    "categories": [{"text": "Mine"}, {"text": "Ask first"}, {"text": "Refer"}],
    "cards": [
        {"text": "Go along to the bank", "category": "Mine", "feedback": "Practical help."},
        {"text": "Name a disorder", "category": "Refer", "feedback": "A clinician's."},
        {"text": "Call a cousin", "category": "Ask first", "feedback": "Their ties are theirs."},
        {"text": "Find a bus line", "category": "Mine", "feedback": "Practical help."},
    ],
}
CASES = [
    ([0, 2, 1, 0], 1.0),
    ([0, 2, 0, 0], 0.75),
    ([0, None, None, None], 0.25),
    ([2, 0, 0, 1], 0.0),
    (None, 0.0),
]
INVALID_SENT = [{"": ["0"]}, {"4": ["0"]}, {"0": ["3"]}, {"0": ["x"]}, {"0": ["0", "1"]}]
INVALID_CONTENTS = [
    {},
    {**CONTENT, "categories": CONTENT["categories"][:1]},
    {**CONTENT, "categories": [*CONTENT["categories"], {"text": "mine"}]},
    {**CONTENT, "cards": CONTENT["cards"][:1]},
    {**CONTENT, "cards": [{**CONTENT["cards"][0], "category": "Theirs"}, CONTENT["cards"][1]]},
    {**CONTENT, "cards": [{**CONTENT["cards"][0], "category": ""}, CONTENT["cards"][1]]},
]
