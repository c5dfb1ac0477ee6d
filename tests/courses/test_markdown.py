import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.blocks import BLOCKS
from courses.markdown import (
    DEEPEST,
    LONGEST,
    LONGEST_PARAGRAPH,
    MarkdownError,
    citations,
    links,
    plain_text,
    render,
)

SVG = '<svg role="img" viewBox="0 0 9 9"><title>Steps</title></svg>'
FIGURES = {"steps.svg": SVG, "broken.svg": "<svg>"}

REGION = '<div class="table-scroll" tabindex="0" role="region" aria-label="Table 1">\n'


def cite(statement):
    hidden = '<span class="visually-hidden">Source </span>'
    return f'<a class="cite" href="#from-{statement}">{hidden}{statement}</a>'


def drawing(number):
    name = f"steps-svg_{number}_title"
    return (
        f'<svg role="img" viewBox="0 0 9 9" aria-labelledby="{name}">'
        f'<title id="{name}">Steps</title></svg>'
    )


def test_text_is_marked_up():
    source = "Leaving *may* be\n**slow**,  \nand `safe`.\n\n---\n\n> A *quote*"

    assert render(source) == (
        "<p>Leaving <em>may</em> be\n<strong>slow</strong>,<br>\nand <code>safe</code>.</p>\n"
        "<hr>\n<blockquote>\n<p>A <em>quote</em></p>\n</blockquote>\n"
    )


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
    ],
)
def test_lists(source, html):
    assert render(source) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("## What it is", '<h2 id="what-it-is">What it is</h2>\n'),
        ("### What it is", '<h3 id="what-it-is">What it is</h3>\n'),
        ("What it is\n---", '<h2 id="what-it-is">What it is</h2>\n'),
        ("## What's *new*?", '<h2 id="whats-new">What’s <em>new</em>?</h2>\n'),
        ("## Chloé", '<h2 id="chloe">Chloé</h2>\n'),
        ("## العودة", '<h2 id="section">العودة</h2>\n'),
        ("## A [S1]", f'<h2 id="a">A {cite("S1")}</h2>\n'),
        ("## A\n## A\n## a 2", '<h2 id="a">A</h2>\n<h2 id="a_2">A</h2>\n<h2 id="a-2">a 2</h2>\n'),
    ],
)
def test_headings_have_ids(source, html):
    assert render(source) == html


def test_tables_of_one_page_have_names_of_their_own():
    table = "| a |\n|---|\n| b |\n"

    html = render(f"{table}\n\nBetween.\n\n{table}")

    assert re.findall(r'aria-label="([^"]+)"', html) == ["Table 1", "Table 2"]


