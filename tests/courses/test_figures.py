import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.figures import DEEPEST, LONGEST, FigureError, check_figure


def figure(content="", attributes='role="img" viewBox="0 0 10 10"', title="<title>A step</title>"):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{title}{content}</svg>'


def inlined(content):
    return (
        '<svg role="img" viewBox="0 0 10 10" aria-labelledby="step_title">'
        f'<title id="step_title">A step</title>{content}</svg>'
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<rect x="1" y="1" width="8"/>', '<rect x="1" y="1" width="8" />'),
        ("<desc>Two lines</desc>", "<desc>Two lines</desc>"),
        ('<g id="all" class="accent"/>', '<g id="step_all" class="accent" />'),
        ("<text>Ask &amp; wait &lt;3</text>", "<text>Ask &amp; wait &lt;3</text>"),
        ("<text><![CDATA[<b>]]></text>", "<text>&lt;b&gt;</text>"),
        ("<text>a<tspan>b</tspan>c</text>", "<text>a<tspan>b</tspan>c</text>"),
        ("<g><!-- a comment --><?an instruction?></g>", "<g />"),
        (
            '<defs><marker id="tip"/></defs><line marker-end="url(#tip)"/>',
            '<defs><marker id="step_tip" /></defs><line marker-end="url(#step_tip)" />',
        ),
    ],
)
def test_figure_is_ready_for_a_page(content, expected):
    assert check_figure(figure(content), "step") == inlined(expected)


def test_figure_may_have_a_declaration_and_no_namespace():
    bare = '<?xml version="1.0" encoding="utf-8"?>\n' + figure().replace(
        ' xmlns="http://www.w3.org/2000/svg"', ""
    )

    assert check_figure(bare, "step") == inlined("")


def test_figure_is_named_by_its_title():
    labelled = figure(
        attributes='role="img" viewBox="0 0 10 10" aria-labelledby="old"',
        title='<title id="old">A step</title>',
    )

    assert check_figure(labelled, "step") == inlined("")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<script>alert(1)</script>", "<script> is not allowed"),
        ("<style>*{}</style>", "<style> is not allowed"),
        ('<a href="https://example.org">x</a>', "<a> is not allowed"),
        ('<image href="x.png"/>', "<image> is not allowed"),
        ('<use href="#x"/>', "<use> is not allowed"),
        ("<foreignObject/>", "<foreignObject> is not allowed"),
        ("<animate/>", "<animate> is not allowed"),
        ('<b xmlns="http://www.w3.org/1999/xhtml"/>', "<{http://www.w3.org/1999/xhtml}b> is not"),
        ('<g onclick="alert(1)"/>', "the attribute onclick is not allowed"),
        ('<g style="fill: red"/>', "the attribute style is not allowed"),
        ('<g href="#x"/>', "the attribute href is not allowed"),
        (
            '<g xmlns:x="http://www.w3.org/1999/xlink" x:href="#x"/>',
            "the attribute {http://www.w3.org/1999/xlink}href is not allowed",
        ),
        ('<g fill="url(https://example.org/x)"/>', "points outside the figure"),
        ('<g fill="URL(#x)"/>', "points outside the figure"),
        ('<g fill="url( #x )"/>', "points outside the figure"),
        ('<g fill="uurl(#x)rl(https://example.org)"/>', "points outside the figure"),
        ('<g fill="u\\72l(https://example.org)"/>', "points outside the figure"),
        ("<desc><g/></desc>", "<desc> may hold only text"),
        ('<g id="a"/><g id="a"/>', "two of its elements have the same id"),
        ('<g id="title"/>', "two of its elements have the same id"),
        ("<g>" * DEEPEST + "</g>" * DEEPEST, f"nested more than {DEEPEST} deep"),
        ("<g>", "it cannot be read as XML"),
        ("&nbsp;", "it cannot be read as XML"),
        ("\ud800", "it cannot be read as XML"),
    ],
)
def test_figure_holds_only_drawings_and_words(content, reason):
    with pytest.raises(FigureError) as error:
        check_figure(figure(content), "step")

    assert reason in error.value.reason


@pytest.mark.parametrize(
    ("svg", "reason"),
    [
        ("", "it cannot be read as XML"),
        ("<g/>", "its outermost element is not <svg>"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "it cannot be read as XML"),
        (figure(attributes='role="img"'), "it needs a viewBox of four numbers"),
        (figure(attributes='role="img" viewBox="0 0 10"'), "it needs a viewBox of four numbers"),
        (figure(attributes='role="img" viewBox="0 0 0 9"'), "it needs a viewBox of four numbers"),
        (figure(attributes='viewBox="0 0 10 10"'), 'it needs role="img"'),
        (figure(title=""), "it needs a <title> with words in it"),
        (figure(title="<title> </title>"), "it needs a <title> with words in it"),
        (figure(title="<g><title>A step</title></g>"), "it needs a <title> with words in it"),
        (figure(title="<title>A <tspan>step</tspan></title>"), "<title> may hold only text"),
    ],
)
def test_figure_can_be_named_and_scaled(svg, reason):
    with pytest.raises(FigureError) as error:
        check_figure(svg, "step")

    assert reason in error.value.reason


@pytest.mark.parametrize(
    ("piece", "times", "reason"),
    [
        ("<g>", 9_000, f"its elements are nested more than {DEEPEST} deep"),
        ("<g>", LONGEST, "it is longer than 100,000 characters"),
    ],
)
def test_figure_that_would_take_too_long_is_refused(piece, times, reason):
    with pytest.raises(FigureError, match=f"^{reason}$"):
        check_figure(figure(piece * times + "</g>" * times), "step")


TAGS = st.sampled_from(["g", "text", "title", "script", "style", "svg", "a", "use"])
ATTRIBUTES = st.sampled_from(["id", "fill", "onload", "style", "href", "class"])
ELEMENTS = st.builds(
    lambda tag, attribute, value, text: f'<{tag} {attribute}="{value}">{text}</{tag}>',
    TAGS,
    ATTRIBUTES,
    st.text(),
    st.text(),
)


@given(content=st.one_of(st.text(), ELEMENTS))
def test_any_figure_is_checked_or_refused(content):
    try:
        html = check_figure(figure(content), "step")
    except FigureError:
        return

    assert html.startswith(inlined("").removesuffix("</svg>"))
    assert not any(part in html for part in ("<script", "<style", "<a ", "onload=", "href="))
