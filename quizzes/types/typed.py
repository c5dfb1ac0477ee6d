"""Typed words, and when two of them are the same answer."""

import re
import unicodedata

LONGEST_TYPED = 200  # characters; an answer of a word or a few

_QUOTES = re.compile(r"[’‘ʼ`´]")
_NO_LETTERS = re.compile(r"[^\w']+|_")


def normal(text: str) -> str:
    """Return a text such that answers which count as the same are equal.

    Small and capital letters, spacing, hyphens, marks at the end and the shape of quotation marks
    make no difference, nor do the ways in which Unicode writes one letter. A text without any
    letter or digit stays as it is.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    plain = _NO_LETTERS.sub(" ", _QUOTES.sub("'", folded)).strip(" '")
    return " ".join(plain.split()) or " ".join(folded.split())