def test_table_scrolls_and_aligns():
    source = "| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 | 3 |"

    assert render(source) == (
        f'{REGION}<table class="table">\n<thead>\n<tr>\n<th scope="col">a</th>\n'
        '<th class="text-end" scope="col">b</th>\n<th class="text-center" scope="col">c</th>\n'
        "</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n"
        '<td class="text-end">2</td>\n<td class="text-center">3</td>\n'
        "</tr>\n</tbody>\n</table>\n</div>\n"
    )


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[a](https://x.org)", '<a href="https://x.org" rel="noreferrer">a</a>'),
        ("[a](HTTP://x.org)", '<a href="HTTP://x.org" rel="noreferrer">a</a>'),
        ("<https://x.org>", '<a href="https://x.org" rel="noreferrer">https://x.org</a>'),
        ("[a](https://x.org 'b')", '<a href="https://x.org" rel="noreferrer">a</a>'),
        ("[a][b]\n\n[b]: /c", '<a href="/c">a</a>'),
        ("[a](mailto:b@x.org)", '<a href="mailto:b@x.org">a</a>'),
        ("[a](/sources/)", '<a href="/sources/">a</a>'),
        ("[a](../x?y=1&z)", '<a href="../x?y=1&amp;z">a</a>'),
        ("[a](#b)", '<a href="#b">a</a>'),
        ("[a](//x.org)", "[a](//x.org)"),
        ("[a](/\\x.org)", '<a href="/%5Cx.org">a</a>'),
        ("[a](ftp://x.org)", "[a](ftp://x.org)"),
        ("[a](javascript:alert)", "[a](javascript:alert)"),
        ("[a](JaVaScRiPt:alert)", "[a](JaVaScRiPt:alert)"),
        ("[a](&#106;avascript:alert)", "[a](javascript:alert)"),
        ("[a](data:text/html,x)", "[a](data:text/html,x)"),
        ("[a](vbscript:x)", "[a](vbscript:x)"),
        ("<javascript:alert>", "&lt;javascript:alert&gt;"),
        ("[a][b]\n\n[b]: javascript:x", "[a][b]</p>\n<p>[b]: javascript:x"),
    ],
)
def test_links_lead_to_safe_places(source, html):
    assert render(source) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ('"Wait" -- it\'s late...', "“Wait” – it’s late…"),
        ("one---two", "one—two"),
        ("(a), (b), (c)", "(a), (b), (c)"),
        ('`"--"`', '<code>"--"</code>'),
        ('"Steady." [S62] It', f"“Steady.” {cite('S62')} It"),
    ],
)
def test_quotes_and_dashes_are_typographic(source, html):
    assert render(source) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("source", "html", "ids"),
    [
        ("It may. [S42]", f"<p>It may. {cite('S42')}</p>\n", ["S42"]),
        ("[C1][S2] [S2]", f"<p>{cite('C1')}{cite('S2')} {cite('S2')}</p>\n", ["C1", "S2"]),
        ("*[S1]*", f"<p><em>{cite('S1')}</em></p>\n", ["S1"]),
        ("[a [S1]", f"<p>[a {cite('S1')}</p>\n", ["S1"]),
        ("[S1](#b)", '<p><a href="#b">S1</a></p>\n', []),
        ("[see [S1] here](#b)", '<p><a href="#b">see [S1] here</a></p>\n', []),
        ("[S1][b]\n\n[b]: #c", '<p><a href="#c">S1</a></p>\n', []),
        ("`[S1]`", "<p><code>[S1]</code></p>\n", []),
        ("    [S1]", "<pre><code>[S1]\n</code></pre>\n", []),
        ("\\[S1]", "<p>[S1]</p>\n", []),
        ("[S0] [S01] [S100] [X1] [s1]", "<p>[S0] [S01] [S100] [X1] [s1]</p>\n", []),
    ],
)
def test_citations_lead_to_their_source(source, html, ids):
    assert render(source) == html
    assert citations(source) == ids


def test_citations_are_found_everywhere_in_order():
    source = (
        "## A [S1]\n\n- b [S2]\n\n| c [S3] |\n|-|\n| d [S4] |\n\n> e [S5]\n\n"
        "::: case F [S6]\ng [S7] [S1]\n:::\n\n::: figure steps.svg H [S8]\ni [S9]\n:::"
    )

    assert citations(source) == [f"S{number}" for number in range(1, 10)]


@pytest.mark.parametrize(
    ("source", "addresses"),
    [
        ('[a](/x "title") and <https://example.org>', ["/x", "https://example.org"]),
        ("| [a][b] |\n|-|\n\n[b]: <#c d>", ["#c%20d"]),
        ("- [a]()\n\n`[b](/x)` [S1] [c] [d](javascript:e)", [""]),
    ],
)
def test_links_are_found_wherever_they_lead(source, addresses):
    assert links(source) == addresses


def test_citation_can_be_written_by_the_caller():
    def write(statement):
        return f'<a class="cite" href="/sources/{statement}/" onclick="x()">{statement}</a><img>'

    assert render("[S1]", cite=write) == '<p><a class="cite" href="/sources/S1/">S1</a></p>\n'


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("try", "Try it"),
        ("unknown", "What we do not know"),
        ("take", "One thing to take to work"),
    ],
)
def test_callout_brings_its_heading(name, title):
    slug = title.lower().replace(" ", "-")

    assert render(f"::: {name}\nA *b*.\n:::") == (
        f'<section class="callout callout-{name}" aria-labelledby="{slug}">\n'
        f'<h2 id="{slug}" class="callout-title">{title}</h2>\n'
        "<p>A <em>b</em>.</p>\n</section>\n"
    )


