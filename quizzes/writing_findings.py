"""What the checks of item writing find in a question, as its author is shown it."""

from collections.abc import Collection
from dataclasses import dataclass

from courses.copying import Shingle
from quizzes.checks import CHECKS, ItemFinding, Ledger, check_item
from quizzes.fields import ItemFields
from quizzes.findings import SEVERITIES, Shown, label_of
from quizzes.language_findings import unchecked

# The question's type and its fields are asked for in words of their own
SAID_ELSEWHERE = frozenset({"Q01", "Q02"})


@dataclass(frozen=True)
class WritingRemark(Shown):
    """An open finding, with what its check asks for and why."""

    finding: ItemFinding

    @property
    def title(self) -> str:
        return CHECKS[self.finding.check].title

    @property
    def why(self) -> str:
        return CHECKS[self.finding.check].why

    @property
    def label(self) -> str:
        return label_of(self.finding.place)

    @property
    def marked(self) -> list[str]:
        """The words it is about, but for those that the message quotes."""
        return [words for words in self.finding.matched if words not in self.finding.message]

    @property
    def in_short(self) -> str:
        return f"{self.label}: {self.finding.message}"


def written(
    fields: ItemFields, ledger: Ledger | None = None, sources: Collection[Shingle] = frozenset()
) -> list[WritingRemark]:
    """Return the open findings, what must change first; none while a text is too long.

    Without the ledger and the sources' shingles, what rests on them is not checked.
    """
    if unchecked(fields):
        return []
    found = check_item(fields, ledger=ledger or {}, sources=sources)
    shown = [each for each in found if each.is_open and each.check not in SAID_ELSEWHERE]
    return [WritingRemark(each) for each in sorted(shown, key=lambda each: _RANK[each.severity])]


_RANK = {severity: place for place, severity in enumerate(SEVERITIES)}
