"""How a question asks: its lead-in, its length, its tone, and the people in it."""

import re
from collections.abc import Iterator

from courses.readability import grade
from quizzes.checks.examples import item
from quizzes.checks.parts import INSTRUCTION, ItemCheck, Question, Spot, word_count
from quizzes.checks.words import names, quoted

# Our conventions; no source gives numbers
HIGHEST_GRADE = 10
MOST_WORDS, MOST_WORDS_OF_A_CASE = 90, 140
FEWEST_WORDS = 30  # of feedback; the grade of less says little
# The standard for assessment says 0.6. Nearly nine in ten sound cases fall short of that, for
# options as tempting as the key need some words; below 0.4 the case is told by the options.
SHARE_OF_A_CASE = 0.4

_NEGATIVE = re.compile(r"\b(?:not|except|least|incorrect|never|\w+n['’]t)\b", re.IGNORECASE)
_NO_NEGATIVE = re.compile(r"\bat least\b|\bwhether or not\b", re.IGNORECASE)
# What is said about somebody or something is not what is asked
_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|that|if|when|because|while|since|so)\b[^,;:?]*|[\"“][^\"”]*[\"”]",
    re.IGNORECASE,
)
_EMPHASIZED = re.compile(r"\*\*(?:NOT|EXCEPT|LEAST|INCORRECT|NEVER)\*\*")
_BLANK = re.compile(r"_{2,}|\.{4,}")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55]")
_EXCLAMATION = re.compile(r"\w{0,30}!+(?!\[|=)")
_PRONOUNS = {
    "she": re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE),
    "he": re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE),
}
_DECLARED = re.compile(r"\buses? (they|she|he)\b")
_OTHER_PEOPLE = re.compile(
    r"\b(?:(?:step)?(?:mother|father|sister|brother|son|daughter)s?|aunts?|uncles?|cousins?|"
    r"grand\w+|parents?|famil\w+|wife|husband|(?:girl|boy)?friends?|partners?|m[ae]n|wom[ae]n|"
    r"boys?|girls?|child(?:ren)?|residents?|clients?|callers?|colleagues?|supervisors?|"
    r"managers?|directors?|leaders?|boss\w*|owners?|workers?|nurses?|doctors?|lawyers?|"
    r"officers?|traffickers?|exploiters?|abusers?|contractors?|employers?|landlords?|\w+mates?|"
    r"volunteers?|counselors?|survivors?|victims?|pimps?|judges?|teachers?|somebody|someone)\b",
    re.IGNORECASE,
)


def negative_stem(question: Question) -> Iterator[Spot]:
    asked = _NO_NEGATIVE.sub("", _CLAUSE.sub("", question.lead_in))
    found = _NEGATIVE.search(asked)
    if not found:
        return
    if _EMPHASIZED.search(question.fields.content.get("stem", "")):
        message = f"Ask for what fits, if you can; “{found[0]}” makes people read it twice."
        yield Spot("stem", message, (found[0],), severity="warn")
    else:
        message = f"Ask for what fits, or write “{found[0]}” in bold capitals."
        yield Spot("stem", message, (found[0],))


def no_question(question: Question) -> Iterator[Spot]:
    stem = question.stem
    if _BLANK.search(question.fields.content.get("stem", "")):
        yield Spot("stem", "Ask a question instead of leaving a blank to fill.")
    elif (
        stem
        and not stem.rstrip("\"'”’)] ").endswith(("?", "؟", "？", ":"))
        and not _is_told_to(stem)
    ):
        yield Spot("stem", "End with the question itself, and with a question mark or a colon.")


def _is_told_to(stem: str) -> bool:
    """Say whether an instruction follows the question, as in “Choose all that fit.”"""
    before, mark, instruction = stem.rpartition("?")
    return bool(mark and before and INSTRUCTION.fullmatch(instruction.strip()))


def short_case(question: Question) -> Iterator[Spot]:
    stem = word_count(question.stem)
    options = sum(word_count(option.text) for option in question.options)
    if question.fields.is_case and options and stem / (stem + options) < SHARE_OF_A_CASE:
        message = (
            f"Say more in the vignette and less in the options: they have {options} of "
            f"{stem + options} words."
        )
        yield Spot("stem", message)


def hard_to_read(question: Question) -> Iterator[Spot]:
    asked = "\n\n".join([question.stem, *(option.text for option in question.options)])
    yield from _graded("stem", asked)
    limit = MOST_WORDS_OF_A_CASE if question.fields.is_case else MOST_WORDS
    count = word_count(question.stem)
    if count > limit:
        yield Spot("stem", f"Shorten the question: it has {count} words, and {limit} are enough.")
    for place, feedback in question.told:
        if word_count(feedback) >= FEWEST_WORDS:
            yield from _graded(place, feedback)


def _graded(place: str, text: str) -> Iterator[Spot]:
    found = grade(text)
    if found is not None and found > HIGHEST_GRADE:
        message = f"Use shorter sentences and words: this reads like school year {found:.0f}."
        yield Spot(place, message)


def unfit_tone(question: Question) -> Iterator[Spot]:
    for place, text in [*question.asked, *question.told]:
        found = [*_EXCLAMATION.findall(text), *_EMOJI.findall(text)]
        if found:
            message = f"Write this without exclamation marks and emoji: {quoted(found)}."
            yield Spot(place, message, tuple(found))


