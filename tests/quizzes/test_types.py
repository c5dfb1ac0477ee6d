"""Every question type, by its own examples: one test for all types."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.types import (
    TYPED,
    TYPES,
    InvalidAnswer,
    cloze,
    matching,
    multiple_response,
    ordering,
    single_best,
)
from quizzes.types.listing import LONGEST_IN_LIST, letter, listed
from quizzes.types.parts import Flag, Lines, Number

BY_TYPE = list(TYPES.values())
MARKED = [kind for kind in BY_TYPE if kind.grade(kind.CONTENT, kind.key(kind.CONTENT)) is not None]


def cases(attribute):
    return [
        pytest.param(kind, case, id=f"{name}-{number}")
        for name, kind in TYPES.items()
        for number, case in enumerate(getattr(kind, attribute))
    ]


def order_of(kind, content):
    return list(range(kind.to_shuffle(content)))


def html_of(kind, content):
    return kind.SCHEMA.rendered(content, lambda text: f"<p>{text}</p>")


@pytest.mark.parametrize("kind", BY_TYPE)
def test_type_has_no_problem_with_its_example(kind):
    assert kind.problems(kind.CONTENT) == []


@pytest.mark.parametrize("kind", BY_TYPE)
def test_example_is_as_contents_are_kept(kind):
    assert kind.SCHEMA.tidy(kind.CONTENT) == kind.CONTENT
    assert json.loads(json.dumps(kind.CONTENT)) == kind.CONTENT


@pytest.mark.parametrize(("kind", "content"), cases("INVALID_CONTENTS"))
def test_type_names_the_problems_of_a_broken_content(kind, content):
    problems = kind.problems(content)

    assert problems
    assert all(problem.endswith(".") for problem in problems)


@pytest.mark.parametrize(("kind", "content"), cases("INVALID_CONTENTS"))
def test_type_shows_what_a_broken_draft_has(kind, content):
    """An author looks at a draft before it is finished."""
    content = kind.SCHEMA.tidy(content)

    assert kind.show(content, html_of(kind, content), None, order_of(kind, content)) is not None


@pytest.mark.parametrize(("kind", "case"), cases("CASES"))
def test_type_grades_its_examples(kind, case):
    answer, mark = case

    assert kind.grade(kind.CONTENT, answer) == (mark if mark is None else pytest.approx(mark))


@pytest.mark.parametrize(("kind", "sent"), cases("INVALID_SENT"))
def test_type_refuses_values_that_are_not_its_own(kind, sent):
    with pytest.raises(InvalidAnswer):
        kind.parse(sent, kind.CONTENT)


@pytest.mark.parametrize(("kind", "case"), cases("CASES"))
def test_parse_reads_back_what_a_page_would_send(kind, case):
    answer, _ = case

    assert kind.parse(kind.sent(answer), kind.CONTENT) == answer
    assert json.loads(json.dumps(answer)) == answer


@pytest.mark.parametrize(("name", "kind"), TYPES.items())
def test_types_with_words_of_a_learner_are_named(name, kind):
    """Erasing somebody empties their answers to these, and keeps the others."""
    answers = [answer for answer, _ in kind.CASES if answer]
    has_words = any('"' in json.dumps(answer) for answer in answers)

    assert has_words == (name in TYPED)


@pytest.mark.parametrize(("kind", "case"), cases("CASES"))
def test_type_shows_its_examples(kind, case):
    answer, _ = case
    order = order_of(kind, kind.CONTENT)

    shown = kind.show(kind.CONTENT, html_of(kind, kind.CONTENT), answer, order)
    mixed = kind.show(kind.CONTENT, html_of(kind, kind.CONTENT), answer, [*order[2:], *order[:2]])

    assert shown
    assert len(order) < 2 or answer is not None or mixed != shown


@pytest.mark.parametrize("kind", BY_TYPE)
def test_inputs_left_open_are_no_answer(kind):
    parts = {"": [""], "0": [""], "1": [" "]}

    assert kind.parse({}, kind.CONTENT) is None
    assert kind.parse(parts, kind.CONTENT) is None


@pytest.mark.parametrize("kind", MARKED)
def test_key_of_the_example_earns_the_full_mark_and_nothing_earns_none(kind):
    assert kind.grade(kind.CONTENT, kind.key(kind.CONTENT)) == 1
    assert kind.grade(kind.CONTENT, None) == 0


@pytest.mark.parametrize(
    ("kind", "percents", "answer", "mark"),
    [
        (single_best, [None, 50, -20], 1, 0.5),
        (single_best, [100, 50, -20], 2, 0.0),
        (single_best, [100, 50, None], 0, 1.0),
        (multiple_response, [75, None, 25, 0], [0], 0.75),
        (multiple_response, [75, None, 25, 0], [0, 3], 0.75),
        (multiple_response, [75, None, 25, 0], [0, 1], 0.25),
        (multiple_response, [75, -100, 25, 0], [0, 1, 2], 0.0),
        (multiple_response, [67, -10, 33, 0], [0, 2], 1.0),
        (multiple_response, [67, -10, 33, 0], [1], 0.0),
    ],
)
def test_options_earn_what_their_author_says(kind, percents, answer, mark):
    content = with_percents(kind.CONTENT, percents)

    assert kind.problems(content) == []
    assert kind.grade(content, answer) == pytest.approx(mark)


@pytest.mark.parametrize(
    ("kind", "percents"),
    [
        (single_best, [90, None, None]),
        (single_best, [None, 100, None]),
        (multiple_response, [50, None, None, None]),
        (multiple_response, [50, None, 20, None]),
        (multiple_response, [100, None, 0, None]),
        (multiple_response, [50, 10, 50, None]),
    ],
)
def test_parts_of_the_mark_that_make_no_whole_are_named(kind, percents):
    assert kind.problems(with_percents(kind.CONTENT, percents))


def with_percents(content, percents):
    options = [
        option if percent is None else option | {"mark": percent}
        for option, percent in zip(content["options"], percents, strict=True)
    ]
    return content | {"options": options}


def test_choices_have_letters_when_one_is_too_long_for_its_list():
    short, long = ("0", "x" * LONGEST_IN_LIST), ("1", "x" * (LONGEST_IN_LIST + 1))

    assert [choice.letter for choice in listed([short, short])] == ["", ""]
    assert [choice.letter for choice in listed([short, long])] == ["A", "B"]


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")]
)
def test_letters_are_those_of_a_list_in_html(place, name):
    assert letter(place) == name


def test_each_gap_has_letters_or_none():
    gaps = [{**cloze.CONTENT["gaps"][0], "others": ["x" * 40]}, cloze.CONTENT["gaps"][1]]
    content = {**cloze.CONTENT, "gaps": gaps}

    shown = cloze.show(content, html_of(cloze, content), None, [])

    assert [[choice.letter for choice in gap.choices] for gap in shown.gaps] == [["A", "B"], []]


def test_card_that_may_swap_fits_in_both_places():
    content = ordering.CONTENT  # its second and third card may change places
    shown = ordering.show(content, html_of(ordering, content), [0, 2, 1, 3], [0, 1, 2, 3])

    assert [card.fits for card in shown.in_order] == [True] * 4
    assert ordering.grade(content, [0, 2, 1, 3]) == 1


# -- Any content and any answer ---------------------------------------------------------------

words = st.text("abcdefg ", min_size=1, max_size=8).filter(str.strip)


def value_of(part):
    if isinstance(part, Flag):
        return st.booleans()
    if isinstance(part, Number):
        whole = st.integers(part.least, part.most)
        return st.one_of(st.none(), whole) if part.is_optional else whole
    return st.lists(words, max_size=3) if isinstance(part, Lines) else words


def row_of(rows):
    return st.fixed_dictionaries({part.name: value_of(part) for part in rows.parts})


def with_one_key(content):
    """Only one option can be the key and earn all, and any content has one soon."""
    options = [row | {"correct": index == 0} for index, row in enumerate(content["options"])]
    options[0].pop("mark", None)
    return content | {"options": options}


def with_shares(content):
    """Two keys earn all together, or do not say; no other option earns anything."""
    options = [row | {"correct": index < 2} for index, row in enumerate(content["options"])]
    first = options[0]["mark"]
    for place, option in enumerate(options):
        if place < 2:
            share = min(99, abs(first or 0) + 1)
            option["mark"] = None if first is None else (share, 100 - share)[place]
        elif option["mark"]:
            option["mark"] = -abs(option["mark"])
    return content | {"options": options}


def with_cards_in_columns(content):
    """Every card belongs to the first column or the last."""
    names = [category["text"] for category in content["categories"]]
    cards = [
        card | {"category": names[-(index % 2)]} for index, card in enumerate(content["cards"])
    ]
    return content | {"cards": cards}


def with_first_card_first(content):
    first, *others = content["cards"]
    return content | {"cards": [first | {"with_previous": False}, *others]}


def with_gaps_in_the_text(content):
    """The text names its gaps, and what is wrong in one is not right too."""
    text = " ".join(f"[[{number}]]" for number in range(1, len(content["gaps"]) + 1))
    gaps = [gap | {"others": [f"not {word}" for word in gap["others"]]} for gap in content["gaps"]]
    return content | {"text": text, "gaps": gaps}


FITTING = {  # brings parts together that depend on each other
    "single_best": with_one_key,
    "multiple_response": with_shares,
    "categorize": with_cards_in_columns,
    "ordering": with_first_card_first,
    "cloze": with_gaps_in_the_text,
}


def contents(kind):
    """Contents that a type has no problem with."""
    parts = {text.name: words for text in kind.SCHEMA.texts}
    parts |= {
        rows.name: st.lists(row_of(rows), min_size=max(1, rows.least), max_size=rows.most)
        for rows in kind.SCHEMA.rows
    }
    fit = FITTING.get(kind.__name__.rpartition(".")[2], lambda content: content)
    built = st.fixed_dictionaries(parts).map(lambda content: kind.SCHEMA.tidy(fit(content)))
    return built.filter(lambda content: not kind.problems(content))


def answers(kind, content):
    """Whatever a page could send that the type takes for an answer."""
    places = st.integers(0, 7).map(str)
    values = st.one_of(places, words)
    sent = st.dictionaries(st.one_of(st.just(""), places), st.lists(values, max_size=3), max_size=5)
    return sent.map(lambda values: _parsed(kind, values, content))


def _parsed(kind, values, content):
    try:
        return kind.parse(values, content)
    except InvalidAnswer:
        return None


@pytest.mark.parametrize("kind", MARKED)
@given(data=st.data())
def test_mark_is_a_fraction(kind, data):
    content = data.draw(contents(kind))

    assert 0 <= kind.grade(content, data.draw(answers(kind, content))) <= 1


@pytest.mark.parametrize("kind", MARKED)
@given(data=st.data())
def test_key_earns_the_full_mark_and_nothing_earns_none(kind, data):
    content = data.draw(contents(kind))

    assert kind.grade(content, kind.key(content)) == pytest.approx(1)
    assert kind.grade(content, kind.parse({}, content)) == 0


@pytest.mark.parametrize("kind", BY_TYPE)
@given(data=st.data())
def test_answers_come_back_from_what_a_page_would_send(kind, data):
    content = data.draw(contents(kind))
    answer = data.draw(answers(kind, content))

    assert kind.parse(kind.sent(answer), content) == answer


# -- What has no order ------------------------------------------------------------------------


def moved_options(content, answer, order):
    """The options in another order, and the same of them chosen."""
    options = [content["options"][index] for index in order]
    if isinstance(answer, list):
        answer = sorted(order.index(index) for index in answer)
    elif answer is not None:
        answer = order.index(answer)
    return content | {"options": options}, answer


def moved_rows(rows):
    """The rows of a list in another order, each with its answer."""

    def move(content, answer, order):
        moved = content | {rows: [content[rows][index] for index in order]}
        return moved, answer and [answer[index] for index in order]

    return move


def moved_pairs(content, answer, order):
    """The pairs in another order; the choices are numbered by it, so their numbers move too."""
    moved, answer = moved_rows("pairs")(content, answer, order)
    places = {text: place for place, text in enumerate(matching.choices(moved))}
    texts = matching.choices(content)
    return moved, answer and [None if a is None else places[texts[a]] for a in answer]


REORDERED = {
    "single_best": moved_options,
    "multiple_response": moved_options,
    "matching": moved_pairs,
    "categorize": moved_rows("cards"),
    "judgment": moved_rows("responses"),
}


@pytest.mark.parametrize("name", REORDERED)
@given(data=st.data())
def test_order_of_what_has_no_order_does_not_change_the_mark(name, data):
    kind = TYPES[name]
    content = data.draw(contents(kind))
    answer = data.draw(answers(kind, content))
    order = data.draw(st.permutations(order_of(kind, content)))

    shuffled, moved = REORDERED[name](content, answer, order)

    assert kind.grade(shuffled, moved) == pytest.approx(kind.grade(content, answer))
