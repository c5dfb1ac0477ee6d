"""Our questions as Moodle XML. Markdown goes as it is: Moodle reads it."""

import base64
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from quizzes.fields import ItemFields
from quizzes.formats import metadata
from quizzes.formats.drafts import Draft
from quizzes.formats.markup import to_xhtml
from quizzes.formats.moodle.categories import path_of
from quizzes.formats.moodle.cloze import Alternative, written
from quizzes.formats.moodle.gaps import as_html
from quizzes.formats.moodle.texts import MARKDOWN, PLAIN
from quizzes.formats.pairing import pairs_of, pairs_of_columns
from quizzes.formats.pictures import names_in, with_addresses
from quizzes.formats.whole_feedback import together
from quizzes.formats.worths import worths_of
from quizzes.formats.xml import attribute, xml_text

Content = Mapping[str, Any]
Markdown = Callable[[str, str], str]

_GAP = re.compile(r"\[\[(\d{1,2})\]\]")
_TYPES = {
    "single_best": "multichoice",
    "multiple_response": "multichoice",
    "matching": "matching",
    "categorize": "matching",
    "ordering": "ordering",
    "cloze": "cloze",
    "short_text": "shortanswer",
}
_ORDERING = (
    "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>0</selectcount>"
    "<gradingtype>RELATIVE_ALL_PREVIOUS_AND_NEXT</gradingtype><showgrading>SHOW</showgrading>"
    "<numberingstyle>none</numberingstyle>"
)


def write_questions(drafts: Iterable[Draft]) -> bytes:
    """Return the file of the questions that Moodle can say, each under its category."""
    parts, category = [], ()
    for draft in drafts:
        if draft.fields.type in WRITERS:
            if draft.category != category:
                category = draft.category
                parts.append(_category(category))
            parts.append(_question(draft))
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "".join(parts) + "</quiz>\n"
    return text.encode()


def _category(category: Sequence[str]) -> str:
    path = path_of(category)
    return (
        f'<question type="category"><category><text>{xml_text(path)}</text></category>'
        '<info format="html"><text></text></info><idnumber></idnumber></question>\n'
    )


def _question(draft: Draft) -> str:
    fields, name = draft.fields, xml_text(draft.name)

    def markdown(tag: str, text: str) -> str:
        return _text(tag, text, MARKDOWN, draft.pictures)

    stem, general, rest = WRITERS[fields.type](fields.content, markdown)
    return (
        f'<question type="{_TYPES[fields.type]}">\n<name><text>{name}</text></name>\n'
        f"{markdown('questiontext', stem)}\n{markdown('generalfeedback', general)}\n"
        "<defaultgrade>1</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>"
        f"<idnumber>{name[:100]}</idnumber>\n{rest}{_tags(fields)}</question>\n"
    )


def _text(tag: str, text: str, format_: str, pictures: Mapping[str, bytes]) -> str:
    """Return an element with a text and the pictures that it shows."""
    files = "".join(
        f'<file name={attribute(name)} path="/" encoding="base64">'
        f"{base64.b64encode(pictures[name]).decode()}</file>"
        for name in names_in(text)
        if name in pictures
    )
    text = with_addresses(text, "@@PLUGINFILE@@/{}") if pictures else text
    return f'<{tag} format="{format_}"><text>{xml_text(text)}</text>{files}</{tag}>'


def _tags(fields: ItemFields) -> str:
    words = "".join(
        f"<tag><text>{xml_text(word)}</text></tag>" for word in metadata.to_words(fields)
    )
    return f"<tags>{words}</tags>\n" if words else ""


def _answer(percent: float, text: str, feedback: str, format_: str, markdown: Markdown) -> str:
    return (
        f'<answer fraction="{percent:.7g}" format="{format_}"><text>{xml_text(text)}</text>'
        f"{markdown('feedback', feedback)}</answer>\n"
    )


