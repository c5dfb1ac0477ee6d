import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.copying import shingles
from courses.markdown import MarkdownError
from courses.text_checks import PARTS, TextFinding, check_parts, check_text

SOURCE = "One two three four five six seven eight nine ten eleven."
SHORT = "A person decides on the day. "
SEVENTEEN = "A person who has left decides on each day which of the many things comes first now. "


def ids(text, **options):
    return [finding.check for finding in check_text(text, **options)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They say two three four five six seven eight nine again.", ["T01"]),
        ("They say three-four five six seven eight nine ten again.", ["T01"]),
        ("They say two three four *five* six seven eight again.", []),
        ("Word " * 26 + ".", ["T02"]),
        ("Word " * 25 + ".", []),
        (SEVENTEEN * 6, ["T03"]),
        (SHORT * 20, []),
        ("Intercultural organizational responsibility necessitates consideration. " * 21, ["T04"]),
        ("Intercultural organizational responsibility necessitates consideration. " * 4, []),
        ("See [the map](/courses/x/).", ["T06"]),
        ("See [above](#what-helps).", ["T06"]),
        ('See [the map](/courses/x/ "Map").', ["T06"]),
        ("See [the map][here].\n\n[here]: /courses/x/", ["T06"]),
        ("See `[the map](/courses/x/)`.", []),
        ("Write to [us](mailto:us@example.org), or see <HTTPS://example.org>.", []),
        ("See [the page](https://example.org/a) of [S1].", []),
        ("All victims go back.", ["L01"]),
        ("", []),
    ],
)
def test_text_is_checked(text, found):
    sources = shingles(SOURCE)

    assert [check for check in ids(text, sources=sources) if check[0] == "T" or check in found] == (
        found
    )


def test_finding_says_what_is_copied():
    text = "They say: two three four five six seven, eight [S1] nine. Again."

    [finding] = check_text(text, sources=shingles(SOURCE))

    assert finding == TextFinding(
        "T01",
        "error",
        "8 or more words in a row are those of a source.",
        "two three four five six seven, eight nine",
    )


def test_reason_settles_the_findings_of_its_check_alone():
    text = "See [a](#b). " + "Word " * 26 + "."

    found = check_text(text, reasons={"T02": "It is a list."})

    assert [(finding.check, finding.reason) for finding in found] == [
        ("T02", "It is a list."),
        ("T06", ""),
    ]


WHOLE = """
## What the source says

::: case Ana
She came.
:::

::: sort Whose?
:::

::: unknown
How often.
:::

::: take
One thing.
:::
"""


def test_whole_lesson_lacks_nothing():
    assert check_parts(WHOLE) == []
    assert check_parts(WHOLE.replace("What the source says", "What the sources say of it")) == []


LINES = ["## What the source says", "::: case", "::: sort", "::: unknown", "::: take"]


@pytest.mark.parametrize(("part", "line"), list(zip(PARTS, LINES, strict=True)))
def test_missing_part_is_named(part, line):
    [finding] = check_parts(WHOLE.replace(line, "::: note"))

    assert (finding.check, finding.severity) == ("T05", "warn")
    assert finding.message == f"The lesson lacks {part}."


@given(st.text())
def test_no_text_is_too_odd_to_check(text):
    try:
        found = check_text(text)
    except MarkdownError:
        return  # no page can show it
    assert all(finding.message for finding in found)
