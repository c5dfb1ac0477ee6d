"""Our own YAML: read question by question, and written as course files are."""

from dataclasses import replace

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formats import our_yaml
from quizzes.formats.drafts import UnreadableFile
from quizzes.types import TYPES
from tests.quizzes.formats.generated import CONTENTS, drafts, said

GOOD = """\
- id: bed-1
  type: single_best
  stem: Ines asks for a bed.
  options:
  - text: Ask her
    correct: true
    feedback: Yes.
  - text: Show it
    feedback: Soon.
  statements: [S42]
  bloom: apply
  area: service-delivery
"""


def read(text):
    return our_yaml.read(text.encode())


def test_shipped_questions_are_read_and_written_byte_for_byte():
    for file in sorted(settings.COURSES_DIR.rglob("items.yaml")):
        reading = our_yaml.read(file.read_bytes())

        assert reading.faults == ()
        assert our_yaml.write(reading.drafts) == file.read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "where", "reason"),
    [
        ("  bloom: apply\n", "  bloom: think\n", "line 12", "should be one of"),
        ("  area:", "  aria:", "line 13", "“aria” is not known here"),
        ("type: single_best", "type: essay", "line 3", "should be one of"),
        ("id: bed-1", "id: Bed 1", "line 2", ""),
        ("[S42]", "[S42, S42]", "line 11", ""),
    ],
)
def test_a_fault_in_one_question_leaves_the_others(old, new, where, reason):
    again = GOOD.replace("bed-1", "bed-2")

    reading = read(f"items:\n{GOOD.replace(old, new)}{again}")

    assert [draft.name for draft in reading.drafts] == ["bed-2"]
    assert reading.faults[0].where == where
    assert reason in reading.faults[0].reason


def test_unfinished_questions_are_drafts():
    [draft] = read("items:\n" + GOOD.replace("    correct: true\n", "")).drafts

    assert TYPES[draft.fields.type].problems(draft.fields.content)


def test_id_that_comes_twice_is_a_fault():
    assert len(read(f"items:\n{GOOD}{GOOD}").faults) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "items: 3",
        "a: [",
        "items:\n- &a [*a]",
        "items: !!python/object:os.system x",
        "[" * 100_000,
        "- " * 100_000,
        "\n".join(" " * depth + "a:" for depth in range(5000)),
        "a: &a [x, x]\nb: &b [*a, *a]\nitems: [*b, *b]",
        "items: \x01",
    ],
    ids=["empty", "number", "broken", "alias", "tag", "deep", "list", "steps", "bomb", "control"],
)
def test_what_is_no_list_of_questions_is_refused(text):
    with pytest.raises(UnreadableFile):
        read(text)


@pytest.mark.parametrize("kind", list(CONTENTS))
@given(data=st.data())
def test_our_questions_come_back(kind, data):
    draft = replace(data.draw(drafts(kind)), name="q-1", category=(), pictures={})
    fields = replace(draft.fields, bloom="apply", area="foundations", statements=("S1", "C9"))
    draft = replace(draft, fields=fields)

    reading = our_yaml.read(our_yaml.write([draft]))

    assert reading.faults == ()
    assert said(reading.drafts[0]) == said(draft)
