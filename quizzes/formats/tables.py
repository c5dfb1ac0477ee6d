"""Questions as rows of a table: one a row, its options in columns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from courses.content.parts import BLOOM
from quizzes.fields import AREAS, ItemFields, texts_of, tidy
from quizzes.formats.category_paths import names_in, path_of
from quizzes.formats.drafts import Draft, Fault, Reading, UnreadableFile
from quizzes.formats.gathering import Gathered, UnkeptQuestion, quoted
from quizzes.types import TYPES

MOST_ROWS = 5_000
MOST_OPTIONS = 20

Row = Sequence[str]

KINDS = {
    "single best": "single_best",
    "several": "multiple_response",
    "short text": "short_text",
    "matching": "matching",
    "ordering": "ordering",
    "sorting": "categorize",
}
_NAMES = {kind: name for name, kind in KINDS.items()}
BEFORE = ("id", "type", "question", "right")
AFTER = (
    "otherwise",
    "statements",
    "objective",
    "asks for",
    "area",
    "case",
    "tags",
    "note",
    "category",
)
_OPTION = re.compile(r"(option|feedback) ([1-9]|1\d|20)")
_PART = re.compile(r"(\d{1,2})\s*(?:[:=]\s*(-?\d{1,3})\s*%?)?")
_ARROW = re.compile(r"\s*->\s*")
_YES = {"yes", "true", "x", "1"}


def headings(options: int) -> list[str]:
    """Return the names of the columns for so many options."""
    numbered = [f"{name} {n}" for n in range(1, options + 1) for name in ("option", "feedback")]
    return [*BEFORE, *numbered, *AFTER]


def read_rows(rows: Iterable[Row]) -> Reading:
    """Return the questions of a table whose first row names its columns.

    Raises UnreadableFile where it does not, or where there are too many rows.
    """
    lines = iter(rows)
    names = [" ".join(cell.split()).lower() for cell in next(lines, ())]
    if not {"question", "option 1"} <= set(names):
        raise UnreadableFile(
            "The first row has to name the columns; “question” and “option 1” are needed. The "
            "template shows them all."
        )
    known = {*BEFORE, *AFTER}
    faults = [
        Fault("row 1", f"The column {quoted(name)} is not known, so it is not read.")
        for name in dict.fromkeys(names)
        if name and name not in known and not _OPTION.fullmatch(name)
    ]
    drafts = []
    for number, row in enumerate(lines, start=2):
        if number > MOST_ROWS + 1:
            raise UnreadableFile(f"There are more than {MOST_ROWS:,} rows.")
        cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
        if any(cells.values()):
            found = _read(cells, f"row {number}")
            (drafts if isinstance(found, Draft) else faults).append(found)
    return Reading(tuple(drafts), tuple(faults))


def _read(cells: Mapping[str, str], where: str) -> Draft | Fault:
    gathered = Gathered()
    try:
        kind = _kind(cells.get("type", ""))
        fields = tidy(
            ItemFields(
                type=kind,
                content=_content(kind, cells),
                bloom=_one_of(cells, "asks for", BLOOM),
                area=_one_of(cells, "area", AREAS),
                is_case=cells.get("case", "").lower() in _YES,
                objective=cells.get("objective", ""),
                tags=gathered.tags(cells.get("tags", "").replace(",", " ").split()),
                note=cells.get("note", ""),
                statements=tuple(cells.get("statements", "").replace(",", " ").upper().split()),
            )
        )
    except UnkeptQuestion as unkept:
        return Fault(where, str(unkept))
    category = names_in(cells.get("category", ""))
    name = cells.get("id", "")
    return Draft(fields, where, name, category, tuple(gathered.losses))


def _kind(name: str) -> str:
    if not name:
        return "single_best"
    try:
        return KINDS[" ".join(name.lower().split())]
    except KeyError:
        raise UnkeptQuestion(
            f"There is no type {quoted(name)}; there are {', '.join(KINDS)}."
        ) from None


def _one_of(cells: Mapping[str, str], name: str, known: Iterable[str]) -> str:
    value = cells.get(name, "").lower()
    if value and value not in known:
        raise UnkeptQuestion(f"{quoted(value)} is none for “{name}”; there are {', '.join(known)}.")
    return value


def _content(kind: str, cells: Mapping[str, str]) -> dict[str, Any]:
    stem = cells.get("question", "")
    options = [
        (number, cells.get(f"option {number}", ""), cells.get(f"feedback {number}", ""))
        for number in range(1, MOST_OPTIONS + 1)
    ]
    given = [(number, text, feedback) for number, text, feedback in options if text or feedback]
    right = _right(cells.get("right", ""), {number for number, _, _ in given})
    if not stem:
        raise UnkeptQuestion("The question has no text.")
    if kind in ("single_best", "multiple_response"):
        return {"stem": stem, "options": [_option(kind, row, right) for row in given]}
    if kind == "short_text":
        answers = [
            {"text": text, "mark": right.get(number), "feedback": feedback}
            for number, text, feedback in given
        ]
        return {"stem": stem, "answers": answers, "otherwise": cells.get("otherwise", "")}
    if kind == "ordering":
        cards = [{"text": text, "feedback": feedback} for _, text, feedback in given]
        return {"stem": stem, "cards": cards}
    return _pairs(kind, stem, given)


def _right(text: str, numbers: set[int]) -> dict[int, int | None]:
    """Return what the right options earn by number, None where they share the mark."""
    right: dict[int, int | None] = {}
    for part in filter(None, map(str.strip, re.split(r"[,;]", text))):
        said = _PART.fullmatch(part)
        if said is None or int(said[1]) not in numbers:
            raise UnkeptQuestion(
                f"“right” says {quoted(part)}, but it takes numbers of options, as in 2 or 1, 3 "
                "or, with percents of the mark, 1: 75, 3: 25."
            )
        right[int(said[1])] = int(said[2]) if said[2] else None
    return right


def _option(
    kind: str, row: tuple[int, str, str], right: Mapping[int, int | None]
) -> dict[str, Any]:
    number, text, feedback = row
    percent = right.get(number)
    option: dict[str, Any] = {"text": text}
    least = 100 if kind == "single_best" else 1
    is_key = number in right and (percent is None or percent >= least)
    option |= {"correct": True} if is_key else {}
    option |= {} if percent is None else {"mark": percent}
    return option | {"feedback": feedback}


def _pairs(kind: str, stem: str, given: Sequence[tuple[int, str, str]]) -> dict[str, Any]:
    rows, others = [], []
    for number, pair, feedback in given:
        text, arrow, match = _cut(pair)
        if not arrow:
            raise UnkeptQuestion(f"Option {number} needs an arrow, as in “card -> column”.")
        if text:
            rows.append((text, match, feedback))
        else:
            others.append(match)
    if kind == "matching":
        pairs = [{"text": t, "match": m, "feedback": f} for t, m, f in rows]
        found = {"stem": stem, "pairs": pairs}
        return found | ({"others": [{"text": one} for one in others]} if others else {})
    columns = dict.fromkeys([*others, *(match for _, match, _ in rows)])
    cards = [{"text": t, "category": m, "feedback": f} for t, m, f in rows]
    return {"stem": stem, "categories": [{"text": one} for one in columns], "cards": cards}


def _cut(pair: str) -> tuple[str, str, str]:
    arrow = _ARROW.search(pair)
    return (pair[: arrow.start()], "->", pair[arrow.end() :]) if arrow else (pair, "", "")


def written(drafts: Iterable[Draft]) -> list[list[str]]:
    """Return the rows of a table, the names of its columns first; `losses` names the others."""
    rows = [_written(draft) for draft in drafts if is_written(draft)]
    most = max((len(options) for _, options in rows), default=4)
    table = [headings(max(most, 4))]
    for cells, options in rows:
        numbered = {f"option {n}": text for n, (text, _) in enumerate(options, start=1)}
        numbered |= {f"feedback {n}": said for n, (_, said) in enumerate(options, start=1)}
        table.append([{**cells, **numbered}.get(name, "") for name in table[0]])
    return table


def is_written(draft: Draft) -> bool:
    """Say whether a row can hold a question: a text with an arrow in it cannot be a pair."""
    if draft.fields.type not in _NAMES:
        return False
    if draft.fields.type not in ("matching", "categorize"):
        return True
    return not any("->" in placed.text for placed in texts_of(draft.fields)[1:])


def _written(draft: Draft) -> tuple[dict[str, str], list[tuple[str, str]]]:
    fields = draft.fields
    cells = {
        "id": draft.name,
        "type": _NAMES[fields.type],
        "question": fields.content["stem"],
        "right": _written_right(fields),
        "otherwise": fields.content.get("otherwise") or "",
        "statements": ", ".join(fields.statements),
        "objective": fields.objective,
        "asks for": fields.bloom,
        "area": fields.area,
        "case": "yes" if fields.is_case else "",
        "tags": ", ".join(fields.tags),
        "note": fields.note,
        "category": path_of(draft.category),
    }
    return cells, _written_options(fields)


def _written_right(fields: ItemFields) -> str:
    rows = fields.content.get("options") or fields.content.get("answers") or []
    parts = [
        f"{number}" if row.get("mark") is None else f"{number}: {row['mark']}"
        for number, row in enumerate(rows, start=1)
        if row.get("correct") or row.get("mark") is not None
    ]
    return ", ".join(parts)


def _written_options(fields: ItemFields) -> list[tuple[str, str]]:
    content = fields.content
    if fields.type == "matching":
        pairs = [
            (f"{p['text']} -> {p['match']}", p.get("feedback") or "") for p in content["pairs"]
        ]
        return pairs + [(f" -> {one['text']}", "") for one in content.get("others") or ()]
    if fields.type == "categorize":
        columns = [one["text"] for one in content["categories"]]
        cards = [
            (f"{c['text']} -> {c['category']}", c.get("feedback") or "") for c in content["cards"]
        ]
        return [*((f" -> {column}", "") for column in columns), *cards]
    name = {"ordering": "cards", "short_text": "answers"}.get(fields.type, "options")
    return [(row.get("text") or "", row.get("feedback") or "") for row in content[name]]


def examples() -> list[Draft]:
    """Return one question of each type that a row can hold."""
    return [
        Draft(
            ItemFields(
                type=kind,
                content=TYPES[kind].CONTENT,
                bloom="apply",
                area="service-delivery",
                tags=("example",),
            ),
            name=f"example-{number}",
        )
        for number, kind in enumerate(_NAMES, start=1)
    ]


def losses(draft: Draft) -> list[str]:
    """Say what a row does not say of a question."""
    fields = draft.fields
    if not is_written(draft):
        label = TYPES[fields.type].LABEL
        return [f"A row has no place for this question of the type “{label}”: it is left out."]
    found = []
    if any(card.get("with_previous") for card in fields.content.get("cards", ())):
        found.append("That cards may change places is not in the file.")
    if draft.pictures:
        found.append("Its pictures are not in the file.")
    if fields.lint_ok:
        found.append("Reasons for leaving findings of the checks are not in the file.")
    return found
