"""How hard a text is to read: its grade by Flesch and Kincaid, and its long sentences."""

import re

from courses.language import sentence_slices

# The weights of words a sentence and syllables a word, and the constant of the formula. Source:
# Kincaid, Fishburne, Rogers and Chissom 1975, Derivation of new readability formulas for Navy
# enlisted personnel, Research Branch Report 8-75.
SENTENCE_WEIGHT, SYLLABLE_WEIGHT, CONSTANT = 0.39, 11.8, 15.59

_CITATION = re.compile(r" ?\[[SC][1-9]\d?\]")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*\)")
_MARKS = re.compile(
    r"^[ \t]*(?:#+|>+|[-*+•]|:::+|\d+[.)])[ \t]+|[*`]+|(?<!\w)_+|_+(?!\w)", re.MULTILINE
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_SILENT_END = re.compile(r"(?<=[^aeiouytd])ed$|(?<=[^aeiouysxzcgh])es$|(?<=[^aeiouyl])e$")
_VOWELS = re.compile(r"[aeiouy]+")
_SPLIT_VOWELS = re.compile(r"(?<![tscg])i[aou]|[aeouy]ing")


def plain(text: str) -> str:
    """Return Markdown as the words that a reader sees, without its marks and citations."""
    return _MARKS.sub("", _LINK.sub(r"\1", _CITATION.sub("", text)))


def words(text: str) -> list[str]:
    """Return the words of a text as they are written; a number is one, and so is “follow-up”."""
    return _WORD.findall(plain(text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in Markdown, plain; a list item or a heading is one."""
    found = [plain(text[piece]).strip() for piece in sentence_slices(text)]
    return [sentence for sentence in found if _WORD.search(sentence)]


def long_sentences(text: str, limit: int) -> list[str]:
    """Return the sentences that have more than `limit` words."""
    return [sentence for sentence in sentences(text) if len(_WORD.findall(sentence)) > limit]


def syllables(word: str) -> int:
    """Return about how many syllables an English word has, at least 1.

    Vowels in a row are one, but for pairs that are spoken apart; an e at the end is silent. It is
    right for most words, which is enough for a mean over a text.
    """
    stem = _SILENT_END.sub("", word.casefold())
    return max(1, len(_VOWELS.findall(stem)) + len(_SPLIT_VOWELS.findall(stem)))


def grade(text: str) -> float | None:
    """Return the school year, in the United States, whose pupils can read the text.

    None for a text without words. It says little about less than some hundred words.
    """
    parts = sentences(text)
    found = [word for sentence in parts for word in _WORD.findall(sentence)]
    if not found:
        return None
    a_sentence = len(found) / len(parts)
    a_word = sum(map(syllables, found)) / len(found)
    return SENTENCE_WEIGHT * a_sentence + SYLLABLE_WEIGHT * a_word - CONSTANT
