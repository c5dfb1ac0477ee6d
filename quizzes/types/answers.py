"""What a page sends for a question, and how the types read it.

Sent values come by the part of the question that they are for: "" for the question as a whole,
"0" for its first card, gap or pair. Each part has the values of its inputs; an input that was
left open sends an empty one.
"""

from collections.abc import Iterable, Mapping, Sequence

Sent = Mapping[str, Sequence[str]]


class InvalidAnswer(ValueError):
    """The submitted values could not have come from the question's own form."""


def filled(sent: Sent) -> dict[str, list[str]]:
    """Return sent values without those of inputs that were left open."""
    values = {part: [value for value in given if value.strip()] for part, given in sent.items()}
    return {part: given for part, given in values.items() if given}


def indexes(values: Iterable[str], count: int) -> list[int]:
    """Return the places that values name, from 0 and below `count`, sorted, each once.

    Raises InvalidAnswer if a value names none.
    """
    known = {str(index): index for index in range(count)}
    try:
        return sorted({known[value] for value in values})
    except KeyError as error:
        raise InvalidAnswer(f"{error.args[0]!r} is not one of the choices.") from None


def one_each(sent: Sent, parts: int, choices: int) -> list[int | None] | None:
    """Return which of so many choices was taken for each part, None for a part left open.

    None for no choice at all. Raises InvalidAnswer.
    """
    given = filled(sent)
    _refuse_others(given, parts)
    taken = [_only(indexes(given.get(str(part), ()), choices)) for part in range(parts)]
    return taken if given else None


def sent_each(answer: Sequence[int | None] | None) -> dict[str, list[str]]:
    """Return what a page sends for an answer of one_each."""
    taken = enumerate(answer or [])
    return {str(part): [str(choice)] for part, choice in taken if choice is not None}


def share_right(answer: Sequence[int | None] | None, key: Sequence[int]) -> float:
    """Return for how many of the parts the answer is that of the key, 0 to 1."""
    return sum(a == b for a, b in zip(answer or (), key, strict=False)) / len(key)


def texts(sent: Sent, parts: Sequence[str], longest: int) -> dict[str, str]:
    """Return what was typed for each part, by its name, those left open not.

    Lines end as in files. Raises InvalidAnswer on a part that is not there, on two values for
    one, and on what is too long.
    """
    given = filled(sent)
    if not given.keys() <= set(parts):
        raise InvalidAnswer("There is no such part.")
    typed = {part: _only(values).replace("\r\n", "\n").strip() for part, values in given.items()}
    for text in typed.values():
        if len(text) > longest:
            raise TooLong(len(text), longest)
        if "\0" in text:
            raise InvalidAnswer("There is a character that cannot be kept.")
    return typed


class TooLong(InvalidAnswer):
    """A typed answer is longer than is kept; its words may be shown to who typed it."""

    def __init__(self, length: int, longest: int) -> None:
        super().__init__(f"This has {length:,} characters, more than {longest:,}.")


def _refuse_others(given: Sent, parts: int) -> None:
    if not given.keys() <= {str(part) for part in range(parts)}:
        raise InvalidAnswer("There is no such part.")


def _only(values: Sequence):
    if len(values) > 1:
        raise InvalidAnswer("Only one can be chosen.")
    return values[0] if values else None
