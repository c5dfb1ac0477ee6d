"""Codes of certificates: not to be guessed, and hard to misread."""

import re
import secrets

# Without I, L, O and U, as in Crockford's base 32: what looks alike is one character.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20  # 100 bits
GROUP = 5
MISREAD = str.maketrans("ILO", "110")


def new_code() -> str:
    """Return a code by the operating system's randomness, such as 7Q2MX-0HJ4K-WZ83N-C5RTB."""
    return _in_groups("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def as_code(typed: str) -> str:
    """Return a code as it is kept, from what somebody typed: small letters, spaces, O for 0.

    Returns an empty text for what cannot be a code.
    """
    characters = re.sub(r"[\s-]", "", typed).upper().translate(MISREAD)
    if len(characters) != LENGTH or not set(characters) <= set(ALPHABET):
        return ""
    return _in_groups(characters)


def _in_groups(characters):
    starts = range(0, LENGTH, GROUP)
    return "-".join(characters[start : start + GROUP] for start in starts)
