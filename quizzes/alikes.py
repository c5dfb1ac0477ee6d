"""Questions that look alike: copies are found, what is said in other words is not."""

from collections.abc import Iterable

MOST = 3  # shown to an author
ALIKE = 75  # of 100: from there on two texts look alike
SHORTEST = 20  # characters; shorter texts are alike by chance

Match = tuple[str, str, float]  # id, text, how alike, 0 to 100


def closest(text: str, others: Iterable[tuple[str, str]]) -> list[Match]:
    """Return those of other texts, by their ids, that look most like a text.

    The order of words does not count; rapidfuzz's token sort ratio says how alike two are.
    """
    words = _plain(text)
    if len(words) < SHORTEST:
        return []
    from rapidfuzz import fuzz, process  # here alone: few pages compare texts

    texts = {name: other for name, other in others if other}
    found = process.extract(
        words,
        texts,
        scorer=fuzz.token_sort_ratio,
        processor=_plain,
        score_cutoff=ALIKE,
        limit=MOST,
    )
    return [(name, other, score) for other, score, name in found]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
