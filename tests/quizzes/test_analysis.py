"""The figures of item analysis: by hand, against numpy, and for any answers at all."""

from collections import Counter
from math import sqrt

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.analysis import moments, readings
from quizzes.analysis.distractors import option_figures, option_reading
from quizzes.analysis.items import (
    ItemFigures,
    discriminative_efficiency,
    guess_mark,
    item_figures,
)
from quizzes.analysis.quizzes import attempts_of, quiz_figures
from quizzes.analysis.tallies import Cell, Tally, cells
from quizzes.types import TYPES

# Four people, three questions: a staircase, which can be reckoned by hand
STAIRCASE = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]

MARKS = st.sampled_from([0.0, 0.25, 1 / 3, 0.5, 1.0])
PEOPLE = st.integers(2, 5).flatmap(
    lambda questions: st.lists(
        st.lists(MARKS, min_size=questions, max_size=questions), min_size=30, max_size=60
    )
)


def tally_of(people):
    """Count people, each a list of marks for questions 0, 1, ..., which answered "" throughout."""
    return Tally(
        cell
        for marks in people
        for cell in cells([(question, "", mark) for question, mark in enumerate(marks)])
    )


def of_question(tally, question):
    return Tally({cell: count for cell, count in tally.items() if cell.version == question})


def figures_of(people):
    tally = tally_of(people)
    return quiz_figures(tally, {cell.version: cell.version for cell in tally})


def pairs(firsts, seconds):
    return Counter(zip(firsts, seconds, strict=True))


@pytest.mark.parametrize(
    ("marks", "correlation", "efficiency"),
    [
        ([1, 1, 0, 0], sqrt(0.5), 1.0),  # covariance 1/6, variances 1/3 and 1/6
        ([0, 1, 1, 0], 0.0, 0.0),
        ([0, 0, 1, 1], -sqrt(0.5), -1.0),
        ([1, 0, 1, 0], sqrt(0.5), 1.0),  # the two with half of the rest change places
        ([1, 1, 1, 1], None, None),
    ],
)
def test_discrimination_by_hand(marks, correlation, efficiency):
    seen = pairs(marks, [1, 0.5, 0.5, 0])

    assert moments.correlation(seen) == pytest.approx(correlation)
    assert discriminative_efficiency(seen) == pytest.approx(efficiency)


def test_shape_of_marks_by_hand():
    # Mean 1/4, m2 3/16, m3 3/32, m4 21/256; so k2 1/4, k3 1/4, k4 1/4
    marks = Counter({0: 3, 1: 1})

    assert moments.variance(marks) == pytest.approx(1 / 4)
    assert moments.skewness(marks) == pytest.approx(2)
    assert moments.kurtosis(marks) == pytest.approx(4)


def test_quiz_by_hand():
    found = figures_of(STAIRCASE * 10)

    # The variances of the questions add up to half of that of the sums: 3/2 * (1 - 1/2)
    assert found.alpha == pytest.approx(0.75)
    assert found.error_ratio == pytest.approx(0.5)
    assert found.standard_error == pytest.approx(found.deviation / 2)
    assert found.mean == pytest.approx(0.5)
    # Covariances with the sum are as 3 to 4 to 3
    roots = [sqrt(3), 2, sqrt(3)]
    effective = [weight.effective for weight in found.weights.values()]
    assert effective == pytest.approx([root / sum(roots) for root in roots])
    assert [weight.intended for weight in found.weights.values()] == pytest.approx([1 / 3] * 3)


def test_item_by_hand():
    found = item_figures(of_question(tally_of(STAIRCASE * 10), 0), guess=0.25)

    # Three of four right; the rest is 1, 1/2, 0, 0: covariance 1/8 * 40/39, variances 3/16, 11/64
    assert found == ItemFigures(
        count=40,
        facility=pytest.approx(0.75),
        deviation=pytest.approx(sqrt(3 / 16 * 40 / 39)),
        guess=0.25,
        discrimination=pytest.approx(0.09375 / sqrt(3 / 16 * 11 / 64)),
        efficiency=pytest.approx(1.0),
    )


def test_negative_weight_is_left_out():
    weights = figures_of([[1, 1, 0], [1, 1, 0], [0, 0, 1], [0, 0, 1]] * 10).weights

    assert [weight.effective for weight in weights.values()] == [0.5, 0.5, None]


