"""What the checks of item writing find in a question, as its author is shown it."""

from collections.abc import Collection
from dataclasses import dataclass

from courses.copying import Shingle
from quizzes.checks import CHECKS, ItemFinding, Ledger, check_item
from quizzes.fields import ItemFields
from quizzes.language_findings import SEVERITIES, unchecked

# The question's type and its fields are asked for in words of their own
SAID_ELSEWHERE = frozenset({"Q01", "Q02"})


@dataclass(frozen=True)
class Written:
    """An open finding, with what its check asks for and why."""

    finding: ItemFinding

    @property
    def severity(self) -> str:
        return SEVERITIES[self.finding.severity]

    @property
    def is_error(self) -> bool:
        return self.finding.severity == "error"

    @property
    def is_asking(self) -> bool:
        """Whether it asks for a change, a look, or a reason."""
        return self.finding.severity != "info"

    @property
    def title(self) -> str:
        return CHECKS[self.finding.check].title

    @property
    def why(self) -> str:
        return CHECKS[self.finding.check].why

    @property
    def label(self) -> str:
        """What the editor calls the text in which it is."""
        name, _, rest = self.finding.place.partition("-")
        if name != "options":
            return {"stem": "Question", "note": "Content note"}.get(name, "The whole question")
        index, _, part = rest.partition("-")
        return f"Option {int(index) + 1}" + (", feedback" if part == "feedback" else "")

    @property
    def in_short(self) -> str:
        return f"{self.label}: {self.finding.message}"


def written(
    fields: ItemFields, ledger: Ledger | None = None, sources: Collection[Shingle] = frozenset()
) -> list[Written]:
    """Return the open findings, what must change first; none while a text is too long.

    Without the ledger and the sources' shingles, what rests on them is not checked.
    """
    if unchecked(fields.content, fields.note):
        return []
    found = check_item(fields, ledger=ledger or {}, sources=sources)
    shown = [each for each in found if each.is_open and each.check not in SAID_ELSEWHERE]
    return [Written(each) for each in sorted(shown, key=lambda each: _RANK[each.severity])]


_RANK = {severity: place for place, severity in enumerate(SEVERITIES)}
