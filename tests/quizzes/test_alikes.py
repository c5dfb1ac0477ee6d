"""Questions that look alike, and what a search asks for."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.alikes import ALIKE, MOST, closest
from quizzes.bank import retire_item
from quizzes.looking_alike import looking_like
from quizzes.searching import searched
from tests import factories
from tests.quizzes.authoring import make_question, url

STEM = "Ines asks for a bed tonight and says no more. What do you say to her first?"
OTHERS = [
    ("copy", STEM.upper()),
    ("near", STEM.replace("Ines", "Petra").replace("tonight", "this evening")),
    ("far", "Which of these sentences keeps the choice of a day with the person?"),
    ("empty", ""),
    ("none", None),
]


def test_copies_and_near_copies_are_found_the_nearest_first():
    found = closest(STEM, OTHERS)

    assert [slug for slug, _, _ in found] == ["copy", "near"]
    assert found[0][2] == 100 > found[1][2] >= ALIKE


def test_short_texts_are_not_compared():
    assert closest("What now?", [("same", "What now?")]) == []


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=60)), max_size=20))
def test_any_texts_are_compared(others):
    found = closest(STEM, others)

    assert len(found) <= MOST
    assert all(ALIKE <= score <= 100 for *_, score in found)


def test_three_thousand_questions_take_little_time():
    others = [(f"q-{n}", f"{STEM} {n} {'word ' * (n % 40)}") for n in range(3000)]

    begins = time.process_time()
    closest(STEM, others)

    assert time.process_time() - begins < 0.5  # a tenth of that on a quiet machine


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("  Bed  TONIGHT ", ["bed", "tonight"]),
        ('a "return  plan" b', ["a", "return plan", "b"]),
        ("“return plan”", ["return plan"]),
        ('open "quote', ["open", "quote"]),
        ('""', []),
    ],
)
def test_search_has_words_and_phrases(text, words):
    assert searched(text) == words


@given(st.text(max_size=80))
def test_any_search_is_read(text):
    assert all(words.strip() == words and words for words in searched(text))


@pytest.fixture
def module():
    return factories.make_course().modules.get()


@pytest.mark.django_db
@pytest.mark.parametrize("others", [1, 3])
def test_bank_is_searched_by_one_query(module, others, django_assert_num_queries):
    for number in range(others):
        make_question(module, f"q-{number}", None, published=False, stem=STEM)
    mine = make_question(module, "mine", None, published=False, stem=STEM)

    with django_assert_num_queries(1):
        found = looking_like(STEM, but=mine.pk)

    assert len(found) == others
    assert mine.slug not in [other.slug for other in found]
    assert found[0].percent == 100


@pytest.mark.django_db
def test_retired_questions_are_left_out(module):
    retire_item(make_question(module, "q-1", None, published=False, stem=STEM), actor=None)

    assert looking_like(STEM) == []


@pytest.mark.django_db
def test_author_is_told_while_writing(client, module):
    other = make_question(module, "q-1", None, published=False, stem=STEM)
    client.force_login(factories.make_author())

    page = client.post(url("findings"), {"type": "single_best", "stem": STEM, "base": ""})

    assert f">{other.slug}</a>" in page.content.decode()
    assert "(100% alike)" in page.content.decode()
    base = f"{other.pk} 2026-01-01"
    page = client.post(url("findings"), {"type": "single_best", "stem": STEM, "base": base})
    assert "alike)" not in page.content.decode()
