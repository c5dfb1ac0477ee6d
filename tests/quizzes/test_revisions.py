"""What differs between two versions of a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.revisions import (
    ADDED,
    REMOVED,
    SAME,
    Change,
    Revision,
    Run,
    changes,
    pair_rows,
    word_runs,
)

words = st.lists(st.sampled_from(["a", "bed", "for", "tonight.", " ", "\n", "مرحبا", "🜨"]))
texts = words.map(" ".join)
options = st.lists(
    st.fixed_dictionaries({"text": texts, "feedback": texts}, optional={"supported": texts}),
    max_size=5,
)
revisions = st.builds(
    Revision,
    st.dictionaries(st.sampled_from(["Question", "Area"]), texts),
    st.dictionaries(st.sampled_from(["Option", "Card"]), options),
)


def option(text, feedback="", *, correct=False):
    return {"text": text, "supported": "yes" if correct else "no", "feedback": feedback}


def joined(runs, *kinds):
    return "".join(run.text for run in runs if run.kind in kinds)


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("", "", []),
        ("A bed", "A bed", [Run(SAME, "A bed")]),
        ("", "A bed", [Run(ADDED, "A bed")]),
        ("A bed", "", [Run(REMOVED, "A bed")]),
        ("A bed", "A warm bed", [Run(SAME, "A "), Run(ADDED, "warm "), Run(SAME, "bed")]),
        (
            "A bed for tonight",
            "A bus on Friday",
            [Run(SAME, "A "), Run(REMOVED, "bed for tonight"), Run(ADDED, "bus on Friday")],
        ),
        (
            "سرير الليلة",
            "سرير غدا",
            [Run(SAME, "سرير "), Run(REMOVED, "الليلة"), Run(ADDED, "غدا")],
        ),
        ("<b>", "<i>", [Run(REMOVED, "<b>"), Run(ADDED, "<i>")]),
    ],
)
def test_word_runs_show_what_went_and_came(before, after, runs):
    assert word_runs(before, after) == runs


@given(texts, texts)
def test_word_runs_make_up_both_texts(before, after):
    runs = word_runs(before, after)

    assert joined(runs, SAME, REMOVED) == before
    assert joined(runs, SAME, ADDED) == after
    assert all(run.text for run in runs)


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        ("", "", []),
        ("ab", "ab", [(0, 0), (1, 1)]),
        ("ab", "ba", [(1, 0), (0, 1)]),
        ("abc", "ac", [(0, 0), (2, 1), (1, None)]),
        ("ac", "abc", [(0, 0), (None, 1), (1, 2)]),
        ("abc", "axc", [(0, 0), (1, 1), (2, 2)]),
        ("aa", "a", [(0, 0), (1, None)]),
    ],
)
def test_options_of_the_same_text_belong_together(before, after, pairs):
    found = pair_rows([option(text) for text in before], [option(text) for text in after])

    assert found == pairs


@given(options, options)
def test_each_option_is_paired_once(before, after):
    pairs = pair_rows(before, after)

    assert sorted(old for old, _ in pairs if old is not None) == list(range(len(before)))
    assert [new for _, new in pairs if new is not None] == list(range(len(after)))


def test_changed_texts_are_listed_by_their_labels():
    before = Revision({"Question": "What first?", "Area": "Foundations", "Gone": "x"})
    after = Revision({"Question": "What next?", "Area": "Foundations", "Came": "y"})

    found = changes(before, after)

    assert found == [
        Change("Question", [Run(SAME, "What "), Run(REMOVED, "first?"), Run(ADDED, "next?")]),
        Change("Came", [Run(ADDED, "y")]),
        Change("Gone", [Run(REMOVED, "x")]),
    ]


def test_options_say_what_became_of_them():
    before = Revision(
        {}, {"Option": [option("Ask", "Good", correct=True), option("Wait"), option("Tell")]}
    )
    after = Revision(
        {}, {"Option": [option("Tell"), option("Ask", "Kind"), option("Write", correct=True)]}
    )

    found = changes(before, after)

    assert found == [
        Change("Option 2, supported", [Run(REMOVED, "yes"), Run(ADDED, "no")]),
        Change("Option 2, feedback", [Run(REMOVED, "Good"), Run(ADDED, "Kind")]),
        Change("Option 3, text", [Run(REMOVED, "Wait"), Run(ADDED, "Write")]),
        Change("Option 3, supported", [Run(REMOVED, "no"), Run(ADDED, "yes")]),
        Change(
            "Order of options, by their old numbers",
            [Run(REMOVED, "1, 2, 3"), Run(ADDED, "3, 1, 2")],
        ),
    ]


def test_added_and_removed_options_are_shown_whole():
    one = Revision({}, {"Option": [option("Ask", "Good", correct=True)]})
    two = Revision({}, {"Option": [option("Ask", "Good", correct=True), option("Wait", "Not yet")]})

    assert changes(one, two) == [
        Change("Option 2, added", [Run(ADDED, "Wait\nsupported: no\nfeedback: Not yet")])
    ]
    assert changes(two, one) == [
        Change("Option 2, removed", [Run(REMOVED, "Wait\nsupported: no\nfeedback: Not yet")])
    ]


@given(revisions)
def test_nothing_differs_from_itself(revision):
    assert changes(revision, revision) == []


@given(revisions, revisions)
def test_changes_turn_round(before, after):
    there, back = changes(before, after), changes(after, before)

    assert bool(there) == bool(back)
