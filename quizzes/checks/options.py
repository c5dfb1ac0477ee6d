"""How the options are worded, each for itself and side by side."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from quizzes.checks.examples import item
from quizzes.checks.parts import ItemCheck, Option, Question, Spot
from quizzes.checks.words import normalized, numbered, quoted
from quizzes.types.parts import folded

SHORTEST_WITHIN = 3  # words; a shorter option may well begin another: “Ask”, “Ask a colleague”

_VAGUE = re.compile(r"\b(?:usually|often|frequently|rarely|seldom)\b", re.IGNORECASE)
_ALL_OF_THEM = re.compile(
    r"^(?:all|none|neither|both|either|any) of (?:the (?:other )?options|these|them)[.?!]?$"
    r"|\b(?:all|none|neither|both|either|any) of the above\b"
    r"|\b(?:both |only )?(?:options? )?(?-i:[A-D]) (?:and|or) (?:options? )?(?-i:[A-D])\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"^[\"“]?(?:(?:not|never|don['’]t)\b|(?:do|does|is|are|should|must|will|can) not\b"
    r"|(?:(?!that|wh\w+|if)\w+[ ,]+){1,3}?(?:do|does|is|are|should|must)(?: not|n['’]t)\b)",
    re.IGNORECASE,
)
_NO_SENTENCE = r"(?!.*[.?!]['\"”’)]*$)"
_GERUND = re.compile(
    _NO_SENTENCE + r"(?!(?:bring|sing|ring|cling|spring|swing|string|king|thing|during|evening"
    r"|morning|nothing|something|anything|everything)\b)\w+ing\b",
    re.IGNORECASE | re.DOTALL,
)
_INFINITIVE = re.compile(_NO_SENTENCE + r"to [a-z]+\b", re.IGNORECASE | re.DOTALL)
_QUOTE = re.compile(r"[\"“].*[\"”]$", re.DOTALL)
_SENTENCE = re.compile(r".*[.?!]['\"”’)]*$", re.DOTALL)
_NUMBER = re.compile(r"[$€£]?\s*(-?\d[\d,]*(?:\.\d+)?)\s*%?(?:\s+[a-z]+){0,2}\.?", re.IGNORECASE)
_RANGE = re.compile(r"(\d+)\s*(?:-|–|to)\s*(\d+)\b")
_FORMS = (
    (_QUOTE, "quotation marks around it"),
    (_SENTENCE, "a mark at the end"),
    (_GERUND, "a word in -ing at the beginning"),
    (_INFINITIVE, "“to” at the beginning"),
)


def vague_frequency(question: Question) -> Iterator[Spot]:
    if any(claim.certainty in ("may", "unknown") for claim in question.claims):
        return  # the question may test how carefully the source speaks
    for option in question.options:
        found = _VAGUE.findall(option.text)
        if found:
            message = f"Say how often, or leave it out: people read {quoted(found)} differently."
            yield Spot(option.place, message, tuple(found))


def all_of_the_above(question: Question) -> Iterator[Spot]:
    for option in question.options:
        found = _ALL_OF_THEM.search(option.text)
        if found:
            message = "Offer an answer of its own instead of one that points to the others."
            yield Spot(option.place, message, (found[0],))


def negative_option(question: Question) -> Iterator[Spot]:
    """Speak where some options deny and others do not: all alike is a choice of style."""
    found = [(o, match) for o in question.options if (match := _NEGATIVE.search(o.text))]
    if len(found) < len(question.options):
        for option, match in found:
            message = f"Say what is done instead of “{match[0]}”: a negative is easily misread."
            yield Spot(option.place, message, (match[0],))


def mixed_forms(question: Question) -> Iterator[Spot]:
    """Compare first words only where options are no sentences, which may begin as they like."""
    for form, name in _FORMS:
        having = [option for option in question.options if form.match(option.text)]
        if 0 < len(having) < len(question.options):
            rest = [option for option in question.options if option not in having]
            verb = "has" if len(having) == 1 else "have"
            message = (
                f"Give all options the same form: {_numbered(having)} {verb} {name}, "
                f"{_numbered(rest)} not."
            )
            yield Spot(min(having, rest, key=len)[0].place, message)


def _numbered(options: list[Option]) -> str:
    return numbered(option.number for option in options)


def overlapping(question: Question) -> Iterator[Spot]:
    for first, second in combinations(question.options, 2):
        if reason := _overlap(first.text, second.text):
            message = f"Make it differ from {_numbered([first])}: {reason}."
            yield Spot(second.place, message)


def _overlap(first: str, second: str) -> str:
    """Say how one option holds the other; an empty text when it does not.

    Of options that the type refuses as the same, nothing more is said.
    """
    if folded(first) == folded(second):
        return ""
    short, long = sorted((normalized(first), normalized(second)), key=len)
    if short and short == long:
        return "they say the same"
    if short and _is_within(short, long):
        return "one says all that the other says"
    ranges = [_RANGE.search(text) for text in (first, second)]
    if all(ranges) and _meet(*([int(end[:15]) for end in found.groups()] for found in ranges)):
        return "their ranges overlap"
    return ""


def _is_within(short: str, long: str) -> bool:
    if len(short.split()) < SHORTEST_WITHIN:
        return long.startswith(f"{short} and ") or long.endswith(f" and {short}")
    return f" {short} " in f" {long} "


def _meet(first: list[int], second: list[int]) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]


def unsorted_numbers(question: Question) -> Iterator[Spot]:
    """Learners see options shuffled; the order counts where questions are printed or exported."""
    found = [_NUMBER.fullmatch(option.text) for option in question.options]
    if len(found) < 2 or not all(found):
        return
    values = [float(number[1].replace(",", "")) for number in found]
    if not (_rising(values) or _rising(values[::-1])):
        yield Spot("", "Put the numbers in order, from low to high.")


def _rising(values: list[float]) -> bool:
    return all(a <= b for a, b in pairwise(values))


CHECKS = (
    ItemCheck(
        id="Q07",
        severity="warn",
        title="Options do not say “often” or “rarely” where no source does",
        why="NBME Item-Writing Guide: people read vague words of frequency differently. They may "
        "stay where the source itself speaks with care.",
        find=vague_frequency,
        hits=(
            item("*She often calls", "She waits", "She leaves"),
            item("*Ask her", "Call rarely", "Usually wait", statements=("S1", "S3")),
        ),
        misses=(item(), item("*She often calls", "She waits", "She leaves", statements=("S2",))),
    ),
    ItemCheck(
        id="Q09",
        severity="error",
        title="No option points to the others",
        why="Haladyna, Downing and Rodriguez 2002, guidelines 25 and 26, and NBME: anyone who "
        "knows two options can then guess the third.",
        find=all_of_the_above,
        hits=(
            item("*Ask her", "Wait for her", "All of the above"),
            item("*Ask her", "Wait for her", "None of these."),
            item("*Ask her", "Wait for her", "Both A and B"),
        ),
        misses=(
            item(),
            item("*Ask both of them what they want", "Ask a friend", "Get help with all of these"),
            item("*Ask all of these people", "Plan a and b", "Wait"),
        ),
    ),
    ItemCheck(
        id="Q11",
        severity="warn",
        title="Options say what is so, or is done",
        why="Haladyna, Downing and Rodriguez 2002, guideline 27: avoid negatives in the options. "
        "Together with the stem they are easily misread.",
        find=negative_option,
        hits=(
            item("*Ask her", "Do not ask her", "Tell her"),
            item("*It helps her", "It does not help her", "It waits"),
            item("*She is ready", "She isn’t ready", "She waits"),
        ),
        misses=(
            item(),
            item("*Say that no answer is due", "Tell her now", "Tell her what does not change"),
            item("*Don’t call", "Don’t write", "Don’t ask"),
            item("*No, not tonight", "Yes, at six", "No score, and a reason"),
        ),
    ),
    ItemCheck(
        id="Q16",
        severity="warn",
        title="The options have one form",
        why="Haladyna, Downing and Rodriguez 2002, guideline 23: options alike in grammar, since "
        "the odd one stands out. Only what can be told for sure is checked.",
        find=mixed_forms,
        hits=(
            item("*Ask her first.", "Wait until noon", "Call the nurse"),
            item("*Asking her", "Wait until noon", "Call the nurse"),
            item("*To ask her", "Waiting", "Calling"),
            item('*"Ask her"', "Wait until noon", "Call the nurse"),
        ),
        misses=(
            item(),
            item("*Asking her", "Waiting for her", "Calling her"),
            item("*Bring her tea", "Wait until noon", "Call the nurse"),
            item("*Ask her.", "Wait until noon.", "“Call,” you say."),
            item("*Asking her is best.", "Wait until noon.", "Call the nurse."),
        ),
    ),
    ItemCheck(
        id="Q18",
        severity="error",
        title="No option holds another",
        why="Haladyna, Downing and Rodriguez 2002, guideline 22: options that exclude each other. "
        "Where one holds the other, both or neither can be right.",
        find=overlapping,
        hits=(
            item("*Ask her", "ask her.", "Wait"),
            item("*Ask what she wants", "Ask what she wants and write it down", "Wait"),
            item("*A plan", "A plan and a curfew", "A curfew"),
            item("*1 to 3 weeks", "3 to 5 weeks", "6 to 8 weeks"),
        ),
        misses=(
            item(),
            item("*Ask", "Ask a colleague", "Wait"),
            item("*Ask her", "ask  her", "Wait"),
            item("*1 to 2 weeks", "3 to 5 weeks", "6 to 8 weeks"),
        ),
    ),
    ItemCheck(
        id="Q20",
        severity="warn",
        title="Numbers are in order",
        why="Haladyna, Downing and Rodriguez 2002, guideline 21: options in logical or numerical "
        "order.",
        find=unsorted_numbers,
        hits=(
            item("*10", "30", "20"),
            item("*10 %", "5 %", "20 %"),
            item("$1,000", "$90", "*$200"),
        ),
        misses=(item(), item("*10", "20", "30"), item("3 days", "*2 days", "1 day")),
    ),
)
