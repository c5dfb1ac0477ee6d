"""The checks of item writing: what a program can see in a question, and in a bank of them.

A check never changes a text and never knows better: it says what to look at and what it rests on.
The author decides, and may let a finding be by giving a reason in the question's `lint_ok`. The
ids are those of the standard for assessment and are kept forever, because reasons name them.

CHECKS has every check, by its id; each brings its own examples, run by one test. NOT_CHECKED
says what the standard asks for and no check here sees.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from courses.copying import Shingle
from quizzes.checks import bank, basis, cues, options, stems
from quizzes.checks.parts import (
    Bank,
    BankCheck,
    BankFinding,
    BankSpot,
    Check,
    Claim,
    ItemCheck,
    ItemFinding,
    Ledger,
    Question,
    Spot,
)
from quizzes.fields import ItemFields

__all__ = [
    "CHECKS",
    "NOT_CHECKED",
    "Bank",
    "BankCheck",
    "BankFinding",
    "Check",
    "Claim",
    "ItemCheck",
    "ItemFinding",
    "Ledger",
    "check_bank",
    "check_item",
]

CHECKS: dict[str, Check] = {
    check.id: check
    for check in sorted(
        [*basis.CHECKS, *stems.CHECKS, *options.CHECKS, *cues.CHECKS, *bank.CHECKS],
        key=lambda check: check.id,
    )
}

NOT_CHECKED: Mapping[str, str] = MappingProxyType(
    {
        "Q01": "A guess at the difficulty: questions have no such field.",
        "Q16": "Parts of speech: only forms that can be told for sure are compared.",
        "Q24": "Humor: a person has to judge it.",
        "Q25": "Care for language is courses/language.py, shown by quizzes/language_findings.py.",
        "Q27": "Tags: questions have none, so that words stand for them.",
        "Q28": "Pronouns among several people: who is meant, a person has to tell.",
    }
)

_NO_LEDGER: Ledger = MappingProxyType({})


def check_item(
    fields: ItemFields,
    *,
    ledger: Ledger = _NO_LEDGER,
    sources: Collection[Shingle] = frozenset(),
) -> list[ItemFinding]:
    """Return what the checks find in a question, in the order of their ids.

    `ledger` gives the statements by their code, and `sources` are the
    shingles of the texts that they come from.
    A finding that the author's reasons cover carries its reason, and is not open.
    """
    question = Question(fields, ledger, sources)
    return [
        _item_finding(check, spot, _reason(fields, check))
        for check in CHECKS.values()
        if isinstance(check, ItemCheck)
        for spot in check.find(question)
    ]


def check_bank(items: Bank, *, ledger: Ledger = _NO_LEDGER) -> list[BankFinding]:
    """Return what the checks find over questions, by their slugs, in the order of the ids.

    The reason that counts is that of the question to change; where there is no such one, as with
    a cue that adds up over many, no reason does.
    """
    return [
        _bank_finding(check, spot, items)
        for check in CHECKS.values()
        if isinstance(check, BankCheck)
        for spot in check.find(items, ledger)
    ]


def _reason(fields: ItemFields, check: Check) -> str:
    return fields.lint_ok.get(check.id, "").strip()


def _item_finding(check: Check, spot: Spot, reason: str) -> ItemFinding:
    severity = spot.severity or check.severity
    if spot.is_final:
        reason = ""
    return ItemFinding(
        check.id, severity, spot.place, spot.message, spot.matched, reason, spot.is_final
    )


def _bank_finding(check: Check, spot: BankSpot, items: Bank) -> BankFinding:
    reason = _reason(items[spot.owner], check) if spot.owner else ""
    return BankFinding(check.id, check.severity, spot.message, spot.numbers, spot.items, reason)
