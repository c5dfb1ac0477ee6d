"""Words as the checks compare them: in small letters, without endings and common words."""

import re
from collections.abc import Iterable

from courses import copying

_ENDING = re.compile(r"(?:['’]s|(?<=\w{4})(?:ings?|ed|es|s|ly|e))$")
_NAME = re.compile(r"(?<![.?!:\"“”\n] )(?<!^)(?<![\"“(\n])\b[A-Z][^\W\d_]+")
_AGED = re.compile(r"\b([A-Z][\w-]+), \d{2}\b")
_ACTING = re.compile(r"(?:^|[.?!\n][\"”]? )([A-Z][^\W\d_]+) (?:is|was|had|[a-z]+[a-z]s|left)\b")

# Words that join others, numbers, and those that any vignette may use.
_COMMON = """
a about after again all also am an and any are as ask at away back be been before but by can come
could day did do does done down each eight else even every few find first five for four from get
give go had has have he help her here hers him his how i if in into is it its keep know last leave
let like line make many may me might more most much must my need new next nine no not now of off
offer old on once one only or other our out over own part people person place plan put rather right
said same say see set seven she should since six so some stay still such take talk tell ten than
that the their them then there these they thing this those though three time to today together
tomorrow tonight too two until up us use want was way we week well were what when where whether
which while who whom whose why will with without work would year yes yet you your
"""
# Words that questions of this course cannot do without
_COMMON_HERE = """
answer caseworker colleague course guidance person program question service source statement support
survivor trafficker trafficking worker
"""
COMMON = frozenset([*_COMMON.split(), *_COMMON_HERE.split()])
_CALENDAR_AND_TITLES = """
Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July
August September October November December State Cleveland Clinic Mr Mrs Ms Dr
"""
_NO_NAMES = frozenset(_CALENDAR_AND_TITLES.split())


def normalized(text: str) -> str:
    """Return a text such that two which say the same in other marks are equal."""
    return " ".join(copying.words(text))


def root(word: str) -> str:
    """Return a word less its common ending, so that “visit” and “visits” are one."""
    return _ENDING.sub("", word)


_COMMON_ROOTS = frozenset(map(root, COMMON))


def telling(text: str) -> dict[str, str]:
    """Return the words that carry what a text is about, by their roots."""
    found = {root(word): word for word in copying.words(text) if len(word) > 2}
    return {root: word for root, word in found.items() if root not in _COMMON_ROOTS}


def names(text: str) -> set[str]:
    """Return what looks like a name: capitals within a sentence, or before an age or a deed."""
    found = {word for pattern in (_NAME, _AGED, _ACTING) for word in pattern.findall(text)}
    return {name for name in found - _NO_NAMES if name.casefold() not in COMMON}


def numbered(numbers: Iterable[int]) -> str:
    """Return how options are called in a message: “option 1”, “options 1 and 3”."""
    found = [str(number) for number in sorted(numbers)]
    if len(found) == 1:
        return f"option {found[0]}"
    return f"options {', '.join(found[:-1])} and {found[-1]}"


def quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
