"""Which changes to a question may be said to only word it better."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rewording import changes_of_meaning, reads_the_same
from quizzes.types import TYPES, cloze, judgment, ordering, short_text, single_best
from tests.quizzes.authoring import changed
from tests.quizzes.formats.generated import drafts

KINDS = [pytest.param(name, kind.CONTENT, id=name) for name, kind in TYPES.items()]


def fields(kind, **content):
    name = kind.__name__.rpartition(".")[2]
    return changed(type=name, content={**kind.CONTENT, **content})


def rows(kind, name, place, **parts):
    """Return a type's example with other parts in one row."""
    there = [dict(row) for row in kind.CONTENT[name]]
    there[place] |= parts
    return fields(kind, **{name: there})


@pytest.mark.parametrize(("name", "content"), KINDS)
def test_same_wording_asks_the_same(name, content):
    same = changed(type=name, content=content)

    assert changes_of_meaning(same, same) == []
    assert reads_the_same(same, same)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (fields(single_best), fields(single_best, stem="What do you do first, then?"), []),
        (
            fields(single_best),
            rows(single_best, "options", 0, text="Ask what matters to her today"),
            [],
        ),
        (fields(single_best), rows(single_best, "options", 0, feedback="Quite other words."), []),
        (
            fields(single_best),
            fields(single_best, stem="Who calls the clinic on Sunday?"),
            ["Question: it reads quite differently."],
        ),
        (
            fields(single_best),
            rows(single_best, "options", 2, text="Call the family"),
            ["Option 3, text: it reads quite differently."],
        ),
        (
            fields(single_best),
            rows(single_best, "options", 1, correct=True),
            ["Option 2, supported: it changed."],
        ),
        (
            fields(single_best),
            fields(single_best, options=single_best.CONTENT["options"][:2]),
            ["It has 2 options, and had 3."],
        ),
        (fields(single_best), fields(ordering), ["It is of another type."]),
        (
            fields(judgment),
            rows(judgment, "responses", 0, rating=3),
            ["Response 1, rating: it changed."],
        ),
        (
            fields(short_text),
            rows(short_text, "answers", 0, text="another"),
            ["Answer 1, text: it reads quite differently."],
        ),
    ],
)
def test_change_of_meaning_is_said(before, after, said):
    assert changes_of_meaning(before, after) == said


def test_accepted_words_of_a_gap_are_part_of_the_key():
    first = cloze.CONTENT["gaps"][0]
    other = rows(cloze, "gaps", 0, accepted=[*first["accepted"], "one more"])

    assert changes_of_meaning(fields(cloze), other) != []


@given(drafts("single_best"), st.randoms())
def test_options_with_another_key_are_another_question(draft, random):
    content = draft.fields.content
    options = content["options"]
    turned = random.sample(options, len(options))
    keys = [[bool(option.get("correct")) for option in each] for each in (options, turned)]

    found = changes_of_meaning(
        changed(type="single_best", content=content),
        changed(type="single_best", content={**content, "options": turned}),
    )

    assert keys[0] == keys[1] or found != []
