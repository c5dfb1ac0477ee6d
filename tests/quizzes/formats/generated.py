"""Drafts of any kind for tests of formats, and what of them has to come back."""

import re
from dataclasses import replace
from html import unescape

from hypothesis import strategies as st

from courses.content.parts import BLOOM
from quizzes.fields import AREAS, ItemFields, tidy
from quizzes.formats.drafts import Draft
from quizzes.formats.markup import to_xhtml
from quizzes.formats.worths import worths_of
from quizzes.types import TYPES
from quizzes.types.parts import Lines, Rows, Text, folded
from quizzes.types.typed import normal

PNG = b"\x89PNG\r\n\x1a\n and what follows"

_signs = st.text("abcdeé ßü1’&<>\"'*_#~{}=%\\[]():/|$!;-.,", max_size=10)
words = st.tuples(_signs, st.sampled_from("abcdefghij"), _signs).map(
    lambda parts: " ".join("".join(parts).split())
)
slugs = st.text("abcdef", min_size=1, max_size=8)
# Markdown that HTML tells apart: <em><em>a</em></em> could have been written in two ways, and the
# link in <b1:> leads to a place that no link may lead to; ~~~a begins a listing without a line,
# ::: a block of ours
_UNMARKED = {**dict.fromkeys(map(ord, "#*_`[]~\\"), ""), ord("<"): "< "}
_unmarked = words.map(
    lambda text: " ".join(re.sub(":{3,}", "::", text.translate(_UNMARKED)).split())
)
_pieces = st.one_of(
    _unmarked,
    st.sampled_from(["**bold**", "*so*", "`code`", "[a link](https://a.example/?b=1&c)", "[S42]"]),
)
paragraphs = st.lists(_pieces, min_size=1, max_size=4).map(" ".join)
markdown = st.lists(paragraphs, min_size=1, max_size=3).map("\n\n".join)


def rows(parts, least, most, **unique):
    return st.lists(st.fixed_dictionaries(parts), min_size=least, max_size=most, **unique)


def by(name):
    return {"unique_by": lambda row: normal(row[name])}


def _options(draw, is_single):
    options = draw(rows({"text": words, "feedback": markdown}, 2, 8, **by("text")))
    most = 1 if is_single else min(2, len(options) - 1)
    keys = draw(st.sets(st.integers(0, len(options) - 1), min_size=1, max_size=most))
    wrong = [number for number in range(len(options)) if number not in keys]
    marks = {}
    if draw(st.booleans()):
        parts = st.sampled_from([50, 10, -25] if is_single else [-10, -55])
        marks |= {number: draw(parts) for number in wrong}
    if len(keys) == 2 and draw(st.booleans()):
        marks |= dict(zip(keys, (70, 30), strict=True))
    return [
        {**one, "correct": number in keys, "mark": marks.get(number)}
        for number, one in enumerate(options)
    ]


@st.composite
def single_best(draw):
    return {"stem": draw(markdown), "options": _options(draw, is_single=True)}


@st.composite
def multiple_response(draw):
    return {"stem": draw(markdown), "options": _options(draw, is_single=False)}


@st.composite
def matching(draw):
    matches = draw(st.lists(words, min_size=2, max_size=8, unique_by=folded))
    fits = st.sampled_from(matches[:-1] if len(matches) > 2 else matches)
    pairs = draw(rows({"text": words, "match": fits, "feedback": markdown}, 2, 8, **by("text")))
    used = {pair["match"] for pair in pairs}
    others = [{"text": match} for match in matches if match not in used]
    return {"stem": draw(markdown), "pairs": pairs, "others": others}


@st.composite
def ordering(draw):
    cards = draw(rows({"text": words, "feedback": markdown}, 3, 8, **by("text")))
    return {"stem": draw(markdown), "cards": cards}


@st.composite
def categorize(draw):
    columns = draw(st.lists(words, min_size=2, max_size=5, unique_by=folded))
    parts = {"text": words, "category": st.sampled_from(columns), "feedback": markdown}
    cards = draw(rows(parts, 2, 12, **by("text")))
    return {
        "stem": draw(markdown),
        "categories": [{"text": column} for column in columns],
        "cards": cards,
    }


@st.composite
def cloze(draw):
    gaps = []
    for _ in range(draw(st.integers(1, 4))):
        listed = draw(st.lists(words, min_size=1, max_size=5, unique_by=normal))
        right = draw(st.integers(1, len(listed)))
        gap = {"accepted": listed[:right], "others": listed[right:], "feedback": draw(markdown)}
        gaps.append(gap)
    text = "Gaps" + "".join(f" [[{number}]] and" for number in range(1, len(gaps) + 1))
    return {"stem": draw(markdown), "text": f"{text} {draw(paragraphs)}", "gaps": gaps}


@st.composite
def short_text(draw):
    parts = {"text": words, "feedback": markdown, "mark": st.sampled_from([100, 90, 50, 25, 5])}
    answers = draw(rows(parts, 1, 10, **by("text")))
    answers[0]["mark"] = 100
    return {"stem": draw(markdown), "answers": answers, "otherwise": draw(markdown)}


CONTENTS = {
    "single_best": single_best(),
    "multiple_response": multiple_response(),
    "matching": matching(),
    "ordering": ordering(),
    "categorize": categorize(),
    "cloze": cloze(),
    "short_text": short_text(),
}


@st.composite
def drafts(draw, kind):
    """Return a draft of a type with all that can stand beside its content."""
    fields = ItemFields(
        type=kind,
        content=draw(CONTENTS[kind]),
        bloom=draw(st.sampled_from(["", *BLOOM])),
        area=draw(st.sampled_from(["", *AREAS])),
        is_case=draw(st.booleans()),
        objective=draw(st.sampled_from(["", "m1-o1"])),
        tags=tuple(draw(st.lists(slugs, max_size=3, unique=True))),
        note=draw(st.one_of(st.just(""), words)),
        statements=tuple(draw(st.lists(st.sampled_from(["S1", "S2", "C9"]), unique=True))),
    )
    pictures = draw(st.dictionaries(slugs.map("{}.png".format), st.just(PNG), max_size=2))
    shown = "".join(f"\n\n![A picture](picture:{name})" for name in pictures)
    content = {**fields.content, "stem": fields.content["stem"] + shown}
    return Draft(
        fields=tidy(replace(fields, content=content)),
        name=draw(words),
        category=tuple(draw(st.lists(words, max_size=3))),
        pictures=pictures,
    )


def said(draft):
    """Return what a draft says, with its Markdown as learners see it: two ways may say the same."""
    content = draft.fields.content
    schema = TYPES[draft.fields.type].SCHEMA
    shown = {text.name: _shown(text, content) for text in schema.texts}
    for part in schema.parts:
        if isinstance(part, Rows):
            listed = content.get(part.name, [])
            shown[part.name] = [
                {one.name: _shown(one, row) for one in part.parts} for row in listed
            ]
    if draft.fields.type in ("single_best", "multiple_response"):  # said in one way or another
        worths = worths_of(draft.fields.type, content)
        shown["options"] = [
            {**option, "mark": round(worth, 2)}
            for option, worth in zip(shown["options"], worths, strict=True)
        ]
    return replace(draft.fields, content=shown), draft.name, draft.category, dict(draft.pictures)


def _shown(part, row):
    value = row.get(part.name)
    if isinstance(part, Text) and part.is_markdown:
        return " ".join(unescape(to_xhtml(value or "")).split())
    return part.tidy(value) if isinstance(part, Lines | Text) else value
