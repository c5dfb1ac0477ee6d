"""Care for language: words that label, blame or promise too much, found before learners read them.

A finding says why and offers other words. It never changes the text: the author decides, and may
keep the words by giving a reason. The rules are in language_care.yaml.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import yaml

from courses.content.nodes import Loader

CONTEXTS = (
    "body",
    "stem",
    "key",
    "feedback",
    "distractor",
    "violates-option",
    "quote",
    "source-title",
    "glossary",
    "ui",
    "note-to-author",
)

# Wording that is taught as wrong, or is someone else's, stays: what is found here only informs
SOFTENED_CONTEXTS = frozenset(
    {"distractor", "violates-option", "quote", "source-title", "glossary"}
)
INTERFACE_CONTEXTS = frozenset({"ui", "feedback"})
# An audit asks about rules and rewards by their names
AUDIT_RULES = frozenset({"L59", "L61"})

SOURCES = {
    "ACT": "ACT Alberta, on the word rescue",
    "ARN": "Arnsten 2009, Nature Reviews Neuroscience",
    "BAL": "Baldwin, Fehrenbacher and Eisenman 2015, Qualitative Health Research",
    "BEST": "BEST Alliance, on images and words",
    "BRI": "Bridgland, Jones and Bellet 2023, Clinical Psychological Science",
    "CAR": "Carello and Butler 2015, Journal of Teaching in Social Work",
    "CC": "Cleveland Clinic, Stockholm Syndrome",
    "GLO": "Greenlight Operation, on language",
    "J": "our own judgment",
    "LUX": "Luxembourg Guidelines, on terms for child sexual exploitation",
    "MOG": "Mogavi and others 2022, on the misuse of gamification",
    "NAM": "Namnyak and others 2008, Acta Psychiatrica Scandinavica",
    "NIDA": "National Institute on Drug Abuse, Words Matter",
    "NJC": "New Jersey Coalition Against Sexual Assault, on victim blaming",
    "NNE": "National Network to End Domestic Violence, on confidentiality",
    "OKF": "Oklahoma Fosters, language table",
    "OVC": "Office for Victims of Crime, on conditions for services",
    "PA": "Pennsylvania Department of Human Services, trauma-sensitive language",
    "POL": "Polaris",
    "POL5": "Polaris, Language Matters: 5 Ways Your Words Impact Trafficking Survivors",
    "POLW": "Polaris, Telling the Real Story of Human Trafficking, on words and images",
    "SAM": "SAMHSA, Trauma-Informed Approaches and Programs",
    "SOAR": "SOAR eGuide, common terminology",
    "SPOG": "U.S. Senior Policy Operating Group, public awareness guide",
    "ST": "U.S. Department of State, Trauma Bonding in Human Trafficking",
    "WCAG": "Web Content Accessibility Guidelines 2.2",
}

# A sentence ends at its mark, unless a small letter follows or the mark belongs to a title or an
# initial. A blank line, a list item, a heading, a container or a table cell ends one too.
_BREAK = re.compile(
    r"""(?<=[.!?])(?<!\b[A-HJ-Z]\.)(?<!\b[DM]r\.)(?<!\bMrs\.)(?<!\bMs\.)["'”’)\]*_]*\s+(?=[^\sa-z])"""
    r"|\n[ \t\r]*(?=\n|(?:[-*+>•]|#+|:::+|\d+[.)])[ \t])"
    r"|\|"
)
_LONGEST = 2_000  # characters; text without sentences is cut, for some patterns are quadratic
_PIECE = re.compile(r"\S|\s+")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


@dataclass(frozen=True)
class Rule:
    """One entry of language_care.yaml, where the fields are explained."""

    id: str
    category: str
    severity: str
    expression: str
    unless: str
    why: str
    source: str
    prefer: tuple[str, ...]
    hit: str
    miss: str

    # Compiled when they are first used: a web process may never check a text.
    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.expression, re.IGNORECASE)

    @cached_property
    def anywhere(self) -> re.Pattern[str]:
        """What finds, among sentences in lines, at least all that the pattern finds in one."""
        return re.compile(self.expression, re.IGNORECASE | re.MULTILINE)

    @cached_property
    def exception(self) -> re.Pattern[str] | None:
        return re.compile(self.unless, re.IGNORECASE) if self.unless else None

    def is_for(self, context: str) -> bool:
        return self.category != "U" or context in INTERFACE_CONTEXTS

    def is_softened(self, context: str, audit: bool) -> bool:
        return context in SOFTENED_CONTEXTS or (audit and self.id in AUDIT_RULES)

    def spans(self, sentence: str) -> list[tuple[int, int]]:
        """Return where the rule matches in a folded sentence, less a space at either end."""
        if self.exception and self.exception.search(sentence):
            return []
        return [
            (match.start() + match[0].startswith(" "), match.end() - match[0].endswith(" "))
            for match in self.pattern.finditer(sentence)
        ]

    def places(self, sentence: str, places: list[int]) -> list[slice]:
        """Return where the rule matches in the text whose folded sentence has these places."""
        return [slice(places[start], places[end - 1] + 1) for start, end in self.spans(sentence)]


