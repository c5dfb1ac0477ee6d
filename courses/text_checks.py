"""What a program can see in the texts of lessons, handouts and the glossary.

Findings never change a text. The author decides, and may let one be by giving a reason in the
lesson's `lint_ok`, by the id of the check or of the rule of language care.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from courses import copying, language, readability
from courses.copying import COPIED_WORDS, Shingle, shared_runs
from courses.markdown import links, plain_text

LONGEST_SENTENCE = 25  # words
LONGEST_MEAN = 16  # words in a sentence
HIGHEST_GRADE = 9
SHORTEST_MEASURED = 100  # words; means of less say little
# The parts that a lesson has, so that each is built alike: its heading and its blocks
PARTS = {
    "the heading “What the source says”": re.compile(r"^## What the sources? says?\b", re.M),
    "a case moment": re.compile(r"^:{3,} case\b", re.M),
    "something to try": re.compile(r"^:{3,} (?:try|sort|order|write)\b", re.M),
    "“What we do not know”": re.compile(r"^:{3,} unknown\b", re.M),
    "one thing to take to work": re.compile(r"^:{3,} take\b", re.M),
}
# id: what the check asks for
CHECKS = {
    "T01": "No run of words is copied from a source",
    "T02": "No sentence is long",
    "T03": "The sentences are short on the whole",
    "T04": "The text is easy to read",
    "T05": "A lesson has all its parts",
    "T06": "No link leads to an address of the site, which may change",
}

_ELSEWHERE = ("http:", "https:", "mailto:")


@dataclass(frozen=True)
class TextFinding:
    """What is found in a text: `matched` are the words, `reason` is why the author lets it be."""

    check: str
    severity: str
    message: str
    matched: str = ""
    reason: str = ""


def check_text(
    text: str,
    context: str = "body",
    *,
    sources: Collection[Shingle] = frozenset(),
    reasons: Mapping[str, str] = MappingProxyType({}),
) -> list[TextFinding]:
    """Return what is found in a text in Markdown: copies, hard reading, care for language.

    `context` is one of language.CONTEXTS. `sources` are the shingles of the texts that must not
    be copied, and `reasons` say by the id of a check why its findings are let be. Raises
    MarkdownError for what no page can show, which reading a file has refused before.
    """
    words = plain_text(text)
    found = [
        *_copies(words, sources),
        *_hard_reading(words),
        *_links(text),
        *_language(words, context),
    ]
    return [_with_reason(finding, reasons) for finding in found]


def check_parts(body: str, reasons: Mapping[str, str] = MappingProxyType({})) -> list[TextFinding]:
    """Return which parts of the pattern a lesson lacks."""
    lacking = [name for name, pattern in PARTS.items() if not pattern.search(body)]
    found = [TextFinding("T05", "warn", f"The lesson lacks {name}.") for name in lacking]
    return [_with_reason(finding, reasons) for finding in found]


def _with_reason(finding: TextFinding, reasons: Mapping[str, str]) -> TextFinding:
    return replace(finding, reason=reasons.get(finding.check, "").strip())


def _copies(words: str, sources: Collection[Shingle]) -> Iterator[TextFinding]:
    for run in shared_runs(words, sources, COPIED_WORDS):
        if len(copying.words(run)) >= copying.MUCH_COPIED:
            message = f"{copying.MUCH_COPIED} or more words in a row are those of a source."
            yield TextFinding("T01", "error", message, run)


def _hard_reading(words: str) -> Iterator[TextFinding]:
    for sentence in readability.long_sentences(words, LONGEST_SENTENCE):
        message = f"A sentence has more than {LONGEST_SENTENCE} words."
        yield TextFinding("T02", "warn", message, sentence)
    word_count = len(readability.words(words))
    if word_count < SHORTEST_MEASURED:
        return
    mean = word_count / len(readability.sentences(words))
    if mean > LONGEST_MEAN:
        message = f"The sentences have {mean:.0f} words on average, more than {LONGEST_MEAN}."
        yield TextFinding("T03", "warn", message)
    grade = readability.grade(words)
    if grade is not None and grade > HIGHEST_GRADE:
        message = f"The reading grade is {grade:.0f}, higher than {HIGHEST_GRADE}."
        yield TextFinding("T04", "warn", message)


def _links(text: str) -> Iterator[TextFinding]:
    """A link to a path or a place of the site breaks when either changes: citations do not."""
    for url in links(text):
        if not url.lower().startswith(_ELSEWHERE):
            message = "A link leads to an address of the site, which may change."
            yield TextFinding("T06", "error", message, url)


def _language(words: str, context: str) -> Iterator[TextFinding]:
    for finding in language.check(words, context):
        better = f" Better: {'; '.join(finding.prefer)}." if finding.prefer else ""
        yield TextFinding(
            finding.rule, finding.severity, f"{finding.why}.{better}", finding.matched
        )
