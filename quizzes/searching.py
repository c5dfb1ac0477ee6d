"""What a search asks for."""

import re

_SEARCHED = re.compile(r'"([^"]+)"|([^\s"]+)')


def searched(text):
    """Return what a search asks for, in small letters: words, and phrases in quotation marks."""
    straight = text.casefold().replace("“", '"').replace("”", '"')
    found = (phrase or word for phrase, word in _SEARCHED.findall(straight))
    return [each for each in (" ".join(words.split()) for words in found) if each]
