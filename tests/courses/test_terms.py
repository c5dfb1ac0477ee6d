import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.markdown import MarkdownError, render
from courses.terms import anchor_of, plural_of
from tests.courses.test_markdown import FRAGMENTS

TERMS = {
    "Tactic": "/g/#tactic",
    "Return plan": "/g/#return-plan",
    "Plan": "/g/#plan",
    "Trauma-informed": "/g/#trauma-informed",
    "Reporting duty": "/g/#reporting-duty",
    "Ana's rule": "/g/#rule",
    "trauma bond": "/g/#bonding",
    "trauma bonding": "/g/#bonding",
}
LINK = re.compile('<a href="[^"]*" class="term">(.*?)</a>', re.DOTALL)


@pytest.mark.parametrize(
    ("term", "anchor"),
    [
        ("Return plan", "term-return-plan"),
        ("Ana’s “rule”", "term-anas-rule"),
        ("Café", "term-cafe"),
        ("…", ""),
    ],
)
def test_anchor_is_made_of_a_terms_letters(term, anchor):
    assert anchor_of(term) == anchor


def linked(source):
    """Return what is linked to the glossary in a text, each with the place it leads to."""
    html = render(source, terms=TERMS)
    return [
        f"{words}#{place}"
        for place, words in re.findall('href="/g/#([^"]*)" class="term">([^<]*)</a>', html)
    ]


def test_first_use_of_a_term_leads_to_its_entry():
    assert render("A tactic. Another tactic.\n\n- A *tactic*", terms=TERMS) == (
        '<p>A <a href="/g/#tactic" class="term">tactic</a>. Another tactic.</p>\n'
        "<ul>\n<li>A <em>tactic</em></li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("Tactic", ["Tactic#tactic"]),
        ("TACTICS", ["TACTICS#tactic"]),
        ("tactical syntactic tactic-led re-tactic tactic_", []),
        ("a tactic’s cost", ["tactic#tactic"]),
        ("“tactic”—(tactics)", ["tactic#tactic"]),
        ("reporting duties", ["reporting duties#reporting-duty"]),
        ("non-trauma-informed, trauma-informed", ["trauma-informed#trauma-informed"]),
        ("Ana's rule", ["Ana’s rule#rule"]),
        ("a return plan and a plan", ["return plan#return-plan", "plan#plan"]),
        ("two return plans, one return plan", ["return plans#return-plan"]),
        ("return\nplan, return  plan", ["return\nplan#return-plan"]),
        ("trauma bonds and trauma bonding", ["trauma bonds#bonding"]),
        ("*a tactic* and **plans**", ["tactic#tactic", "plans#plan"]),
        ("a *tac*tic", []),
    ],
)
def test_whole_words_and_longest_terms_are_linked(source, links):
    assert linked(source) == links


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("## A tactic\n\n### A tactic", []),
        ("> A tactic", []),
        ("> - A tactic\n\nA plan", ["plan#plan"]),
        ("`tactic`\n\n    tactic\n\n```\ntactic\n```", []),
        ("[a tactic](#x), a tactic", ["tactic#tactic"]),
        ("| tactic |\n|-|\n| plan |", ["plan#plan"]),
        ("- a tactic\n- a plan", ["tactic#tactic", "plan#plan"]),
        ("::: case A tactic\nA plan.\n:::", ["plan#plan"]),
        ("::: answer\nA plan.\n:::", ["plan#plan"]),
        ("::: write A tactic\nA plan.\n:::", ["plan#plan"]),
        (
            "::: sort A\nA plan.\n\n|tactic|tactic|tactic|\n|-|-|-|\n"
            "|tactic|plan|the tactic|\n|plan|tactic|the plan|\n:::",
            ["plan#plan", "tactic#tactic"],
        ),
        (
            "::: order A\n|tactic|tactic|\n|-|-|\n|tactic|the tactic|\n|plan|the plan|\n:::",
            ["tactic#tactic", "plan#plan"],
        ),
    ],
)
def test_only_ordinary_text_is_linked(source, links):
    assert linked(source) == links


def test_nothing_is_linked_without_terms():
    assert render("A tactic") == "<p>A tactic</p>\n"


def test_address_of_a_term_is_cleaned_like_any_other():
    assert render("A tactic", terms={"tactic": 'javascript:x"<b>'}) == (
        '<p>A <a class="term">tactic</a></p>\n'
    )


@pytest.mark.parametrize(
    ("form", "plural"),
    [
        ("tactic", "tactics"),
        ("return plan", "return plans"),
        ("reporting duty", "reporting duties"),
        ("day", "days"),
        ("process", "processes"),
        ("search", "searches"),
    ],
)
def test_simple_plurals(form, plural):
    assert plural_of(form) == plural


WORDS = st.sampled_from(
    [
        "tactic",
        "return",
        "plans",
        "trauma",
        "bonding",
        "Ana's",
        "rule",
        " ",
        "\n",
        "-",
        "’",
        "&amp;",
    ]
)


@given(source=st.one_of(st.lists(WORDS), st.lists(st.one_of(WORDS, FRAGMENTS))).map("".join))
def test_links_leave_what_is_read_as_it_is(source):
    try:
        html = render(source)
    except MarkdownError:
        return

    with_links = render(source, terms=TERMS)
    assert LINK.sub(r"\1", with_links) == html
    places = re.findall('href="(/g/[^"]*)"', with_links)
    assert len(places) == len(set(places))
