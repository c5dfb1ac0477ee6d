import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from courses.copying import shared_runs, shingles, words

SOURCE = "The bond may feel steady. It's known, and well-worn at that."
TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", "A", "B.", "-"])).map(" ".join) | st.text()


def test_words_are_counted_as_they_are_compared():
    assert words("It’s WELL-worn, at 2.") == ["it's", "well", "worn", "at", "2"]


def test_shingles_are_runs_of_words():
    assert shingles("It’s WELL-worn. Yes", 3) == shingles("it's well worn", 3) | shingles(
        "Well, worn: yes!", 3
    )
    assert shingles("one two three", 3) == {"34ac55c0559f"}


@pytest.mark.parametrize("text", ["", "one two", "..."])
def test_text_shorter_than_a_run_has_no_shingles(text):
    assert shingles(text, 3) == frozenset()


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("They say the bond may feel good.", ["the bond may feel"]),
        ("It may feel steady; it’s known and more.", ["may feel steady; it’s known and"]),
        ("The bond may be. A bond may feel.", ["The bond may", "bond may feel"]),
        ("Well worn at", ["Well worn at"]),
        ("The bond. Feel steady.", []),
        ("", []),
    ],
)
def test_runs_in_common_are_found_as_they_are_written(text, runs):
    assert shared_runs(text, shingles(SOURCE, 3), 3) == runs


@pytest.mark.parametrize("n", [0, -1])
def test_run_has_a_word_at_least(n):
    with pytest.raises(ValueError, match="is none"):
        shingles("one two", n)
    with pytest.raises(ValueError, match="is none"):
        shared_runs("one two", frozenset(), n)


@example(text="a a a b a", other="a b a a a", n=3)  # “a a a” and “a b a” share a word
@given(text=TEXTS, other=TEXTS, n=st.integers(1, 4))
def test_every_run_occurs_in_both(text, other, n):
    known = shingles(other, n)

    for run in shared_runs(text, known, n):
        assert run in text
        assert shingles(run, n)
        assert shingles(run, n) <= known


@given(text=TEXTS, other=TEXTS, n=st.integers(1, 4))
def test_what_is_not_in_a_run_is_not_in_common(text, other, n):
    known = shingles(other, n)

    found = frozenset().union(*(shingles(run, n) for run in shared_runs(text, known, n)))

    assert found == shingles(text, n) & known


@given(text=TEXTS, n=st.integers(1, 4))
def test_text_shares_everything_with_itself(text, n):
    assert bool(shared_runs(text, shingles(text, n), n)) == bool(shingles(text, n))
