"""What each question type is in an item of QTI 3.0: its declarations, body and processing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.formats.markup import with_gaps
from quizzes.formats.qti.interactions import TABULAR
from quizzes.formats.worths import worths_of
from quizzes.formats.xml import attribute, xml_text
from quizzes.types.matching import choices
from quizzes.types.parts import folded

Content = Mapping[str, Any]
Html = Callable[[str], str]

OTHERWISE = "otherwise"


@dataclass(frozen=True)
class Parts:
    """What differs from one type to the next; `shows` sets the outcome FEEDBACK."""

    declarations: str
    body: str
    score: str
    shows: str
    feedback: Mapping[str, str]
    cardinality: str = "multiple"


def _declaration(
    name: str,
    cardinality: str,
    kind: str,
    correct: Sequence[str],
    worth: Mapping[str, float] | None = None,
    bounds: str = "",
) -> str:
    values = "".join(f"<qti-value>{xml_text(value)}</qti-value>" for value in correct)
    entries = "".join(
        f"<qti-map-entry map-key={attribute(value)} mapped-value={attribute(f'{mark:.6g}')}"
        + (' case-sensitive="false"/>' if kind == "string" else "/>")
        for value, mark in (worth or {}).items()
    )
    mapping = f'<qti-mapping default-value="0"{bounds}>{entries}</qti-mapping>' if entries else ""
    return (
        f'<qti-response-declaration identifier="{name}" cardinality="{cardinality}" '
        f'base-type="{kind}"><qti-correct-response>{values}</qti-correct-response>{mapping}'
        "</qti-response-declaration>"
    )


def _score(names: Sequence[str] = ("RESPONSE",)) -> str:
    mapped = "".join(f'<qti-map-response identifier="{name}"/>' for name in names)
    mapped = f"<qti-sum>{mapped}</qti-sum>" if len(names) > 1 else mapped
    return f'<qti-set-outcome-value identifier="SCORE">{mapped}</qti-set-outcome-value>'


def _shows(inner: str) -> str:
    return f'<qti-set-outcome-value identifier="FEEDBACK">{inner}</qti-set-outcome-value>'


def _named(name: str) -> str:
    return f'<qti-base-value base-type="identifier">{name}</qti-base-value>'


def _shows_all(feedback: Mapping[str, str]) -> str:
    """Show feedback whatever was answered, as it is shown here."""
    names = "".join(_named(name) for name, text in feedback.items() if text)
    return _shows(f"<qti-multiple>{names}</qti-multiple>")


def _choice(content: Content, html: Html, kind: str) -> Parts:
    options, is_single = content["options"], kind == "single_best"
    names = [f"option-{number}" for number in range(1, len(options) + 1)]
    keys = [name for name, one in zip(names, options, strict=True) if one.get("correct")]
    worths = zip(names, worths_of(kind, content), strict=True)
    worth = {name: percent / 100 for name, percent in worths if percent}
    cardinality = "single" if is_single else "multiple"
    bounds = ' lower-bound="0" upper-bound="1"'
    choices = "\n".join(
        f'<qti-simple-choice identifier="{name}">{xml_text(one.get("text") or "")}'
        "</qti-simple-choice>"
        for name, one in zip(names, options, strict=True)
    )
    body = (
        '<qti-choice-interaction response-identifier="RESPONSE" shuffle="true" '
        f'max-choices="{1 if is_single else 0}">{_prompt(content, html)}\n{choices}\n'
        "</qti-choice-interaction>"
    )
    return Parts(
        _declaration("RESPONSE", cardinality, "identifier", keys, worth, bounds),
        body,
        _score(),
        _shows('<qti-variable identifier="RESPONSE"/>'),
        _feedback(names, options),
        cardinality,
    )


def _single_best(content: Content, html: Html) -> Parts:
    return _choice(content, html, "single_best")


def _multiple_response(content: Content, html: Html) -> Parts:
    return _choice(content, html, "multiple_response")


def _prompt(content: Content, html: Html) -> str:
    return f"<qti-prompt>{html(content['stem'])}</qti-prompt>"


def _feedback(names: Sequence[str], rows: Sequence[Content]) -> dict[str, str]:
    return {name: row.get("feedback") or "" for name, row in zip(names, rows, strict=True)}


def _ordering(content: Content, html: Html) -> Parts:
    cards = content["cards"]
    names = [f"card-{number}" for number in range(1, len(cards) + 1)]
    choices = "\n".join(
        f'<qti-simple-choice identifier="{name}">{xml_text(card.get("text") or "")}'
        "</qti-simple-choice>"
        for name, card in zip(names, cards, strict=True)
    )
    score = (
        "<qti-response-condition><qti-response-if>"
        '<qti-match><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/>'
        '</qti-match><qti-set-outcome-value identifier="SCORE">'
        '<qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value>'
        "</qti-response-if></qti-response-condition>"
    )
    feedback = _feedback(names, cards)
    return Parts(
        _declaration("RESPONSE", "ordered", "identifier", names),
        '<qti-order-interaction response-identifier="RESPONSE" shuffle="true">'
        f"{_prompt(content, html)}\n{choices}\n</qti-order-interaction>",
        score,
        _shows_all(feedback),
        feedback,
    )


def _matching(content: Content, html: Html) -> Parts:
    pairs = content["pairs"]
    return _match(content, html, pairs, [pair.get("match") for pair in pairs], choices(content))


def _categorize(content: Content, html: Html) -> Parts:
    cards = content["cards"]
    columns = [one.get("text") or "" for one in content["categories"]]
    right = [card.get("category") for card in cards]
    return _match(content, html, cards, right, columns, f' class="{TABULAR}"')


def _match(
    content: Content,
    html: Html,
    rows: Sequence[Content],
    right: Sequence[str | None],
    targets: Sequence[str],
    look: str = "",
) -> Parts:
    names = [f"text-{number}" for number in range(1, len(rows) + 1)]
    places = {folded(text): f"match-{number}" for number, text in enumerate(targets, start=1)}
    fits = [
        f"{name} {places[folded(text or '')]}"
        for name, text in zip(names, right, strict=True)
        if folded(text or "") in places
    ]
    left = _match_set(zip(names, (row.get("text") or "" for row in rows), strict=True), 1)
    others = _match_set(zip(places.values(), targets, strict=True), 0)
    feedback = _feedback(names, rows)
    return Parts(
        _declaration(
            "RESPONSE", "multiple", "directedPair", fits, dict.fromkeys(fits, 1 / max(len(rows), 1))
        ),
        f'<qti-match-interaction response-identifier="RESPONSE" shuffle="true" '
        f'max-associations="{len(rows)}"{look}>{_prompt(content, html)}\n{left}\n{others}\n'
        "</qti-match-interaction>",
        _score(),
        _shows_all(feedback),
        feedback,
    )


def _match_set(named: Iterable[tuple[str, str]], most: int) -> str:
    choices = "\n".join(
        f'<qti-simple-associable-choice identifier="{name}" match-max="{most}">{xml_text(text)}'
        "</qti-simple-associable-choice>"
        for name, text in named
    )
    return f"<qti-simple-match-set>\n{choices}\n</qti-simple-match-set>"


def _cloze(content: Content, html: Html) -> Parts:
    gaps = content["gaps"]
    names = [f"GAP{number}" for number in range(1, len(gaps) + 1)]
    text = with_gaps(content["text"], lambda number: _box(gaps, number))
    feedback = _feedback(names, gaps)
    return Parts(
        "\n".join(
            _gap_declaration(name, gap, 1 / len(gaps))
            for name, gap in zip(names, gaps, strict=True)
        ),
        f"<div>{html(content['stem'])}</div>\n<div>{text}</div>",
        _score(names),
        _shows_all(feedback),
        feedback,
    )


def _gap_declaration(name: str, gap: Content, share: float) -> str:
    accepted = gap.get("accepted") or []
    values = [f"word-{n}" for n in range(1, len(accepted) + 1)] if gap.get("others") else accepted
    kind = "identifier" if gap.get("others") else "string"
    return _declaration(name, "single", kind, values[:1], dict.fromkeys(values, share))


def _box(gaps: Sequence[Content], number: int) -> str:
    """Return what a gap is filled in with; a number without a gap stays as it is typed."""
    if not 0 < number <= len(gaps):
        return f"[[{number}]]"
    gap = gaps[number - 1]
    if not gap.get("others"):
        return f'<qti-text-entry-interaction response-identifier="GAP{number}"/>'
    words = [*(gap.get("accepted") or ()), *gap["others"]]
    choices = "".join(
        f'<qti-inline-choice identifier="word-{place}">{xml_text(word)}</qti-inline-choice>'
        for place, word in enumerate(words, start=1)
    )
    return (
        f'<qti-inline-choice-interaction response-identifier="GAP{number}" shuffle="true">'
        f"{choices}</qti-inline-choice-interaction>"
    )


def _short_text(content: Content, html: Html) -> Parts:
    answers = content["answers"]
    worth = {one.get("text") or "": one.get("mark", 100) / 100 for one in answers}
    full = [text for text, mark in worth.items() if mark == 1]
    names = [f"answer-{number}" for number in range(1, len(answers) + 1)]
    feedback = _feedback(names, answers) | {OTHERWISE: content.get("otherwise") or ""}
    return Parts(
        _declaration("RESPONSE", "single", "string", full[:1], worth),
        f"<div>{html(content['stem'])}</div>\n"
        '<p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
        _score(),
        _shows_typed(dict(zip(names, worth, strict=False)), feedback),
        feedback,
        "single",
    )


def _shows_typed(answers: Mapping[str, str], feedback: Mapping[str, str]) -> str:
    branches = [
        '<qti-string-match case-sensitive="false"><qti-variable identifier="RESPONSE"/>'
        f'<qti-base-value base-type="string">{xml_text(text)}</qti-base-value>'
        f"</qti-string-match>{_shows(_named(name))}"
        for name, text in answers.items()
    ]
    inner = "".join(
        f"<qti-response-{name}>{branch}</qti-response-{name}>\n"
        for name, branch in zip(["if", *["else-if"] * len(branches)], branches, strict=False)
    )
    if feedback[OTHERWISE]:
        inner += f"<qti-response-else>{_shows(_named(OTHERWISE))}</qti-response-else>\n"
    return f"<qti-response-condition>{inner}</qti-response-condition>"


WRITERS: dict[str, Callable[[Content, Html], Parts]] = {
    "single_best": _single_best,
    "multiple_response": _multiple_response,
    "matching": _matching,
    "ordering": _ordering,
    "categorize": _categorize,
    "cloze": _cloze,
    "short_text": _short_text,
}
