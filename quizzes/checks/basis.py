"""What a question rests on and asks for: statements, keys, content notes, its own words."""

import re
from collections.abc import Iterator

from courses.content.parts import BLOOM
from courses.copying import MUCH_COPIED, shared_runs, words
from quizzes.checks.examples import item, pairs, several
from quizzes.checks.parts import ItemCheck, Question, Spot
from quizzes.checks.words import normalized, quoted
from quizzes.fields import AREAS

_TRUE_FALSE = ({"true", "false"}, {"yes", "no"}, {"correct", "incorrect"}, {"right", "wrong"})
_ASKS_TRUE_FALSE = re.compile(r"\btrue or false\b", re.IGNORECASE)
_BOND = r"\b(?:trauma[- ]bond(?:s|ed|ing)?|stockholm syndrome|such (?:a )?bonds?|a bond)\b"
_PERSON = r"(?:people|persons?|residents?|clients?|survivors?|callers?|victims?|women|men|one)"
_HOW_COMMON = re.compile(
    r"\bhow (?:common|often|many|frequent|widespread|usual|likely)\b[^?]*" + _BOND + r"|"
    r"\b(?:percentage|proportion|prevalence|share|rate)\b[^?]*" + _BOND,
    re.IGNORECASE,
)
_WHO_HAS = re.compile(
    r"\b(?:who|which (?:of (?:these|the) )?(?:\w+ )?" + _PERSON + r"|which of them)\b"
    r"[^?,;:]* (?:has|have|is|are|shows?|suffers?|forms?|formed)\b[^?]*" + _BOND + r"|"
    r"\b(?:does|do|did|has|have|is|are) \w+ (?:have |has |show |form |formed |in "
    r"|suffer(?:ing)? from )?(?:a |an )?(?:trauma[- ]bond(?:s|ed|ing)?|stockholm syndrome)\b|"
    r"\b(?:signs?|symptoms?|behaviors?|criteria)\b[^?]* (?:shows?|tells?|proves?|means?)\b[^?]*"
    + _BOND,
    re.IGNORECASE,
)
# What a learner may want to know of before reading. Words stand for the tags that assessment.md
# speaks of, because questions have none.
_HEAVY = re.compile(
    r"\b(?:sex(?! traffick)|sexual(?:ly)?|rap(?:e|ed|es|ist)|molest\w*|porn\w*|prostitut\w*"
    r"|suicid\w*|self-harm\w*|overdos\w*|cuts? (?:her|him|them)sel(?:f|ves)"
    r"|cuts? (?:her|his|their) (?:arms?|wrists?|legs?)|wants? to die|kill(?:ed|s)?"
    r"|beaten|beat (?:her|him|them)|strangl\w*|chok(?:ed|es)|stabb\w*|punch(?:ed|es)|slapp\w*"
    r"|assault\w*|murder\w*|tortur\w*|bruis\w*|gun|knife|violen\w*)\b",
    re.IGNORECASE,
)
_CHILD = (
    r"(?:\b(?:child(?:ren)?|minors?|teens?|teenagers?|girls?|boys?|bab(?:y|ies)|infants?|toddlers?)\b"
    r"|, (?:[1-9]|1[0-7]),|\b(?:[1-9]|1[0-7]|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen) years old\b"
    r"|\bwas (?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen)\b)"
)
_HARM = (
    r"\b(?:exploit(?:ed|ing)?|abus(?:ed|es|ing)|trafficked|sold|hurt|locked|forced|hit|struck"
    r"|for no pay|without pay)\b"
)
_CHILD_HARMED = re.compile(
    rf"{_CHILD}[^.?!]*{_HARM}|{_HARM}[^.?!]*{_CHILD}",
    re.IGNORECASE,
)


def no_basis(question: Question) -> Iterator[Spot]:
    fields = question.fields
    if not fields.statements:
        yield Spot("", "Name at least one statement that the question rests on.")
    if fields.bloom not in BLOOM:
        yield Spot(
            "", "Say what the question asks of the learner: to remember, to apply, and so on."
        )
    if fields.area not in AREAS:
        yield Spot("", "Say which area the question belongs to.")
    for place, feedback in question.told:
        if not feedback:
            yield Spot(place, "Write feedback: why it is tempting, or why it fits.")


