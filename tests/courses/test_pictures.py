"""Pictures in Markdown: shown where a text may have them, refused in every other way."""

import pytest

from courses.markdown import MarkdownError, citations, pictures_in, render
from courses.pictures import Mention, Shown

PICTURES = {"ab12": Shown("/pictures/ab12.png", 30, 20)}
IMG = '<img class="picture" src="/pictures/ab12.png" alt="{}" width="30" height="20">'
MISSING = '<span class="no-picture">[A picture that is not here: {}]</span>'
UPLOADED = "a picture is kept here, and shown by its line: ![what it shows](picture:…)"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("![A map](picture:ab12)", IMG.format("A map")),
        ("![A *map* of “it”](picture:ab12)", IMG.format("A map of “it”")),
        ('![A "map" <b>](picture:ab12)', IMG.format("A &quot;map&quot; &lt;b&gt;")),
        ("![A\nmap](picture:ab12)", IMG.format("A map")),
        ("![a ![b](picture:ab12) c](picture:ab12)", IMG.format("a b c")),
        ("![A map][1]\n\n[1]: picture:ab12", IMG.format("A map")),
        ("![](picture:ab12)", IMG.format("")),
        ("![A map](picture:ab13)", MISSING.format("A map")),
        ("![<i>](picture:../ab12)", MISSING.format("&lt;i&gt;")),
        (
            "[![A map](picture:ab12)](https://x.org)",
            f'<a href="https://x.org" rel="noreferrer">{IMG.format("A map")}</a>',
        ),
    ],
)
def test_picture_is_shown_by_its_name(source, html):
    assert render(source, pictures=PICTURES) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("a\n\n![b](https://x.org/b.png)", 3, UPLOADED),
        ("![b](/static/b.png)", 1, UPLOADED),
        ("![b](b.png)", 1, UPLOADED),
        ("[b](picture:ab12)", 1, "a picture begins with an exclamation mark: "),
        ("[b](PICTURE:ab12)", 1, "a picture begins with an exclamation mark: "),
    ],
)
def test_other_ways_are_refused(source, line, reason):
    with pytest.raises(MarkdownError) as error:
        render(source, pictures=PICTURES)

    assert error.value.line == line
    assert error.value.reason.startswith(reason)


@pytest.mark.parametrize(
    "source",
    ["![b](data:image/png;base64,aaaa)", "![b](javascript:alert(1))", "<img src=x onerror=y>"],
)
def test_nothing_else_becomes_a_picture(source):
    assert "<img" not in render(source, pictures=PICTURES)


def test_texts_without_pictures_refuse_them():
    with pytest.raises(MarkdownError, match="an image is written as a ::: figure block"):
        render("![A map](picture:ab12)")


def test_pictures_are_listed_in_order_with_their_words():
    source = "![A *map*](picture:ab12)\n\n- ![](picture:cd34)\n\n`![c](picture:ef56)`"

    assert pictures_in(source) == [Mention("ab12", "A map"), Mention("cd34", "")]


def test_citations_are_found_beside_pictures():
    assert citations("![A map](picture:ab12) [S1]") == ["S1"]