def test_case_is_named_by_its_author():
    assert render("::: case Kwabena's *list*\nText\n:::") == (
        '<section class="callout callout-case" aria-labelledby="kwabenas-list">\n'
        '<h2 id="kwabenas-list" class="callout-title">'
        '<span class="callout-kind">Case moment</span> Kwabena’s <em>list</em></h2>\n'
        "<p>Text</p>\n</section>\n"
    )


def test_note_is_named_by_its_author():
    assert render("::: note On words\nText\n:::") == (
        '<section class="callout callout-note" aria-labelledby="on-words">\n'
        '<h2 id="on-words" class="callout-title">On words</h2>\n'
        "<p>Text</p>\n</section>\n"
    )


def test_answer_opens_when_asked():
    assert render("::: answer\nText\n:::") == (
        '<details class="answer"><summary>See what the guidance points to</summary>\n<div>\n'
        "<p>Text</p>\n</div></details>\n"
    )


def test_figure_has_a_drawing_and_words():
    assert render("::: figure steps.svg One *step*\nText\n:::", figures=FIGURES) == (
        f'<figure class="figure">\n{drawing(1)}\n<figcaption>One <em>step</em></figcaption>\n'
        "<details>\n<summary>The same in words</summary>\n<p>Text</p>\n</details>\n</figure>\n"
    )


def test_ids_are_unique_in_a_page():
    source = "## Try it\n\n::: try\na\n:::\n\n::: try\na\n:::\n" + (
        "\n::: figure steps.svg Try it\na\n:::\n" * 2
    )

    html = render(source, figures=FIGURES)

    assert re.findall(r'(?:id|aria-labelledby)="([^"]+)"', html) == [
        "try-it",
        *["try-it_2"] * 2,
        *["try-it_3"] * 2,
        *["steps-svg_1_title"] * 2,
        *["steps-svg_2_title"] * 2,
    ]


def test_blocks_stand_inside_one_another():
    html = render(":::: try\na\n\n::: answer\nb\n:::\n\nc\n::::\n\n- ::: note N\n  d\n  :::")

    assert [re.sub(r"\W.*", "", tag) for tag in re.findall(r"</?(.*?)>", html) if tag] == [
        *["section", "h2", "h2", "p", "p", "details", "summary", "summary", "div", "p", "p"],
        *["div", "details", "p", "p", "section"],
        *["ul", "li", "section", "h2", "h2", "p", "p", "section", "li", "ul"],
    ]


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("# Title", 1, "a heading starts with ## or ###"),
        ("a\n\n# Title", 3, "a heading starts with ## or ###"),
        ("a\n\nTitle\n===", 3, "a heading starts with ## or ###"),
        ("#### Title", 1, "a heading starts with ## or ###"),
        ("a\n\n![b](c.png)", 3, "an image is written as a ::: figure block"),
        ("a\n\n::: cases A\nb\n:::", 3, f"::: cases is none of {', '.join(BLOCKS)}"),
        ("::: case\nb\n:::", 1, "::: case needs a title"),
        ("::: note  \nb\n:::", 1, "::: note needs a title"),
        ("::: figure steps.svg\nb\n:::", 1, "::: figure needs a title"),
        ("::: try this\nb\n:::", 1, "::: try takes no title"),
        ("::: answer A\nb\n:::", 1, "::: answer takes no title"),
        ("a\n\n:::", 3, "::: closes nothing"),
        ("::: try\na\n:::\n:::", 4, "::: closes nothing"),
        ("a\n\n::: try\nb", 3, "the block is not closed"),
        ("a\n\n::: try", 3, "the block is not closed"),
        ("a\n\n::: try\nb\n  ", 3, "the block is not closed"),
        ("> ::: try\n> a\n\n:::", 1, "the block is not closed"),
        ("::: try\na\n\n::: answer\nb\n:::\n\n:::", 4, "the block is not closed"),
        ("a\n\n::: figure new.svg A\nb\n:::", 3, "there is no figure new.svg"),
        ("::: figure broken.svg A\nb\n:::", 1, "figure broken.svg: it cannot be read as XML"),
        ("::: figure steps.svg A\n\n:::", 1, "the figure needs the same in words"),
        ("a\n\n" + "> " * DEEPEST + "b", 3, f"blocks are nested {DEEPEST} deep"),
    ],
)
def test_what_cannot_be_rendered_names_its_line(source, line, reason):
    with pytest.raises(MarkdownError) as error:
        render(source, figures=FIGURES)

    assert error.value.line == line
    assert error.value.reason.startswith(reason)
    assert str(error.value) == f"line {line}: {error.value.reason}"


