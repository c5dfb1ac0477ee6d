import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.exercises import NOT_KEPT
from courses.markdown import MarkdownError, citations, plain_text, render

SORT = """\
::: sort Whose *task*?
Choose a place. [S1]

| Task | Ours | Why |
|---|---|---|
| Help a *client* | Refer | It is law. [S34] |
| Listen | mine | It is {kind}. [C24] |
| Call | Refer | "Late." |
:::
"""
ORDER = """\
::: order Ash's hour
| Card | Why here |
|---|---|
| Greet | First. [S4] |
| Ask | Then. |
:::
"""


def cite(statement):
    hidden = '<span class="visually-hidden">Source </span>'
    return f'<a class="cite" href="#from-{statement}">{hidden}{statement}</a>'


def sort_of(*rows):
    return "::: sort A\n\n| b | c | d |\n|-|-|-|\n" + "".join(f"{row}\n" for row in rows) + ":::"


def order_of(cards):
    rows = "".join(f"| {card} | what {card} is |\n" for card in cards)
    return f"::: order A\n| b | c |\n|-|-|\n{rows}:::"


def test_card_to_sort_has_its_places_and_our_answer():
    html = render(SORT)

    assert html.startswith(
        '<section class="callout callout-sort" aria-labelledby="whose-task">\n'
        '<h2 id="whose-task" class="callout-title">'
        '<span class="callout-kind">Sort the cards</span> Whose <em>task</em>?</h2>\n'
        f"<p>Choose a place. {cite('S1')}</p>\n"
        '<p class="cards-label" id="whose-task_cards">Task</p>\n'
        '<ul class="cards" aria-labelledby="whose-task_cards">\n'
        "<li>\n<fieldset>\n<legend>Help a <em>client</em></legend>\n"
        '<div class="places">\n'
        '<label class="place"><input type="radio" name="whose-task_1" autocomplete="off"> '
        "<span>mine</span></label>\n"
        '<label class="place"><input type="radio" name="whose-task_1" autocomplete="off"> '
        "<span>Refer</span></label>\n"
        "</div>\n</fieldset>\n"
        '<details class="our-answer"><summary>Where we put it, and why</summary>\n<div>\n'
        '<dl class="ours">\n<dt>Ours</dt>\n<dd>Refer</dd>\n'
        f"<dt>Why</dt>\n<dd>It is law. {cite('S34')}</dd>\n</dl>\n"
        "</div></details>\n</li>\n"
    )
    assert html.endswith(f"</li>\n</ul>\n{NOT_KEPT}</section>\n")


def test_cards_to_sort_keep_their_order_and_places_do_not_tell_the_answers():
    html = render(SORT)

    assert re.findall("<legend>(.*)</legend>", html) == ["Help a <em>client</em>", "Listen", "Call"]
    assert re.findall("<span>(.*)</span></label>", html) == ["mine", "Refer"] * 3


def test_cards_to_order_are_mixed_and_ours_are_not():
    assert render(ORDER) == (
        '<section class="callout callout-order" aria-labelledby="ashs-hour">\n'
        '<h2 id="ashs-hour" class="callout-title">'
        '<span class="callout-kind">Put in order</span> Ash’s hour</h2>\n'
        '<p class="cards-label" id="ashs-hour_cards">Card</p>\n'
        '<ul class="cards" aria-labelledby="ashs-hour_cards">\n'
        + "".join(
            f'<li class="to-place">\n<label for="ashs-hour_{number}-place">{card}</label>\n'
            f'<select class="form-select" id="ashs-hour_{number}-place" autocomplete="off">'
            '<option value="">Place</option><option>1</option><option>2</option></select>\n</li>\n'
            for number, card in enumerate(["Ask", "Greet"], start=1)
        )
        + f"</ul>\n{NOT_KEPT}"
        '<details class="our-answer"><summary>Our order, and why</summary>\n<div>\n'
        '<ol class="in-order">\n'
        '<li>\n<p>Greet</p>\n<dl class="ours">\n'
        f"<dt>Why here</dt>\n<dd>First. {cite('S4')}</dd>\n</dl>\n</li>\n"
        '<li>\n<p>Ask</p>\n<dl class="ours">\n'
        "<dt>Why here</dt>\n<dd>Then.</dd>\n</dl>\n</li>\n"
        "</ol>\n</div></details>\n</section>\n"
    )


@given(
    cards=st.lists(st.from_regex("[a-z]{1,8}", fullmatch=True), min_size=2, max_size=9, unique=True)
)
def test_cards_to_order_are_all_there_and_at_most_one_is_in_its_place(cards):
    html = render(order_of(cards))

    shown = re.findall("<label[^>]*>(.*)</label>", html)
    assert sorted(shown) == sorted(cards)
    assert sum(a == b for a, b in zip(shown, cards, strict=True)) <= 1
    assert re.findall("<li>\n<p>(.*)</p>", html) == cards
    assert render(order_of(cards)) == html


def test_text_to_write_has_a_box_of_its_own():
    assert render("::: write A *note*\nWrite [S1].\n:::") == (
        '<section class="callout callout-write" aria-labelledby="a-note">\n'
        '<h2 id="a-note" class="callout-title">'
        '<span class="callout-kind">In your own words</span> A <em>note</em></h2>\n'
        f"<p>Write {cite('S1')}.</p>\n"
        '<label class="write-label" for="a-note_text">Your words</label>\n'
        '<textarea class="form-control" id="a-note_text" rows="6" '
        'autocomplete="off" aria-describedby="a-note_about"></textarea>\n'
        '<p class="write-about" id="a-note_about">What you type stays on this page and is '
        "gone when you leave it. It is neither sent nor saved. Write about fictional people only, "
        "with no client details.</p>\n"
        "</section>\n"
    )


