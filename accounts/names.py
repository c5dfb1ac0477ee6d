"""Names of people as they are kept: in characters that can be seen, each written in one way."""

import unicodedata

JOINERS = "\u200c\u200d"  # in Persian and in scripts of India they shape the letters beside them


def tidy_name(text: str) -> str:
    """Return a name composed (Unicode's NFC), with single spaces and nothing that is not seen.

    Signs that turn the direction of writing go too: with them a name reads as another.
    """
    composed = unicodedata.normalize("NFC", "".join(map(_shown, text)))
    return " ".join(composed.split()).strip(f"{JOINERS} ")


def _shown(character):
    category = unicodedata.category(character)
    if character in JOINERS:
        return character
    if category.startswith("Z") or character.isspace():
        return " "
    return "" if category.startswith("C") else character


def can_be_read(name: str) -> bool:
    """Say whether a name has a letter or a digit."""
    return any(unicodedata.category(character)[0] in "LN" for character in name)