def mixed_pronouns(question: Question) -> Iterator[Spot]:
    """Judge only where a single person can be meant: one name, and nobody else is spoken of."""
    text = "\n".join([question.stem, *(option.text for option in question.options)])
    people = names(question.stem)
    if len(people) != 1 or _OTHER_PEOPLE.search(text):
        return
    if declared := _DECLARED.search(question.stem):
        yield from _undeclared(declared[1], text)
    else:
        yield from _two_of_one(people.pop(), question.stem)


def _undeclared(declared: str, text: str) -> Iterator[Spot]:
    found = [
        match[0]
        for name, find in _PRONOUNS.items()
        if (match := find.search(text)) and name != declared
    ]
    if found:
        message = f"Use “{declared}” throughout: here is {quoted(found)}."
        yield Spot("", message, tuple(found))


def _two_of_one(person: str, stem: str) -> Iterator[Spot]:
    """Only a warning: “he” beside “she” may be somebody whom the stem has yet to name."""
    found = {word.casefold(): word for word in re.findall(r"\bs?he\b", stem, re.IGNORECASE)}
    if len(found) > 1:
        words = tuple(found.values())
        message = f"Use the same pronouns for {person}, or say who else is meant: {quoted(words)}."
        yield Spot("stem", message, words, severity="warn")


_LONG = "Nadia waits. " * 46 + "What do you do first?"
_HARD = (
    "Considering organizational responsibilities regarding residential accommodation and "
    "individual confidentiality, which administrative intervention demonstrates proportionality?"
)

CHECKS = (
    ItemCheck(
        id="Q10",
        severity="error",
        title="The question asks for what fits, and not for what does not",
        why="Haladyna, Downing and Rodriguez 2002, guideline 17: word the stem positively; where "
        "a negative has to stay, set it in bold capitals.",
        find=negative_stem,
        hits=(
            item(stem="Which of these is not a condition?"),
            item(stem="Which offers fit, except one?"),
            item(stem="Nadia asks for a bed. Which reply fits least?"),
            item(stem="Which of these is **NOT** a condition?"),
            item(stem="Which reply isn’t a promise?"),
        ),
        misses=(
            item(),
            item(stem="Nadia does not want to talk. What do you do?"),
            item(stem="Which offer helps somebody who does not want to talk?"),
            item(stem="Which plan gives at least one choice?"),
            item(stem="What do you answer to “I am not ready”?"),
        ),
    ),
    ItemCheck(
        id="Q12",
        severity="warn",
        title="The stem ends with a question",
        why="Haladyna, Downing and Rodriguez 2002, guidelines 14 and 15: the stem says what is "
        "asked, and holds the main idea, so that it can be answered before the options are read.",
        find=no_question,
        hits=(
            item(stem="Nadia asks for a bed tonight."),
            item(stem="What do you do first? Nadia is at the door."),
            item(stem="The guidance asks programs to ____ the power to decide?"),
        ),
        misses=(
            item(),
            item(stem="Choose what you say first:"),
            item(stem="Which of these fit? Choose all that fit."),
            item(stem="Which of these fit (choose all that fit)?"),
            item(stem="What do you say to “Why?”"),
        ),
    ),
    ItemCheck(
        id="Q13",
        severity="info",
        title="A case is told in the stem, and the options are short",
        why="NBME Item-Writing Guide: a vignette and lead-in that can be answered with the options "
        "covered. Four words of ten in the stem is our measure.",
        find=short_case,
        hits=(item(stem="Nadia waits. What now?", is_case=True),),
        misses=(
            item(stem="Nadia waits. What now?"),
            item(stem="Nadia waits at the door. " * 10 + "What do you do?", is_case=True),
        ),
    ),
    ItemCheck(
        id="Q21",
        severity="warn",
        title="The question is easy to read",
        why="Haladyna, Downing and Rodriguez 2002, guideline 13: keep the reading short. The "
        "grade is that of Kincaid and others 1975; grade 10, 90 words, and 140 for a case are "
        "our measure.",
        find=hard_to_read,
        hits=(item(stem=_LONG), item(stem=_HARD), item(feedback=f"{_HARD} {_HARD} {_HARD}")),
        misses=(item(), item(stem=_LONG, is_case=True)),
    ),
    ItemCheck(
        id="Q24",
        severity="error",
        title="The tone is calm",
        why="Haladyna, Downing and Rodriguez 2002, guideline 31: humor distracts. In this subject "
        "it can also hurt. Whether a text is funny, a person has to judge.",
        find=unfit_tone,
        hits=(
            item(stem="Nadia is here! What do you do?"),
            item("*Ask her \U0001f600", "Wait for her", "Tell her"),
            item(feedback="Well done!!"),
        ),
        misses=(item(), item(stem="![The plan](figure.svg) What do you do?")),
    ),
    ItemCheck(
        id="Q28",
        severity="error",
        title="A person has the same pronouns throughout",
        why="Our standard for the people in vignettes: everybody is spoken of in their own "
        "pronouns. The check speaks only where one person alone can be meant.",
        find=mixed_pronouns,
        hits=(
            item(stem="Nadia, 30, is here. She waits. He asks for a bed. What do you do?"),
            item(stem="Sol, 31, uses they. You meet Sol at ten. What do you do?"),
        ),
        misses=(
            item(),
            item(stem="Nadia waits with Paul. She asks what he wants. What do you do?"),
            item(stem="Nadia left her uncle. He calls. She picks up. What do you do?"),
            item(stem="She says she is tired. Why did Nadia go back to him?"),
            item("*Ask them", "Wait", "Tell", stem="Sol, 31, uses they. They wait. What now?"),
        ),
    ),
)
