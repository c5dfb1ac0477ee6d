"""Moodle XML: the question bank of Moodle, with its categories, tags and files."""

from collections.abc import Iterable

from quizzes.fields import texts_of
from quizzes.formats import markup, metadata
from quizzes.formats.drafts import Draft, Fault, Reading, UnreadableFile
from quizzes.formats.gaps import typing_losses
from quizzes.formats.moodle.categories import names_in
from quizzes.formats.moodle.questions import read_question
from quizzes.formats.moodle.writing import WRITERS, write_questions
from quizzes.formats.packages import is_package, shown
from quizzes.formats.xml import Element, parse
from quizzes.types import TYPES

LABEL = "Moodle XML"
SUFFIXES = (".xml",)

# What Moodle is sure to accept as part of a mark, in percent
_PARTS = (100, 90, 80, 75, 70, 60, 50, 40, 30, 25, 20, 10, 5)


def read(data: bytes) -> Reading:
    """Return the questions of a file in its order. Raises UnreadableFile."""
    if is_package(data):
        raise UnreadableFile("This is a package. Moodle XML is a single file that ends in .xml.")
    root = parse(data)
    if root.tag != "quiz":
        raise UnreadableFile(
            f"The file is no Moodle XML: it begins with “{shown(root.tag)}” in place of “quiz”."
        )
    category: tuple[str, ...] = ()
    drafts, faults = [], []
    for question in root.all("question"):
        if question.get("type") == "category":
            category = _category(question)
            faults += _description(question, category)
            continue
        read = read_question(question, category)
        (drafts if isinstance(read, Draft) else faults).append(read)
    return Reading(tuple(drafts), tuple(faults))


def _category(question: Element) -> tuple[str, ...]:
    path = question.words_of("category", "text") or question.words_of("category")
    return names_in(path)


def _description(question: Element, category: tuple[str, ...]) -> list[Fault]:
    if not question.words_of("info", "text"):
        return []
    name = " / ".join(category)
    return [Fault(question.where, f"The description of the category “{name}” is not kept.")]


def write(drafts: Iterable[Draft]) -> bytes:
    """Return a file of the questions that Moodle can say; `losses` names the others."""
    return write_questions(drafts)


def losses(draft: Draft) -> list[str]:
    """Say what a file does not say of a question."""
    fields = draft.fields
    if fields.type not in WRITERS:
        label = TYPES[fields.type].LABEL
        return [f"Moodle has no question of the type “{label}”: this one is left out."]
    marked = [placed.text for placed in texts_of(fields) if placed.part.is_markdown]
    found = [*_of_type(fields.type, fields.content), *markup.losses(marked)]
    if fields.note:
        found.append("The content note is not in the file.")
    return [*found, *metadata.losses(fields)]


def _of_type(kind: str, content: dict) -> list[str]:
    found = []
    if kind in ("matching", "ordering", "categorize"):
        found.append("Feedback of each row stands together there, as general feedback.")
    if kind == "categorize":
        found.append("Columns become a list to choose from: it is a matching question there.")
    if any(card.get("with_previous") for card in content.get("cards", ())):
        found.append("That cards may change places is not in the file.")
    marks = {answer.get("mark", 100) for answer in content.get("answers", ())} - set(_PARTS)
    if marks:
        listed = ", ".join(f"{mark} %" for mark in sorted(marks))
        found.append(f"Moodle may refuse or round these parts of the mark: {listed}.")
    if kind == "cloze":
        found.append("Paragraphs before the first with a gap belong to the question there.")
    return found + typing_losses(content)