@dataclass(frozen=True)
class Finding:
    """Words that a rule found, and what to tell the author about them.

    `start` and `end` are offsets in the checked text, whose slice is `matched`. `softened` says
    that the context excuses the words, and `severity` is then info.
    """

    rule: str
    severity: str
    matched: str
    sentence: str
    start: int
    end: int
    why: str
    source: str
    prefer: tuple[str, ...]
    softened: bool


def check(
    text: str,
    context: str,
    *,
    audit: bool = False,
    allowed: Mapping[str, str] = MappingProxyType({}),
) -> list[Finding]:
    """Return what the rules find in `text`, in reading order.

    `context` is one of CONTEXTS; `audit` marks the program self-audit and its scenario. `allowed`
    maps a rule's id to the author's reason for keeping such words; a blank reason allows nothing.
    Raises ValueError for a context that is not in CONTEXTS.
    """
    if context not in CONTEXTS:
        raise ValueError(f"unknown context {context!r}")
    sentences = [(sentence, *_fold(text, sentence)) for sentence in sentence_slices(text)]
    rules = _candidates([folded for _, folded, _ in sentences], context, allowed)
    findings = [
        _finding(rule, text, sentence, span, softened=rule.is_softened(context, audit))
        for sentence, folded, places in sentences
        for rule in rules
        for span in rule.places(folded, places)
    ]
    return sorted(findings, key=lambda finding: (finding.start, finding.rule))


def sentence_slices(text: str) -> Iterator[slice]:
    """Yield where each sentence of the text is."""
    start = 0
    for stop in [*(match.end() for match in _BREAK.finditer(text)), len(text)]:
        pieces = (slice(cut, min(cut + _LONGEST, stop)) for cut in range(start, stop, _LONGEST))
        yield from (piece for piece in pieces if not text[piece].isspace())
        start = stop


def _candidates(sentences: list[str], context: str, allowed: Mapping[str, str]) -> list[Rule]:
    """Return the rules that may find something, so that each sentence is asked of few."""
    lines = "\n".join(sentences)
    return [
        rule
        for rule in RULES
        if rule.is_for(context)
        and not allowed.get(rule.id, "").strip()
        and rule.anywhere.search(lines)
    ]


def _fold(text: str, sentence: slice) -> tuple[str, list[int]]:
    """Return a sentence as the patterns expect it, and where in the text each character was.

    White space becomes one space, because a phrase may run over the end of a line. An apostrophe
    inside a word becomes curly, because two rules take a straight one for a quotation mark.
    """
    places = [piece.start() for piece in _PIECE.finditer(text, sentence.start, sentence.stop)]
    folded = "".join(" " if text[place].isspace() else text[place] for place in places)
    return _APOSTROPHE.sub("’", folded), places


def _finding(rule: Rule, text: str, sentence: slice, span: slice, *, softened: bool) -> Finding:
    return Finding(
        rule=rule.id,
        severity="info" if softened else rule.severity,
        matched=text[span],
        sentence=text[sentence].strip(),
        start=span.start,
        end=span.stop,
        why=rule.why,
        source=rule.source,
        prefer=rule.prefer,
        softened=softened,
    )


def _read_rules(path: Path) -> tuple[Rule, ...]:
    entries = yaml.load(path.read_text(encoding="utf-8"), Loader)
    return tuple(_rule(**entry) for entry in entries)


def _rule(
    pattern: str, sources: list[str], prefer: list[str], unless: str = "", **rest: str
) -> Rule:
    return Rule(
        expression=pattern,
        unless=unless,
        source="; ".join(SOURCES[key] for key in sources),
        prefer=tuple(prefer),
        **rest,
    )


RULES = _read_rules(Path(__file__).with_name("language_care.yaml"))