@given(PEOPLE)
def test_figures_agree_with_numpy(people):
    marks = numpy.array(people)
    totals = marks.sum(axis=1)

    whole = figures_of(people)
    items = [item_figures(of_question(tally_of(people), each)) for each in range(marks.shape[1])]

    for each, found in enumerate(items):
        mine, rest = marks[:, each], totals - marks[:, each]
        assert found.facility == pytest.approx(mine.mean())
        assert found.deviation == pytest.approx(mine.std(ddof=1))
        if mine.std() < 1e-9 or rest.std() < 1e-9:
            assert found.discrimination is None
            continue
        assert found.discrimination == pytest.approx(numpy.corrcoef(mine, rest)[0, 1], abs=1e-9)
        most = numpy.cov(numpy.sort(mine), numpy.sort(rest))[0, 1]
        assert found.efficiency == pytest.approx(numpy.cov(mine, rest)[0, 1] / most, abs=1e-9)
    assert whole.deviation == pytest.approx(totals.std(ddof=1) / marks.shape[1])
    if totals.std() < 1e-9:
        assert whole.alpha is None
        return
    assert whole.alpha == pytest.approx(_alpha(marks), abs=1e-9)
    assert (whole.skewness, whole.kurtosis) == pytest.approx(_shape(totals), abs=1e-6)


def _alpha(marks):
    """Cronbach's alpha from the mean covariance of questions and their mean variance."""
    table = numpy.cov(marks.T)
    number = len(table)
    variance = table.trace() / number
    covariance = (table.sum() - table.trace()) / (number * (number - 1))
    return number * covariance / (variance + (number - 1) * covariance)


def _shape(values):
    """Skewness and kurtosis as spreadsheets give them (Joanes and Gill's G1 and G2)."""
    s = len(values)
    z = (values - values.mean()) / values.std()
    skewness, excess = (z**3).mean(), (z**4).mean() - 3
    return (
        skewness * sqrt(s * (s - 1)) / (s - 2),
        (s - 1) / ((s - 2) * (s - 3)) * ((s + 1) * excess + 6),
    )


@given(PEOPLE, st.randoms())
def test_order_of_people_changes_nothing(people, random):
    other = random.sample(people, len(people))

    assert tally_of(other) == tally_of(people)


@given(PEOPLE, st.data())
def test_joined_tallies_are_those_of_all_people(people, data):
    cut = data.draw(st.integers(0, len(people)))

    joined = tally_of(people[:cut]) + tally_of(people[cut:])

    assert joined == tally_of(people)
    assert sum(attempts_of(joined).values()) == len(people)


@given(PEOPLE)
def test_figures_stay_in_their_ranges(people):
    whole = figures_of(people)
    found = [item_figures(of_question(tally_of(people), each)) for each in range(len(people[0]))]

    for figures in found:
        assert 0 <= figures.facility <= 1
        assert figures.discrimination is None or -1 <= figures.discrimination <= 1
        assert figures.efficiency is None or figures.efficiency <= 1
    assert whole.alpha is None or whole.alpha <= 1
    shares = [weight.effective for weight in whole.weights.values() if weight.effective is not None]
    assert shares == [] or sum(shares) == pytest.approx(1)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_cells_are_near_any_marks(marks):
    found = cells([(question, "", mark) for question, mark in enumerate(marks)])

    assert [cell.fraction for cell in found] == pytest.approx(marks, abs=1 / 120 + 1e-9)
    assert all(cell.sum == pytest.approx(sum(marks), abs=1 / 24 + 1e-9) for cell in found)
    assert all(cell.rest is None or 0 <= cell.rest <= 1 for cell in found)


def test_question_that_nothing_marks_has_no_cell():
    assert cells([(7, "0", 1.0), (8, "", None)]) == [Cell(7, "0", 1, 60, 12)]
    assert cells([(8, "", None)]) == []


def test_a_question_alone_has_no_rest():
    found = item_figures(tally_of([[1], [0]] * 15))

    assert (found.facility, found.discrimination, found.efficiency) == (0.5, None, None)


@pytest.mark.parametrize(("people", "is_shown"), [(29, False), (30, True)])
def test_figures_are_hidden_for_few(people, is_shown):
    tally = tally_of([[1, 0]] * people)

    assert (item_figures(of_question(tally, 0)) is not None) is is_shown
    assert (figures_of([[1, 0]] * people) is not None) is is_shown


