"""What gives the key away to somebody who does not know: length, strong words, echoes."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import combinations
from statistics import mean

from courses import copying
from quizzes.checks.examples import item, several
from quizzes.checks.parts import ItemCheck, Option, Question, Spot
from quizzes.checks.words import names, numbered, quoted, telling

# Our conventions; no source gives numbers
LONGEST_TO_MEAN, LONGEST_TO_SHORTEST = 1.3, 1.6
SHORT = 25  # characters; the length of options up to here says little
RARE_LETTERS = 6  # and more; a word that long in the key alone is an echo of the question
FARTHEST_OPPOSITE = 4  # words that differ between two options, beside those they share
CONVERGING = 2  # words more in common with the others than the next option has; 1 if all are

_ABSOLUTE = re.compile(
    r"\b(?:always|never|all|none|only|every|completely|absolutely|must)\b", re.IGNORECASE
)
# “Every Tuesday” is a date, and “after all” is a way of speaking
_NOT_ABSOLUTE = re.compile(
    r"\b(?:(?:after|at|above|first of|in|not) all|all (?:right|along|day|night|week|that fit)"
    r"|(?:all|none) of the above"
    r"|not only|if only|only if"
    r"|every (?:(?:other|few|two|\w+th) )?(?:hours?|day|night|morning|evening|weeks?|months?|year"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b",
    re.IGNORECASE,
)
_ENDS_WITH_ARTICLE = re.compile(r"\b(an?)\s*[:.…]*$", re.IGNORECASE)
_VOWEL_SOUND = re.compile(r"[^\w]*(?:(?!uni|us[ei]|one\b|once|eu)[aeiou]|hour|honest|heir)", re.I)
_HOW_MANY = re.compile(r"\b(?:which|choose|select|mark) (two|three|four)\b(?! of)", re.IGNORECASE)
_NUMBERS = {"two": 2, "three": 3, "four": 4}
_PAIRS = """
after/before all/none always/never early/late fewer/more first/last give/take high/low higher/lower
in/out increase/decrease less/more long/short new/old now/later off/on open/close open/closed
raise/lower right/wrong same/different start/stop strong/weak stronger/weaker together/apart
together/alone true/false with/without yes/no faster/slower begin/end accept/refuse allow/forbid
agree/disagree
"""
_OPPOSITES = {frozenset(pair.split("/")) for pair in _PAIRS.split()}
_DENIALS = frozenset(
    ["not", "never", "no", "don't", "doesn't", "isn't", "won't", "cannot", "can't"]
)
_HELPERS = frozenset(["do", "does", "is", "will", "can", "a", "any"])


def longest_is_key(question: Question) -> Iterator[Spot]:
    lengths = [len(option.text) for option in question.options]
    if len(lengths) < 2 or max(lengths) <= SHORT or not min(lengths):
        return
    longest = max(question.options, key=lambda option: len(option.text))
    if longest.is_key and len(longest.text) > LONGEST_TO_MEAN * mean(lengths):
        yield Spot(longest.place, "Shorten the key, or lengthen others: it is much the longest.")
    elif max(lengths) > LONGEST_TO_SHORTEST * min(lengths):
        message = (
            "Make the options more alike in length: they have from "
            f"{min(lengths)} to {max(lengths)} characters."
        )
        yield Spot("", message)


def absolute_words(question: Question) -> Iterator[Spot]:
    found = {option: words for option in question.options if (words := _absolute(option.text))}
    on_one_side = len({option.is_key for option in found}) == 1
    for option, words in found.items():
        message = f"Look for milder words than {quoted(words)}."
        if on_one_side:
            message += (
                f" Only {'the key has' if option.is_key else 'wrong options have'} such a word."
            )
        severity = "error" if on_one_side else "warn"
        yield Spot(option.place, message, tuple(words), severity)


def _absolute(text: str) -> list[str]:
    return _ABSOLUTE.findall(_NOT_ABSOLUTE.sub("", text))


def echo_of_the_stem(question: Question) -> Iterator[Spot]:
    """Speak where the key alone repeats a long word of the stem, and no other option does so.

    Names do not count, nor what the statements themselves speak of. Of a case only the lead-in
    is read: the options cannot but name what the vignette tells.
    """
    asked = question.lead_in if question.fields.is_case else question.stem
    usual = telling(" ".join([*names(question.stem), *(claim.text for claim in question.claims)]))
    rare = {word for word in telling(asked) if len(word) >= RARE_LETTERS} - usual.keys()
    echoes = {option: _repeated(rare, option) for option in question.options}
    if any(echoes[option] for option in question.distractors):
        return
    for option in question.keys:
        if echoes[option]:
            message = f"Use other words here, or in the question: {quoted(echoes[option])}."
            yield Spot(option.place, message, echoes[option])


def _repeated(roots: Collection[str], option: Option) -> tuple[str, ...]:
    return tuple(word for root, word in telling(option.text).items() if root in roots)


def grammar_cue(question: Question) -> Iterator[Spot]:
    article = _ENDS_WITH_ARTICLE.search(question.stem)
    if article:
        wanted = article[1].casefold() == "an"
        unfit = [o for o in question.options if bool(_VOWEL_SOUND.match(o.text)) != wanted]
        if 0 < len(unfit) < len(question.options):
            message = (
                f"Write the article into each option: “{article[1]}” does not fit "
                f"{numbered(option.number for option in unfit)}."
            )
            yield Spot("stem", message, (article[1],))
    number = _HOW_MANY.search(question.stem)
    if number and _NUMBERS[number[1].casefold()] != len(question.keys):
        message = f"The question asks for {number[1]}, and {len(question.keys)} are marked."
        yield Spot("stem", message, (number[0],))


def opposites(question: Question) -> Iterator[Spot]:
    pairs = [pair for pair in combinations(question.options, 2) if _are_opposites(*pair)]
    if len(pairs) == 1 and len(question.options) > 2 and any(o.is_key for o in pairs[0]):
        numbers = numbered(option.number for option in pairs[0])
        message = f"Say one of them otherwise: {numbers} are opposites, and one is the key."
        yield Spot(pairs[0][1].place, message)


def _are_opposites(first: Option, second: Option) -> bool:
    a, b = set(copying.words(first.text)), set(copying.words(second.text))
    if not a & b or len(a ^ b) > FARTHEST_OPPOSITE:
        return False
    if any(frozenset((x, y)) in _OPPOSITES for x in a - b for y in b - a):
        return True
    return any(
        more & _DENIALS and more - _DENIALS <= _HELPERS and less <= _HELPERS
        for more, less in ((a - b, b - a), (b - a, a - b))
    )


def convergence(question: Question) -> Iterator[Spot]:
    """Speak where the key shares clearly the most words with the others.

    That is two words more than the next option, or one where all the key says is in the others.
    """
    if not question.is_single_best or len(question.keys) != 1 or len(question.options) < 3:
        return
    words = [telling(option.text) for option in question.options]
    spread = Counter(word for found in words for word in found)
    shared = [sum(spread[word] > 1 for word in found) for found in words]
    key = question.keys[0]
    others = [count for index, count in enumerate(shared) if index != key.index]
    is_all = shared[key.index] == len(words[key.index])
    if shared[key.index] >= max(others) + (1 if is_all else CONVERGING):
        common = _repeated([word for word in words[key.index] if spread[word] > 1], key)
        message = "Spread what the options have in common: the key has the most of it."
        yield Spot(key.place, message, common)


CHECKS = (
    ItemCheck(
        id="Q04",
        severity="warn",
        title="The key is not told by its length",
        why="Haladyna, Downing and Rodriguez 2002, guideline 24, and NBME: options about equal in "
        "length. A key up to 1.3 times the mean, and the longest up to 1.6 times the shortest, "
        "are our measure.",
        find=longest_is_key,
        hits=(
            item("*Ask her what matters most today and tonight", "Book a bed", "Wait until noon"),
            item("*Ask her what matters", "Tell her what you think about the week", "Wait for her"),
        ),
        misses=(item(), item("*Loneliness", "Fear", "Money")),
    ),
    ItemCheck(
        id="Q06",
        severity="error",
        title="Strong words do not tell the options apart",
        why="Haladyna, Downing and Rodriguez 2002, guideline 28, and NBME: “always” and “never” "
        "are known to mark what is wrong. An error where keys alone or distractors alone have "
        "them.",
        find=absolute_words,
        hits=(
            item("*Ask her", "Always wait for her", "Tell her"),
            item("*Ask her every time", "Wait", "Tell her only once"),
        ),
        misses=(
            item(),
            item("*Call every Tuesday", "Wait after all", "Tell her not only once"),
        ),
    ),
    ItemCheck(
        id="Q14",
        severity="warn",
        title="The key alone does not echo the question",
        why="Haladyna, Downing and Rodriguez 2002, guideline 28, and NBME: a word of the stem that "
        "comes back in the key alone gives it away.",
        find=echo_of_the_stem,
        hits=(
            item(
                "*Ask about the appointment",
                "Call the nurse",
                "Wait for news",
                stem="Nadia has an appointment on Friday. What do you do?",
            ),
        ),
        misses=(
            item(),
            item(
                "*Ask about the appointment",
                "Move the appointments",
                "Wait for news",
                stem="Nadia has an appointment on Friday. What do you do?",
            ),
            item("*Ask Leonora first", "Call", "Wait", stem="You meet Leonora. What do you do?"),
            item(
                "*Offer programs",
                "Call the nurse",
                "Wait for news",
                stem="Which programs strengthen her? What do you do?",
            ),
        ),
    ),
    ItemCheck(
        id="Q15",
        severity="warn",
        title="Grammar does not tell the options apart",
        why="Haladyna, Downing and Rodriguez 2002, guideline 28: an article or a number that fits "
        "some options only.",
        find=grammar_cue,
        hits=(
            item("*appeal", "promise", "favor", stem="What she needs is an:"),
            several("*One", "*Two", "*Three", "Four", stem="Which two fit?"),
        ),
        misses=(
            item("*appeal", "answer", "hour", stem="What she needs is an:"),
            item("*unit", "promise", "favor", stem="What she needs is a:"),
            several("*One", "*Two", "Three", "Four", stem="Which two fit?"),
        ),
    ),
    ItemCheck(
        id="Q17",
        severity="info",
        title="The key is not half of the only pair of opposites",
        why="Haladyna, Downing and Rodriguez 2002, guideline 28: a pair that stands out tells that "
        "the answer is one of the two.",
        find=opposites,
        hits=(
            item("*Ask before the meeting", "Ask after the meeting", "Call the nurse"),
            item("*Tell her", "Do not tell her", "Call the nurse"),
        ),
        misses=(
            item(),
            item("Ask before the meeting", "Ask after the meeting", "*Call the nurse"),
            item("*Tell her today", "Do not call the nurse", "Wait"),
        ),
    ),
    ItemCheck(
        id="Q19",
        severity="info",
        title="The key is not what the options have in common",
        why="NBME Item-Writing Guide: anyone who counts the parts that come back in several "
        "options often arrives at the key.",
        find=convergence,
        hits=(
            item(
                "*Nurse, lawyer, housing, clothes",
                "Nurse, lawyer, dentist",
                "Housing, clothes, movies",
            ),
            item("*Nurse, lawyer, housing", "Nurse, lawyer", "Lawyer, housing"),
        ),
        misses=(item(), item("*Nurse, lawyer, shoes", "Nurse, dentist", "Lawyer, movies")),
    ),
)