@pytest.mark.parametrize("read", [render, citations, plain_text])
@pytest.mark.parametrize(
    ("piece", "times", "reason"),
    [
        ("> ", 90_000, "blocks are nested 20 deep"),
        ("1. ", 60_000, "blocks are nested 20 deep"),
        ("a", LONGEST_PARAGRAPH + 1, "the paragraph is longer than 10,000 characters"),
        ("a\n\n", 333_333, "the text is longer than 200,000 characters"),
    ],
)
def test_what_would_take_too_long_is_refused(read, piece, times, reason):
    with pytest.raises(MarkdownError, match=f"^line 1: {reason}$"):
        read(piece * times)


def test_code_may_show_a_block():
    assert render("```\n::: case\n# a\n```") == "<pre><code>::: case\n# a\n</code></pre>\n"


LINKS = ['[a](https://x.org "><script>")', '[a](<https://x.org/"onclick="alert(1)>)']
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><style>*{}</style></svg>",
    "</p></section></details><iframe src=https://x.org>",
    '"><b onmouseover="alert(1)" style="color: red">',
    "<!-- --><![CDATA[<script>]]>",
    "&lt;script&gt;",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<span class="figure-place-0"></span>',
    *LINKS,
    "[a](javascript:alert(1))",
    "<a href=javascript:alert(1)>a</a>",
]
PLACES = [
    "{}",
    "## {}",
    "- {}",
    "> {}",
    "| {} |\n|-|\n| {} |",
    "`{}`",
    "```{}\n{}\n```",
    "    {}",
    "*{}*",
    "[{}](#x)",
    "[{}][b]\n\n[b]: #x '{}'",
    "::: case {}\n{}\n:::",
    "::: answer\n{}\n:::",
    "::: sort {}\n{}\n\n| {} | {} | {} |\n|-|-|-|\n| a | b | {} |\n| c | d | {} |\n:::",
    "::: order {}\n| {} | {} |\n|-|-|\n| a | {} |\n| b | {} |\n:::",
    "::: write {}\n{}\n:::",
    "::: figure steps.svg {}\n{}\n:::",
]
CARDS = [  # which hold no links
    "::: sort a\n\n| b | c | d |\n|-|-|-|\n| {} | {} | e |\n| f | g | h |\n:::",
    "::: order a\n| b | c |\n|-|-|\n| {} | d |\n| e | f |\n:::",
]
TAG = re.compile(r'<(/?)([^\s>]*)((?:\s[\w-]+="[^"]*")*)>')
TAGS = """
a blockquote br code dd details div dl dt em fieldset figcaption figure h2 h3 hr input label legend
li ol option p pre section select span strong summary svg table tbody td textarea th thead title
tr ul
"""
ATTRIBUTES = """
aria-describedby aria-label aria-labelledby autocomplete class for href id name rel role rows scope
start tabindex type value viewBox
"""


