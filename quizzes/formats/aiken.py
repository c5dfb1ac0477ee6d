"""Aiken: a question, its options with letters, and the letter of the answer, as plain text.

Source: Moodle documentation, Aiken format.
"""

import re
from collections.abc import Iterable

from quizzes.fields import ItemFields, texts_of, tidy
from quizzes.formats import markup
from quizzes.formats.drafts import Draft, Fault, Reading
from quizzes.formats.gathering import Gathered, UnkeptQuestion, quoted
from quizzes.formats.moodle.texts import PLAIN, as_markdown
from quizzes.formats.texts import decoded
from quizzes.types import TYPES

LABEL = "Aiken"
SUFFIXES = (".aiken", ".txt")

LONGEST = 20_000  # characters of one question
_OPTION = re.compile(r"([A-Z])[.)]\s+(.*)")
_ANSWER = re.compile(r"ANSWER:\s*([A-Z])\s*$", re.IGNORECASE)
_LOOKS_LIKE_AN_ANSWER = re.compile(r"\s*ANSWER\b", re.IGNORECASE)


def read(data: bytes) -> Reading:
    """Return the questions of a file in its order. Raises UnreadableFile."""
    drafts: list[Draft] = []
    faults: list[Fault] = []
    lines: list[str] = []
    begins, has_options = 1, False
    for number, line in enumerate([*decoded(data).split("\n"), ""], start=1):
        has_options = has_options or bool(_OPTION.match(line.strip()))
        if not line.strip() and not has_options:
            lines = [*lines, ""] if lines else []
        elif not line.strip() or _LOOKS_LIKE_AN_ANSWER.match(line):
            lines.append(line)
            found = _read(lines, f"line {begins}")
            (drafts if isinstance(found, Draft) else faults).append(found)
            lines, has_options = [], False
        else:
            begins = begins if lines else number
            lines.append(line)
    if any(line.strip() for line in lines):
        faults.append(Fault(f"line {begins}", "There are no options and no answer below it."))
    return Reading(tuple(drafts), tuple(faults))


def _read(lines: list[str], where: str) -> Draft | Fault:
    gathered = Gathered()
    try:
        stem, options = _cut(lines)
        content = {"stem": as_markdown(stem, PLAIN, gathered), "options": options}
    except UnkeptQuestion as unkept:
        return Fault(where, str(unkept))
    fields = tidy(ItemFields(type="single_best", content=content, bloom="", area=""))
    return Draft(fields, where, losses=tuple(gathered.losses))


def _cut(lines: list[str]) -> tuple[str, list[dict]]:
    """Return the text and the options of a question. Raises UnkeptQuestion."""
    if sum(map(len, lines)) > LONGEST:
        raise UnkeptQuestion(f"A question is longer than {LONGEST:,} characters.")
    stem: list[str] = []
    options: dict[str, str] = {}
    letter = ""
    for line in lines[:-1]:
        named = _OPTION.match(line.strip())
        if named:
            letter = named[1]
            if letter in options:
                raise UnkeptQuestion(f"There are two options {letter}.")
            options[letter] = named[2].strip()
        elif letter:
            options[letter] += f" {line.strip()}"
        else:
            stem.append(line.strip())
    answer = _ANSWER.match(lines[-1].strip())
    if answer is None:
        raise UnkeptQuestion(
            f"{quoted(' '.join(stem))} has no line with its answer, as in “ANSWER: A”."
        )
    right = answer[1].upper()
    if not "".join(stem):
        raise UnkeptQuestion("There are options, but no question above them.")
    if right not in options:
        raise UnkeptQuestion(f"Its answer is {right}, and there is no option {right}.")
    rows = [
        {"text": text, **({"correct": True} if letter == right else {}), "feedback": ""}
        for letter, text in options.items()
    ]
    return "\n".join(stem), rows


def write(drafts: Iterable[Draft]) -> bytes:
    """Return a file of the questions that Aiken can say; `losses` names the others."""
    questions = [_question(draft) for draft in drafts if _is_written(draft)]
    return "\n".join(questions).encode()


def _is_written(draft: Draft) -> bool:
    options = draft.fields.content.get("options") or []
    keys = [option for option in options if option.get("correct")]
    return draft.fields.type == "single_best" and len(keys) == 1 and len(options) <= 26


def _question(draft: Draft) -> str:
    content = draft.fields.content
    gathered = Gathered()
    stem = gathered.plain(markup.to_xhtml(content["stem"]), "the question")
    lines, right = [stem], ""
    for place, option in enumerate(content["options"]):
        letter = chr(ord("A") + place)
        lines.append(f"{letter}. {' '.join((option.get('text') or '').split())}")
        right = letter if option.get("correct") else right
    return "\n".join([*lines, f"ANSWER: {right}", ""])


def losses(draft: Draft) -> list[str]:
    """Say what a file does not say of a question."""
    fields = draft.fields
    if not _is_written(draft):
        label = TYPES[fields.type].LABEL
        return [f"Aiken has questions with one best answer alone, not “{label}”: left out."]
    found = ["Id, tags, statements, objective and all else that is said of it are not in the file."]
    if any(option.get("feedback") for option in fields.content["options"]):
        found.append("Feedback is not in the file.")
    if any(option.get("mark") is not None for option in fields.content["options"]):
        found.append("Parts of the mark are not in the file.")
    stem = next(iter(texts_of(fields))).text
    if markup.to_xhtml(stem) != f"<p>{stem}</p>":
        found.append("The question is one paragraph of plain words there.")
    return found