def test_controls_of_several_exercises_are_kept_apart():
    write = "::: write Ash's hour\na\n:::\n"

    html = render("\n".join([SORT, SORT, ORDER, ORDER, write, write, "## Ash's hour"]))

    ids = re.findall(r'\sid="([^"]*)"', html)
    names = re.findall(r'\sname="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(names) == {f"whose-task_{n}" for n in (1, 2, 3, "2_1", "2_2", "2_3")}
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        assert set(re.findall(rf'{attribute}="([^"]*)"', html)) <= set(ids)


def test_nothing_of_an_exercise_can_be_sent():
    html = render("\n".join([SORT, ORDER, "::: write A\nb\n:::"]))

    assert "<form" not in html
    assert not re.search("<(select|textarea)[^>]* name=", html)
    assert html.count('autocomplete="off"') == len(re.findall("<(input|select|textarea)", html))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            SORT,
            [
                *["Whose task?", "Choose a place.", "Task", "Help a client", "mine", "Refer"],
                *["Ours", "Why", "It is law.", "Listen", "It is {kind}.", "Call", "Refer"],
                "“Late.”",
            ],
        ),
        (ORDER, ["Ash’s hour", "Card", "Ask", "Greet", "Why here", "First.", "Then."]),
        ("::: write A [S1]\nb\n:::", ["A", "b"]),
    ],
)
def test_words_of_cards_are_the_authors_and_count_once(source, text):
    assert plain_text(source) == "\n\n".join(text)


@pytest.mark.parametrize(
    ("source", "ids"), [(SORT, ["S1", "S34", "C24"]), (ORDER, ["S4"]), (order_of("ab"), [])]
)
def test_citations_in_cells_count(source, ids):
    assert citations(source) == ids


def test_exercise_stands_in_a_list_or_a_quotation():
    quoted = "".join(f"> {line}\n" for line in SORT.splitlines())
    listed = "- a\n\n" + "".join(f"  {line}\n" for line in ORDER.splitlines())

    assert render(quoted).startswith('<blockquote>\n<section class="callout callout-sort"')
    assert '<section class="callout callout-order"' in render(listed)


def test_cell_may_hold_a_stroke():
    html = render(sort_of("| a \\| b | c | d", r"e | f | `g \| h`"))

    assert "<legend>a | b</legend>" in html
    assert "<code>g | h</code>" in html


A, B = "| a | x | y |", "| b | z | y |"


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("a\n\n::: sort A\nb\n:::", 3, "::: sort needs a table of 3 columns"),
        ("::: order A\nb\n:::", 1, "::: order needs a table of 2 columns"),
        (f"{SORT[:-5]}\nb\n\n|a|\n|-|\n:::", 11, "::: sort takes one table only"),
        ("::: sort A\n\n|a|b|\n|-|-|\n|c|d|\n|e|f|\n:::", 3, "the table has 2 columns, not 3"),
        ("::: order A\n|a|b|c|\n|-|-|-|\n:::", 2, "the table has 3 columns, not 2"),
        ("::: order A\n|a| |\n|-|-|\n|c|d|\n|e|f|\n:::", 2, "a column has no name"),
        (sort_of(), 3, "the table needs 2 to 12 cards"),
        (sort_of(A), 3, "the table needs 2 to 12 cards"),
        (order_of("abcdefghijklm"), 2, "the table needs 2 to 12 cards"),
        (sort_of(A, "| b | | y |"), 6, "a cell is empty"),
        (sort_of(A, "| b | z |"), 6, "a cell is empty"),
        (order_of(["a", " "]), 5, "a cell is empty"),
        (sort_of(A, B, "| c | z | y | d |"), 7, "the row has more cells than"),
        (sort_of(A, "| b | z | y ||"), 6, "the row has more cells than"),
        (sort_of(A, "| a | z | y |"), 6, "the card is there twice"),
        (order_of(["a", "b", "a"]), 6, "the card is there twice"),
        (sort_of(A, "| b | x | y |"), 5, "the cards need 2 to 6 different places"),
        (sort_of(*(f"| {n} | {n} | y |" for n in range(7))), 5, "the cards need 2 to 6 different"),
        (f":{SORT[:-4]}\n::: try\na\n:::\n::::", 10, "::: sort holds no other block"),
        ("::: sort\n:::", 1, "::: sort needs a title"),
        ("::: write\n:::", 1, "::: write needs a title"),
        (sort_of("| ![a](b.png) | x | y |", B), 5, "an image is written as a ::: figure block"),
        (sort_of("| c | ![a](b.png) | y |", B), 5, "an image is written as a ::: figure block"),
        (sort_of(A, "| b [S1] | z | y |"), 6, "a card and its place hold no link and no citation"),
        (sort_of(A, "| b | z [S1] | y |"), 6, "a card and its place hold no link and no citation"),
        (sort_of("| [a](/b) | x | y |", B), 5, "a card and its place hold no link and no citation"),
        (sort_of(A, "| b | <http://z> | y |"), 6, "a card and its place hold no link and no"),
        (order_of(["a", "b [S1]"]), 5, "a card and its place hold no link and no citation"),
        (order_of(["[a](/b)", "b"]), 4, "a card and its place hold no link and no citation"),
    ],
)
def test_faulty_exercise_names_its_line(source, line, reason):
    with pytest.raises(MarkdownError) as error:
        render(source)

    assert error.value.line == line
    assert error.value.reason.startswith(reason)


@pytest.mark.parametrize("source", [SORT, ORDER, "::: write A\nb\n:::"])
def test_exercise_is_refused_where_its_controls_would_be_in_a_form(source):
    name = source.split()[1]

    with pytest.raises(MarkdownError, match=f"^line 1: ::: {name} is for lessons only$"):
        render(source, exercises=False)
