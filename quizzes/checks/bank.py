"""What shows only over many questions: cues that add up, and questions that tell on each other."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from courses import copying
from courses.copying import Shingle, shingles
from quizzes.checks.chances import chi_square_p, fisher_p
from quizzes.checks.examples import bank, item
from quizzes.checks.parts import Bank, BankCheck, BankSpot, Ledger, Option, Question

# Our conventions; no source gives numbers
MOST_LONGEST = 0.4  # of the single-best questions have the key as their longest option
FEWEST = 12  # questions; in fewer, one more or less decides
UNLIKELY = 0.05
FARTHEST_SHARE = 0.1  # of a position from what equal shares would give
MOST_HEDGED = 0.6
FEWEST_HEDGED = 10  # options
GIVEN_AWAY = (4, 8)  # words in a row: a key of so few is not looked for, of more so many will do
ALIKE = 0.5  # of the runs of words in two stems are in both
ALIKE_RUN = 3

_HEDGE = re.compile(r"\b(?:may|can|could|might)\b", re.IGNORECASE)


def longest_keys(items: Bank, ledger: Ledger) -> Iterator[BankSpot]:
    questions = _single_best(items)
    longest = [slug for slug, question in questions.items() if _is_longest(question)]
    share = len(longest) / len(questions) if questions else 0
    if len(questions) >= FEWEST and share > MOST_LONGEST:
        message = (
            f"In {len(longest)} of {len(questions)} questions the key is the longest option; "
            f"let it be at most {MOST_LONGEST:.0%}. Shorten keys, or lengthen others."
        )
        numbers = {"longest": len(longest), "questions": len(questions), "share": share}
        yield BankSpot(message, numbers, tuple(longest))
    yield from _positions(list(questions.values()))


def _single_best(items: Bank) -> dict[str, Question]:
    questions = {slug: Question(fields) for slug, fields in items.items()}
    return {
        slug: question
        for slug, question in questions.items()
        if question.is_single_best and len(question.keys) == 1 and question.distractors
    }


def _is_longest(question: Question) -> bool:
    return len(question.keys[0].text) > max(len(option.text) for option in question.distractors)


def _positions(questions: list[Question]) -> Iterator[BankSpot]:
    """Learners see options shuffled; places count where questions are printed or exported."""
    by_length = defaultdict(Counter)
    for question in questions:
        by_length[len(question.options)][question.keys[0].index] += 1
    for length, found in sorted(by_length.items()):
        counts = [found[index] for index in range(length)]
        p = chi_square_p(counts)
        shares = [count / sum(counts) for count in counts]
        far = max(abs(share - 1 / length) for share in shares)
        if p is not None and p <= UNLIKELY and far > FARTHEST_SHARE:
            message = (
                f"Among questions with {length} options the key comes "
                f"{', '.join(map(str, counts))} times as option 1 to {length}. Move some keys."
            )
            places = {f"option {index + 1}": count for index, count in enumerate(counts)}
            yield BankSpot(message, {**places, "p": p, "farthest": far})


def hedged_keys(items: Bank, ledger: Ledger) -> Iterator[BankSpot]:
    """Compare how large a part of the keys is hedged with how large a part of the distractors.

    The plain share of keys among hedged options would depend on how many options there are: with
    one key in three it is 33 % when “may” tells nothing, with two keys in four 50 %. So keys and
    distractors are weighed as if there were equally many: 50 % is no cue, and above 60 % “may” is
    one and a half times as usual in keys. Fisher's test keeps a few options from raising alarm.
    """
    options = [option for fields in items.values() for option in Question(fields).options]
    keys, others = _hedged(options, is_key=True), _hedged(options, is_key=False)
    hedged = sum(keys) + sum(others)
    if not keys or not others or hedged < FEWEST_HEDGED:
        return
    rate, other_rate = sum(keys) / len(keys), sum(others) / len(others)
    share = rate / (rate + other_rate)
    p = fisher_p(hedged, len(keys), sum(keys), len(options))
    if share > MOST_HEDGED and p <= UNLIKELY:
        message = (
            f"“May”, “can”, “could” or “might” stands in {rate:.0%} of the keys and "
            f"{other_rate:.0%} of the other options. Hedge others as well, or keys less."
        )
        numbers = {
            "hedged keys": sum(keys),
            "keys": len(keys),
            "hedged others": sum(others),
            "others": len(others),
            "share": share,
            "p": p,
        }
        yield BankSpot(message, numbers)


def _hedged(options: list[Option], *, is_key: bool) -> list[bool]:
    return [bool(_HEDGE.search(option.text)) for option in options if option.is_key == is_key]


def given_away(items: Bank, ledger: Ledger) -> Iterator[BankSpot]:
    questions = {slug: Question(fields) for slug, fields in items.items()}
    lengths = {_given_length(key) for question in questions.values() for key in question.keys}
    told = {length: _feedback_runs(questions, length) for length in lengths if length}
    for slug, question in questions.items():
        for key in question.keys:
            length = _given_length(key)
            runs = shingles(key.text, length) if length else ()
            tellers = sorted({other for run in runs for other in told[length][run]} - {slug})
            if tellers:
                message = (
                    f"Reword the key of {slug}, or what is said of it in {', '.join(tellers)}: "
                    f"feedback there has {length} words of it in a row."
                )
                yield BankSpot(message, {"words": length}, (slug, *tellers), owner=slug)


def _given_length(key: Option) -> int:
    """Return how many words of a key in a row give it away; 0 when it is too short to tell."""
    shortest, enough = GIVEN_AWAY
    count = len(copying.words(key.text))
    return min(count, enough) if count >= shortest else 0


def _feedback_runs(questions: dict[str, Question], length: int) -> dict[Shingle, set[str]]:
    runs = defaultdict(set)
    for slug, question in questions.items():
        for _, feedback in question.told:
            for run in shingles(feedback, length):
                runs[run].add(slug)
    return runs


def only_remembered(items: Bank, ledger: Ledger) -> Iterator[BankSpot]:
    in_cases = {code for fields in items.values() if fields.is_case for code in fields.statements}
    for slug, fields in items.items():
        codes = [
            code
            for code in fields.statements
            if code in ledger and ledger[code].use == "apply" and code not in in_cases
        ]
        if fields.bloom == "remember" and not fields.is_case and codes:
            message = (
                f"Write a case that rests on {', '.join(codes)}: it is there to be acted on, and "
                f"{slug} only asks to remember it."
            )
            yield BankSpot(message, {"statements": len(codes)}, (slug,), owner=slug)


def alike(items: Bank, ledger: Ledger) -> Iterator[BankSpot]:
    runs = {slug: shingles(Question(fields).stem, ALIKE_RUN) for slug, fields in items.items()}
    having = defaultdict(list)
    for slug, found in runs.items():
        for run in found:
            having[run].append(slug)
    common = Counter(pair for slugs in having.values() for pair in combinations(slugs, 2))
    for (first, second), count in common.items():
        share = count / (len(runs[first]) + len(runs[second]) - count)
        if share >= ALIKE:
            message = f"Change or drop {second}: it asks nearly the same as {first}."
            yield BankSpot(message, {"share": share}, (first, second), owner=second)


def _repeat(times: int, *options: str) -> list:
    return [item(*options) for _ in range(times)]


_SHORT_KEY = ("*Ask her", "Wait until noon", "Call the nurse")
_LONG_KEY = ("*Ask her what she wants", "Wait until noon", "Call the nurse")
_LATER_KEYS = (("Wait until noon", "*Ask her", "Call"), ("Wait until noon", "Call", "*Ask her"))
_HEDGED_KEY = ("*It may help her", "It holds her up", "It waits for her")
_HEDGED_OTHER = ("*It is a help to her", "It may hold her up", "It can wait for her")

CHECKS = (
    BankCheck(
        id="Q05",
        severity="error",
        title="Over the bank, length and place do not tell the key",
        why="Haladyna, Downing and Rodriguez 2002, guidelines 20 and 24: vary the place of the "
        "key, and keep options alike in length. 40 % of keys the longest, and 10 points from equal "
        "shares of places with a chi-square p of at most 0.05, are our measure.",
        find=longest_keys,
        hits=(
            bank(*_repeat(12, *_LONG_KEY)),
            bank(*_repeat(15, *_SHORT_KEY)),
            bank(*_repeat(7, *_LONG_KEY), *_repeat(6, *_LATER_KEYS[0])),
        ),
        misses=(
            bank(*_repeat(11, *_LONG_KEY)),
            bank(*_repeat(14, *_SHORT_KEY)),
            bank(
                *_repeat(5, *_SHORT_KEY),
                *_repeat(5, *_LATER_KEYS[0]),
                *_repeat(5, *_LATER_KEYS[1]),
            ),
        ),
    ),
    BankCheck(
        id="Q08",
        severity="error",
        title="Over the bank, “may” and “can” do not tell the key",
        why="NBME Item-Writing Guide: “may” is known to mark what is right. Here true claims are "
        "hedged as the sources are, so that the cue is near at hand. 60 % is our measure.",
        find=hedged_keys,
        hits=(bank(*_repeat(10, *_HEDGED_KEY)),),
        misses=(
            bank(*_repeat(9, *_HEDGED_KEY)),
            bank(*_repeat(10, *_HEDGED_OTHER)),
            bank(*_repeat(10, *_HEDGED_KEY), *_repeat(10, *_HEDGED_OTHER)),
        ),
    ),
    BankCheck(
        id="Q23",
        severity="warn",
        title="No question's feedback tells the key of another",
        why="Haladyna, Downing and Rodriguez 2002, guideline 4: keep each item's content "
        "independent of the others.",
        find=given_away,
        hits=(bank(item(), item(feedback="Set out both, and let her choose the order then.")),),
        misses=(
            bank(item(), item(feedback="Set out both and see.")),
            bank(item(feedback="Set out both and let her choose the order."), item("*Ask", "Wait")),
        ),
    ),
    BankCheck(
        id="Q26",
        severity="warn",
        title="What is there to be acted on is asked in a case",
        why="NBME Item-Writing Guide: test the use of knowledge and not isolated recall.",
        find=only_remembered,
        hits=(bank(item(bloom="remember")), bank(item(bloom="remember"), item(is_case=False))),
        misses=(
            bank(item(bloom="remember"), item(is_case=True)),
            bank(item(bloom="remember", statements=("S3",))),
            bank(item(bloom="apply")),
        ),
    ),
    BankCheck(
        id="Q31",
        severity="warn",
        title="No two questions ask nearly the same",
        why="Our own addition: anyone who has seen one knows the other, and the bank is smaller "
        "than it looks. Half of the runs of three words in both stems is our measure.",
        find=alike,
        hits=(bank(item(), item()),),
        misses=(bank(item(), item(stem="Nadia leaves tonight. What do you do first?")),),
    ),
)