def wrong_number_of_keys(question: Question) -> Iterator[Spot]:
    keys = len(question.keys)
    if question.is_single_best and keys != 1:
        yield Spot("", f"Mark one option as the supported answer; now {keys} are marked.")
    if question.fields.type == "multiple_response" and not 0 < keys < len(question.options):
        yield Spot("", "Mark at least one option as supported, and leave at least one unmarked.")


def unusual_number_of_options(question: Question) -> Iterator[Spot]:
    """Three are enough for one key; where several fit, four leave more than one of each kind."""
    count = len(question.options)
    if question.is_single_best and count != 3:
        yield Spot("", f"Offer three options; there are {count}. Keep the most tempting ones.")
    if question.fields.type == "multiple_response" and count not in (3, 4):
        yield Spot("", f"Offer three or four options; there are {count}.")


def copied(question: Question) -> Iterator[Spot]:
    """The standard speaks of stem and options; feedback is not free to copy either.

    What no lesson may have, a run of eight words, asks for more than one of six, and no reason
    excuses it.
    """
    texts = [(place, text, "warn") for place, text in question.asked]
    texts += [(place, text, "info") for place, text in question.told]
    for place, text, severity in texts:
        runs = shared_runs(text, question.source_runs)
        if runs:
            is_long = any(len(words(run)) >= MUCH_COPIED for run in runs)
            message = f"Say this in your own words; a source has the same: {quoted(runs)}."
            severity = "error" if is_long else severity
            yield Spot(place, message, tuple(runs), severity, is_final=is_long)


def no_content_note(question: Question) -> Iterator[Spot]:
    if question.fields.note.strip():
        return
    for _, text in question.asked:
        found = _HEAVY.search(text) or _CHILD_HARMED.search(text)
        if found:
            message = f"Write a content note, because of “{found[0]}”, or say why none is due."
            yield Spot("note", message, (found[0],))
            return


def true_or_false(question: Question) -> Iterator[Spot]:
    texts = {normalized(option.text) for option in question.options}
    if texts in _TRUE_FALSE or _ASKS_TRUE_FALSE.search(question.stem):
        yield Spot("", "Ask for the best of several answers instead of true or false.")


def told_by_what_is_left(question: Question) -> Iterator[Spot]:
    """Where every match fits one text and none is left over, the last one chooses itself."""
    pairs = question.fields.content.get("pairs", [])
    matches = {normalized(pair.get("match", "")) for pair in pairs}
    if pairs and len(matches) == len(pairs) and not question.fields.content.get("others"):
        yield Spot("others", "Add a choice that fits nothing, or a match that fits twice.")


def guessable_form(question: Question) -> Iterator[Spot]:
    yield from true_or_false(question)
    yield from told_by_what_is_left(question)


def asks_what_nobody_knows(question: Question) -> Iterator[Spot]:
    found = _HOW_COMMON.search(question.lead_in)
    if found:
        message = "Ask something else: no source knows how common such a bond is."
        yield Spot("stem", message, (found[0],))
    found = _WHO_HAS.search(question.lead_in)
    if found:
        message = "Ask what to do, and not who has such a bond: nobody can tell from a vignette."
        yield Spot("stem", message, (found[0],))