def assert_harmless(html):
    """The markup has only the tags and attributes of this format, and no other < or >."""
    for _, tag, attributes in TAG.findall(html):
        names = dict(re.findall(r'\s([\w-]+)="([^"]*)"', attributes))
        assert tag in TAGS.split()
        assert set(names) <= set(ATTRIBUTES.split())
        assert re.match(r"(?!\w+:|//)|https?:|mailto:", names.get("href", ""), re.IGNORECASE)
    assert "<" not in TAG.sub("", html)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("place", PLACES)
def test_markup_of_authors_stays_text(place, attack):
    html = render(place.replace("{}", attack), figures=FIGURES)

    assert_harmless(html)
    assert html.count("<svg") == place.count("steps.svg")


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if attack not in LINKS])
@pytest.mark.parametrize("card", CARDS)
def test_markup_in_a_card_stays_text(card, attack):
    assert_harmless(render(card.replace("{}", attack)))


FRAGMENTS = st.sampled_from(
    [
        *ATTACKS,
        *(f"::: {name} A\n" for name in BLOCKS),
        *(f"::: {name}\n" for name in BLOCKS),
        *[":::\n", "::::\n", "::: figure steps.svg A\n", "{id}", "{", "%", "\\", "\0", "\ud800"],
        *["\n", "\n\n", "\r\n", "    ", "- ", "1. ", "> ", "## ", "# ", "---\n", "```\n", "`", "|"],
        *[
            "| a | b | c |\n|-|-|-|\n| d | e | f |\n| g | h | i |\n",
            "| a | b |\n|-|-|\n",
            "|c|d|\n",
        ],
        *["|-|\n", "[S1]", "[", "](", ")", "[a]: b\n", "![", "*", "_", '"', "'", "--", "a", "é"],
    ]
)


@given(source=st.one_of(st.text(), st.lists(FRAGMENTS).map("".join)))
def test_any_text_is_rendered_or_refused(source):
    try:
        html = render(source, figures=FIGURES)
    except MarkdownError:
        return

    ids = re.findall(r'\sid="([^"]*)"', "".join(match[0] for match in TAG.finditer(html)))
    assert_harmless(html)
    assert len(ids) == len(set(ids))
    assert "\ud800" not in plain_text(source)
    assert set(citations(source)) <= {"S1"} | {f"{kind}{n}" for kind in "SC" for n in range(100)}


PARAGRAPHS = {
    "prose": 'The worker said "wait" -- and [S42] then *left* it. ' * 9,
    "quotation marks": "\"a' " * (LONGEST_PARAGRAPH // 4),
    "brackets": "[" * LONGEST_PARAGRAPH,
    "images": "![" * (LONGEST_PARAGRAPH // 2),
    "lists": "- a",
    "headings": "## a",
    "tables": "|a|b|\n|-|-|",
    "blocks": "::: try\na\n:::",
    "exercises": "::: sort a\n|b|c|d|\n|-|-|-|\n"
    + "".join(f"|{number}|{number % 6}|a|\n" for number in range(12))
    + ":::",
}


@pytest.mark.parametrize("kind", PARAGRAPHS)
def test_longest_text_takes_bounded_time(kind):
    paragraph = PARAGRAPHS[kind] + "\n\n"
    source = paragraph * (LONGEST // len(paragraph))

    started = time.process_time()  # whatever else the machine does
    render(source)

    assert time.process_time() - started < 30  # about 4 s for the worst; minutes without limits


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("A *b* `c` [d](#e)\nf", "A b c d f"),
        ("It may return [S47]. Then [S1][S2] it (see [C3]).", "It may return. Then it (see)."),
        ("[S1] It may.", "It may."),
        ("## A\nb\n- c\n- d", "A\n\nb\n\nc\n\nd"),
        ("|a|b|\n|-|-|\n|c||", "a\n\nb\n\nc"),
        ("::: case A's [S1]\nb\n:::\n::: try\nc\n:::\n::: answer\nd\n:::", "A’s\n\nb\n\nc\n\nd"),
        ("::: figure none.svg A\nb\n:::", "A\n\nb"),
        ("    a\n\n```\nb\n```", "a\n\nb"),
    ],
)
def test_plain_text_is_what_the_author_wrote(source, text):
    assert plain_text(source) == text
