"""Every question type, by its own examples: one test for all types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.types import TYPES, InvalidAnswer

BY_TYPE = list(TYPES.values())


def cases(attribute):
    return [
        pytest.param(kind, case, id=f"{name}-{number}")
        for name, kind in TYPES.items()
        for number, case in enumerate(getattr(kind, attribute))
    ]


@pytest.mark.parametrize("kind", BY_TYPE)
def test_type_has_no_problem_with_its_example(kind):
    assert kind.problems(kind.CONTENT) == []


@pytest.mark.parametrize(("kind", "content"), cases("INVALID_CONTENTS"))
def test_type_names_the_problems_of_a_broken_content(kind, content):
    problems = kind.problems(content)

    assert problems
    assert all(problem.endswith(".") for problem in problems)


@pytest.mark.parametrize(("kind", "case"), cases("CASES"))
def test_type_grades_its_examples(kind, case):
    answer, mark = case

    assert kind.grade(kind.CONTENT, answer) == mark


@pytest.mark.parametrize(("kind", "values"), cases("INVALID_VALUES"))
def test_type_refuses_values_that_are_not_its_own(kind, values):
    with pytest.raises(InvalidAnswer):
        kind.parse(values, kind.CONTENT)


@pytest.mark.parametrize(("kind", "case"), cases("CASES"))
def test_parse_reads_back_what_a_page_would_send(kind, case):
    answer, _ = case
    sent = [str(index) for index in kind.chosen(answer)]

    assert kind.parse(sent, kind.CONTENT) == answer


def contents(kind):
    """Contents of a type with 2 to 8 distinct options and keys as the type asks."""

    def build(flags):
        return {
            "stem": "A stem?",
            "options": [
                {"text": f"Option {number}", "correct": flag, "feedback": "Because."}
                for number, flag in enumerate(flags)
            ],
        }

    flags = st.lists(st.booleans(), min_size=2, max_size=8)
    return flags.map(build).filter(lambda content: kind.problems(content) == [])


def answers(kind, content):
    """What a learner could send: any subset that the type's inputs allow."""
    indexes = st.sets(st.integers(0, len(content["options"]) - 1))
    if kind.INPUT == "radio":
        indexes = indexes.filter(lambda chosen: len(chosen) <= 1)
    return indexes.map(lambda chosen: kind.parse([str(index) for index in chosen], content))


def key_of(kind, content):
    right = [str(i) for i, option in enumerate(content["options"]) if option["correct"]]
    return kind.parse(right, content)


@pytest.mark.parametrize("kind", BY_TYPE)
@given(data=st.data())
def test_mark_is_a_fraction(kind, data):
    content = data.draw(contents(kind))

    assert 0 <= kind.grade(content, data.draw(answers(kind, content))) <= 1


@pytest.mark.parametrize("kind", BY_TYPE)
@given(data=st.data())
def test_key_earns_the_full_mark_and_nothing_earns_none(kind, data):
    content = data.draw(contents(kind))

    assert kind.grade(content, key_of(kind, content)) == 1
    assert kind.grade(content, kind.parse([], content)) == 0


@pytest.mark.parametrize("kind", BY_TYPE)
@given(data=st.data())
def test_order_of_options_does_not_change_the_mark(kind, data):
    content = data.draw(contents(kind))
    answer = data.draw(answers(kind, content))
    order = data.draw(st.permutations(range(len(content["options"]))))
    shuffled = {**content, "options": [content["options"][index] for index in order]}
    moved = [str(order.index(index)) for index in kind.chosen(answer)]

    assert kind.grade(shuffled, kind.parse(moved, shuffled)) == kind.grade(content, answer)