CHECKS = (
    ItemCheck(
        id="Q01",
        severity="error",
        title="The question says what it rests on, and every option has feedback",
        why="Haladyna, Downing and Rodriguez 2002, guideline 1: every item reflects specific "
        "content and one behavior. Butler and Roediger 2008: feedback keeps wrong options from "
        "being learned.",
        find=no_basis,
        hits=(
            item(statements=()),
            item(bloom="guess"),
            item(area=""),
            item(feedback=" "),
        ),
        misses=(item(), several("*One", "*Two", "Three")),
    ),
    ItemCheck(
        id="Q02",
        severity="error",
        title="The right number of options is marked as supported",
        why="Haladyna, Downing and Rodriguez 2002, guideline 19: one right answer. A question "
        "with several answers needs both kinds of options.",
        find=wrong_number_of_keys,
        hits=(
            item("One", "Two", "Three"),
            item("*One", "*Two", "Three"),
            several("*One", "*Two", "*Three"),
            several("One", "Two", "Three"),
        ),
        misses=(item(), several("*One", "*Two", "Three")),
    ),
    ItemCheck(
        id="Q03",
        severity="warn",
        title="There are three options, or four where several fit",
        why="Rodriguez 2005, a review of eighty years of studies: three options are enough, since "
        "more of them are seldom chosen. Haladyna, Downing and Rodriguez 2002, guideline 18.",
        find=unusual_number_of_options,
        hits=(
            item("*One", "Two"),
            item("*One", "Two", "Three", "Four"),
            several("*One", "Two"),
            several("*One", "*Two", "Three", "Four", "Five"),
        ),
        misses=(item(), several("*One", "*Two", "Three"), several("*One", "*Two", "Three", "Four")),
    ),
    ItemCheck(
        id="Q22",
        severity="warn",
        title="The question speaks in its own words",
        why="Haladyna, Downing and Rodriguez 2002, guideline 3: words that the learner has read "
        "test memory. The sources are not free to copy, either. Six words in a row is our measure.",
        find=copied,
        hits=(
            item(stem="Before somebody feels safe with a new worker, what helps?"),
            item("*It may take a long time", "Set a date", "Ask for thanks"),
        ),
        misses=(
            item(stem="It may take long before somebody feels safe. What helps?"),
            item("*It may take a long while", "Set a date", "Ask for thanks"),
        ),
    ),
    ItemCheck(
        id="Q27",
        severity="error",
        title="A content note comes before what is hard to read",
        why="Our standard for content notes: violence, harm to a child, sexual exploitation and "
        "self-harm are announced. The check knows words and no tags, so it can be mistaken.",
        find=no_content_note,
        hits=(
            item(stem="Nadia left a man who sold her in commercial sex. What do you say?"),
            item(stem="She was beaten on Sunday. What do you say?"),
            item("*Ask about thoughts of suicide", "Wait for her", "Call a friend"),
            item(stem="A girl was exploited by an aunt. What do you say?"),
            item(stem="Rasmus was nine when his father sold him. What do you say?"),
            item(stem="Lena, 13, is locked in by her uncle. What do you say?"),
            item(stem="Maya, 15, works nights for no pay. What do you say?"),
            item(stem="A child was forced to beg. What do you say?"),
            item(stem="Omar cut his arms last night. What do you say?"),
            item(stem="She says she wants to die. What do you say?"),
        ),
        misses=(
            item(),
            item(stem="What does the study of sex trafficking say?"),
            item(stem="She works with children after the exploiter left. What do you say?"),
            item(
                stem="Nadia left a man who sold her in commercial sex. What do you say?",
                note="Mentions commercial sex.",
            ),
        ),
    ),
    ItemCheck(
        id="Q29",
        severity="warn",
        title="The question is not of true or false, and its last pair not told by the rest",
        why="NBME Item-Writing Guide: true-false items need statements without any exception, and "
        "reward testing rather than knowing.",
        find=guessable_form,
        hits=(
            item("*True", "False"),
            item("Yes.", "*No."),
            item(stem="True or false: a bond shows in every case?"),
            pairs(("He pays her phone", "Reward"), ("He reads her mail", "Control")),
        ),
        misses=(
            item(),
            item("*Yes, tonight", "No, tomorrow"),
            pairs(("He pays her phone", "Reward"), ("He pays her rent", "Reward")),
            pairs(
                ("He pays her phone", "Reward"), ("He reads her mail", "Control"), others=("Debt",)
            ),
        ),
    ),
    ItemCheck(
        id="Q30",
        severity="error",
        title="The question does not ask how common such bonds are, or who has one",
        why="The State guidance: nobody knows how common they are (S9), and there are no steady "
        "criteria for telling when one is present (S58).",
        find=asks_what_nobody_knows,
        hits=(
            item(stem="How common is trauma bonding among survivors?"),
            item(stem="What percentage of people form trauma bonds?"),
            item(stem="Nadia misses him. Does Nadia have a trauma bond?"),
            item(stem="Which of these residents has formed a trauma bond?"),
            item(stem="Who is trauma bonded?"),
            item(stem="Which of these clients most likely has a trauma bond?"),
            item(stem="Is Nadia suffering from trauma bonding?"),
            item(stem="Which signs show that somebody is in a trauma bond?"),
        ),
        misses=(
            item(),
            item(stem="A colleague says she has a trauma bond. What do you answer?"),
            item(stem="What does the guidance say about trauma bonding and its name?"),
            item(stem="What is trauma bonding, going by the guidance?"),
            item(stem="Which statement is right about trauma bonding?"),
            item(stem="Which service is most helpful once a person has left?"),
        ),
    ),
)
