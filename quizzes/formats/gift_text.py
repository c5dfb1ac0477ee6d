"""GIFT: questions for Moodle, typed by hand."""

from collections.abc import Iterable

from quizzes.fields import texts_of
from quizzes.formats import markup, metadata
from quizzes.formats.drafts import Draft, Reading
from quizzes.formats.gift.blocks import blocks
from quizzes.formats.gift.questions import read_block
from quizzes.formats.gift.writing import is_written, write_drafts
from quizzes.formats.moodle.categories import names_in
from quizzes.formats.texts import decoded
from quizzes.types import TYPES

LABEL = "GIFT"
SUFFIXES = (".gift", ".txt")


def read(data: bytes) -> Reading:
    """Return the questions of a file in its order. Raises UnreadableFile."""
    drafts, faults = [], []
    for block in blocks(decoded(data)):
        found = read_block(block, names_in(block.category))
        (drafts if isinstance(found, Draft) else faults).append(found)
    return Reading(tuple(drafts), tuple(faults))


def write(drafts: Iterable[Draft]) -> bytes:
    """Return a file of the questions that GIFT can say; `losses` names the others."""
    return write_drafts(drafts)


def losses(draft: Draft) -> list[str]:
    """Say what a file does not say of a question."""
    fields = draft.fields
    if not is_written(draft):
        label = TYPES[fields.type].LABEL
        return [f"GIFT cannot say this question of the type “{label}”: it is left out."]
    found = []
    if fields.type in ("matching", "categorize", "cloze"):
        found.append("Feedback of each row stands together there, as general feedback.")
    if fields.type == "categorize":
        found.append("Columns become a list to choose from: it is a matching question there.")
    if draft.pictures:
        found.append("Its pictures are not in the file: GIFT is text alone.")
    if fields.note:
        found.append("The content note is not in the file.")
    marked = [placed.text for placed in texts_of(fields) if placed.part.is_markdown]
    return [*found, *markup.losses(marked), *metadata.losses(fields)]