def test_newer_version_is_the_same_question_for_the_quiz():
    tally = Tally(
        cell
        for version in (0, 10)
        for marks in STAIRCASE * 5
        for cell in cells([(version, "", marks[0]), (1, "", marks[1]), (2, "", marks[2])])
    )

    joined = quiz_figures(tally, {0: 0, 10: 0, 1: 1, 2: 2})
    apart = quiz_figures(tally, {0: 0, 10: 10, 1: 1, 2: 2})

    assert joined.alpha == pytest.approx(0.75)
    assert (apart.is_same_for_all, apart.alpha, apart.weights) == (False, None, {})
    assert apart.mean == joined.mean


def test_drawn_questions_are_compared_within_their_attempts():
    drawn = [[(0, 1), (1, 1)], [(0, 0), (2, 0)], [(1, 0), (2, 1)]] * 20
    tally = Tally(cell for each in drawn for cell in cells([(q, "", m) for q, m in each]))

    found = quiz_figures(tally, {0: 0, 1: 1, 2: 2})

    assert (found.count, found.mean, found.is_same_for_all) == (60, pytest.approx(0.5), False)
    assert item_figures(of_question(tally, 0)).discrimination == pytest.approx(1)


def answered(*groups):
    """Count people of a two-question quiz: (how many, answer, mark, mark of the other)."""
    tally = Tally()
    for number, answer, mark, other in groups:
        tally[cells([(0, answer, mark), (1, "", other)])[0]] += number
    return tally


def test_options_by_thirds_by_hand():
    tally = answered((40, "0", 1, 1), (30, "1", 0, 0.5), (20, "2", 0, 0), (10, "", 0, 0))

    key, tempting, weak, silent = option_figures(tally, 3)

    assert (key.count, key.share, key.thirds) == (40, 0.4, (0, 0, 1))
    assert (tempting.of_wrong, tempting.thirds) == (0.5, (0, 1, 0))
    assert weak.thirds == (pytest.approx(2 / 3), 0, 0)
    assert (silent.option, silent.count, silent.thirds[0]) == (None, 10, pytest.approx(1 / 3))
    assert key.correlation > 0 > weak.correlation


def test_options_are_hidden_below_a_hundred():
    assert option_figures(answered((99, "0", 1, 1)), 2) is None
    assert len(option_figures(answered((100, "0", 1, 1)), 2)) == 2


def test_several_chosen_options_count_each():
    tally = answered((50, "0 2", 1, 1), (50, "0 1", 0.5, 0))

    assert [each.share for each in option_figures(tally, 3)] == [1, 0.5, 0.5]


def test_options_are_read_in_words():
    tally = answered((60, "1", 0, 1), (38, "0", 1, 0), (2, "2", 0, 0))

    found = [option_reading(each, [0]) for each in option_figures(tally, 3)]

    assert found == [
        "Chosen less by those who did well: check the key.",
        "Chosen more by those who did well: is it right too?",
        "Hardly anyone is tempted by it.",
    ]


def test_guessing_earns_the_mean_of_the_options():
    kind = TYPES["single_best"]

    assert guess_mark("single_best", kind, kind.CONTENT) == pytest.approx(1 / 3)
    several = TYPES["multiple_response"]
    assert guess_mark("multiple_response", several, several.CONTENT) is None


@pytest.mark.parametrize(
    ("facility", "told", "efficiency", "rank"),
    [
        (0.95, -0.01, -0.1, 0),  # below zero wins over nearly everyone knowing it
        (0.95, 0.05, 0.1, None),
        (0.95, None, None, None),
        (0.25, 0.4, 0.5, 1),
        (0.45, 0.4, 0.5, 2),
        (0.8, 0.19, 0.5, 3),
        (0.8, 0.2, 0.14, 4),
        (0.8, 0.3, 0.5, None),
        (0.8, None, None, None),
    ],
)
def test_look_at_these_first(facility, told, efficiency, rank):
    figures = ItemFigures(50, facility, 0.4, 0.25, told, efficiency)

    found = readings.concern(figures)

    assert (found and found.rank) == rank
    assert readings.is_for_review(figures) is (facility == 0.95 and told != -0.01)
