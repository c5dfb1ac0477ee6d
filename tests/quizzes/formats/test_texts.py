"""Texts of other systems: bytes to characters, HTML to Markdown."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from quizzes.formats.drafts import UnreadableFile
from quizzes.formats.texts import LARGEST, decoded, from_html

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")

WORDS = "Ne suis-je pas prête ? “Çà et là”, œuvre, façade, élève, où ; c’était déjà réglé."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (WORDS.encode(), WORDS),
        (WORDS.encode("utf-8-sig"), WORDS),
        (WORDS.encode("utf-16"), WORDS),
        (WORDS.encode("utf-32"), WORDS),
        ("ماذا تحتاج الآن".encode(), "ماذا تحتاج الآن"),
    ],
)
def test_encoding_is_found(data, text):
    assert decoded(data) == text


def test_old_encoding_of_western_europe_is_found():
    assert "façade" in decoded((WORDS * 20).encode("cp1252"))


@pytest.mark.parametrize(
    "data", [b"", b" \n", b"\x00\x01", b"a\0b", b"x" * (LARGEST + 1), b"\xff\xfe\x00"]
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(UnreadableFile):
        decoded(data)


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(data):
    try:
        text = decoded(data)
    except UnreadableFile:
        return

    assert "\r" not in text


@pytest.mark.parametrize(
    "markdown",
    [
        "Hello *a* **b** `c` [x](https://a.example/c)",
        "a\\\nb",
        "- one\n- two\n\n  more\n- three",
        "1. a\n2. b",
        "> q\n\nx",
        "## H\n\ntext",
        "| a\\|b | c |\n| --- | --- |\n| 1 | 2 |",
        "```\ncode *x*\n```",
        "![two chairs](picture:two.png)",
        "\\# no heading",
        "1\\. no list",
        "\\::: no block",
        "- a\n  - b",
        "2 > 1, AT&T, a - b, what may follow [S42]",
        "\\&amp; \\*no\\* \\<b>",
    ],
)
def test_our_markdown_comes_back(markdown):
    assert from_html(MARKDOWN.render(markdown)) == (markdown, ())


@pytest.mark.parametrize(
    ("html", "markdown", "losses"),
    [
        ("x<br>y", "x\\\ny", 0),
        ("<h1>A</h1><h5>b</h5>", "## A\n\n### b", 0),
        ("<div>a</div><div>b &amp; c</div>", "a\n\nb & c", 0),
        ("<p>&nbsp;</p>", "", 0),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "| 1 | 2 |\n| --- | --- |", 0),
        ('<p style="color:red" class="x">a<span lang="de">b</span></p>', "ab", 0),
        ("<p>a<script>alert(1)</script></p>", "a", 1),
        ('<p onclick="x()">a</p>', "a", 1),
        ('<a href="javascript:x()">a</a>', "a", 0),
        ('<img src="https://x.example/y.png" alt="q">', "", 1),
        ("<video src='a.mp4'></video>a", "a", 1),
        ("<!-- no --><style>p {}</style>a", "a", 1),
        ("\\(x^2\\)", "\\\\(x^2\\\\)", 1),
    ],
)
def test_html_of_others_becomes_markdown(html, markdown, losses):
    text, lost = from_html(html)

    assert text == markdown
    assert len(lost) == losses


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=200))
def test_no_text_gains_a_meaning(text):
    """Words that came as words are words in our Markdown too."""
    html = "<p>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</p>"

    rendered = MARKDOWN.render(from_html(html)[0])

    words = " ".join(text.split())
    assert from_html(rendered)[0] == from_html(html)[0]
    assert rendered.count("<p>") == (1 if words else 0)
    assert "<em>" not in rendered
    assert "<h" not in rendered


@pytest.mark.parametrize("html", ["<" * 100_000, "<p on" * 20_000, r"\(" * 50_000, "$$" * 50_000])
def test_hostile_html_is_looked_through_in_time(html):
    start = time.process_time()

    from_html(html)

    assert time.process_time() - start < 3