def _choice(content: Content, markdown: Markdown, kind: str) -> tuple[str, str, str]:
    worths = worths_of(kind, content)
    answers = "".join(
        _answer(worth, one.get("text") or "", one.get("feedback") or "", PLAIN, markdown)
        for one, worth in zip(content["options"], worths, strict=True)
    )
    single = "true" if kind == "single_best" else "false"
    settings = f"<single>{single}</single><shuffleanswers>true</shuffleanswers>"
    return content["stem"], "", f"{settings}<answernumbering>abc</answernumbering>\n{answers}"


def _single_best(content: Content, markdown: Markdown) -> tuple[str, str, str]:
    return _choice(content, markdown, "single_best")


def _multiple_response(content: Content, markdown: Markdown) -> tuple[str, str, str]:
    return _choice(content, markdown, "multiple_response")


def _short_text(content: Content, markdown: Markdown) -> tuple[str, str, str]:
    answers = "".join(
        _answer(
            one.get("mark", 100),
            (one.get("text") or "").replace("*", "\\*"),
            one.get("feedback") or "",
            PLAIN,
            markdown,
        )
        for one in content["answers"]
    )
    otherwise = content.get("otherwise") or ""
    answers += _answer(0, "*", otherwise, PLAIN, markdown) if otherwise else ""
    return content["stem"], "", f"<usecase>0</usecase>\n{answers}"


def _matching(content: Content, markdown: Markdown) -> tuple[str, str, str]:
    return _match(content, *pairs_of(content), content["pairs"])


def _categorize(content: Content, markdown: Markdown) -> tuple[str, str, str]:
    return _match(content, *pairs_of_columns(content), content["cards"])


def _match(
    content: Content,
    pairs: Sequence[tuple[str, str]],
    others: Sequence[str],
    rows: Sequence[Content],
) -> tuple[str, str, str]:
    questions = "".join(
        f'<subquestion format="{PLAIN}"><text>{xml_text(text)}</text>'
        f"<answer><text>{xml_text(match)}</text></answer></subquestion>\n"
        for text, match in [*pairs, *(("", other) for other in others)]
    )
    return content["stem"], together(rows), f"<shuffleanswers>true</shuffleanswers>\n{questions}"


def _ordering(content: Content, markdown: Markdown) -> tuple[str, str, str]:
    answers = "".join(
        f'<answer fraction="{number}" format="{PLAIN}"><text>{xml_text(card.get("text") or "")}'
        "</text></answer>\n"
        for number, card in enumerate(content["cards"], start=1)
    )
    return content["stem"], together(content["cards"]), f"{_ORDERING}\n{answers}"


def _cloze(content: Content, markdown: Markdown) -> tuple[str, str, str]:
    gaps = content["gaps"]

    def embedded(match: re.Match) -> str:
        place = int(match[1]) - 1
        return _embedded(gaps[place]) if 0 <= place < len(gaps) else match[0]

    text = _GAP.sub(embedded, content["text"])
    return f"{content['stem']}\n\n{text}", "", ""


def _embedded(gap: Content) -> str:
    """Return a gap as Moodle writes it into a text; its feedback is that of every answer."""
    feedback = to_xhtml(gap.get("feedback") or "")
    others = gap.get("others") or []
    accepted = [as_html(word) for word in gap.get("accepted") or ()]
    if others:
        alternatives = [Alternative(word, 100, feedback) for word in accepted]
        alternatives += [Alternative(as_html(word), 0, feedback) for word in others]
        return written("MULTICHOICE", alternatives)
    typed = [Alternative(word.replace("*", "\\*"), 100, feedback) for word in accepted]
    typed += [Alternative("*", 0, feedback)] if feedback else []
    return written("SHORTANSWER", typed)


Writer = Callable[[Content, Markdown], tuple[str, str, str]]
WRITERS: dict[str, Writer] = {
    "single_best": _single_best,
    "multiple_response": _multiple_response,
    "matching": _matching,
    "categorize": _categorize,
    "ordering": _ordering,
    "cloze": _cloze,
    "short_text": _short_text,
}
