"""A panel's ratings of a question's responses: of which words, and how many gave each."""

import hashlib
import json
import random
from collections.abc import Sequence

from quizzes.types.judgment import HIGH, LOW, SCALE
from quizzes.types.schema import Content


def wording(content: Content) -> str:
    """Return what tells the words that a panel rates from all others: stem and responses.

    It is the same in any order of the responses, which everyone sees in an order of their own,
    and whatever the authors' ratings and feedback are.
    """
    words = [content.get("stem", ""), sorted(_texts(content))]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def as_kept(ratings: Sequence[int], content: Content) -> list[int]:
    """Return ratings in the order in which they are kept: that of the responses' texts.

    `ratings` has one for each response, from 1 to 5, in the order of the content. Raises
    ValueError when it does not.
    """
    if len(ratings) != len(_texts(content)) or not all(LOW <= rating <= HIGH for rating in ratings):
        raise ValueError("Each response has one rating on the scale.")
    return [ratings[place] for place in _by_text(content)]


def as_shown(kept: Sequence[int], content: Content) -> list[int]:
    """Return ratings that as_kept has put in order in the order of the content again."""
    ratings = [0] * len(kept)
    for place, rating in zip(_by_text(content), kept, strict=True):
        ratings[place] = rating
    return ratings


def counts(given: Sequence[Sequence[int]], content: Content) -> list[list[int]]:
    """Return for each response of a content how many gave each rating from 1.

    `given` holds each person's ratings as they are kept.
    """
    shown = [as_shown(kept, content) for kept in given]
    return [
        [sum(ratings[place] == rating for ratings in shown) for rating, _ in SCALE]
        for place in range(len(_texts(content)))
    ]


def order_for(person: int, content: Content) -> list[int]:
    """Return the places of the responses in an order of a person's own, always the same one."""
    order = list(range(len(_texts(content))))
    random.Random(f"{person} {wording(content)}").shuffle(order)
    return order


def _texts(content: Content) -> list[str]:
    return [response.get("text", "") for response in content.get("responses", ())]


def _by_text(content: Content) -> list[int]:
    texts = _texts(content)
    return sorted(range(len(texts)), key=lambda place: (texts[place], place))
