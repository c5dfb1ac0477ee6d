"""The figures of a quiz as a whole: how its marks lie, and how well they hang together."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from quizzes.analysis import moments
from quizzes.analysis.items import SMALLEST
from quizzes.analysis.moments import DUST, Counts
from quizzes.analysis.tallies import TOTAL_PARTS, Tally


@dataclass(frozen=True)
class Weight:
    """How much of the mark a question should decide, and does; fractions that add up to 1.

    `effective` is None where its mark and the whole go against each other.
    """

    intended: float
    effective: float | None


@dataclass(frozen=True)
class QuizFigures:
    """What first attempts say of a quiz; marks are fractions, None is what they cannot say.

    `is_same_for_all`: every attempt had the same marked questions. Only then are there alpha, what
    follows from it, and weights, by question.
    """

    count: int
    mean: float
    deviation: float | None
    skewness: float | None
    kurtosis: float | None
    is_same_for_all: bool
    alpha: float | None
    error_ratio: float | None
    standard_error: float | None
    weights: Mapping[int, Weight]


def attempts_of(tally: Tally) -> Counter[tuple[int, int]]:
    """Return how many attempts had so many questions and such a total, in twelfths.

    Each attempt is in as many cells as it had questions, with the same total in all of them.
    """
    cells: Counter[tuple[int, int]] = Counter()
    for cell, count in tally.items():
        cells[cell.asked, cell.total] += count
    return Counter({key: count // key[0] for key, count in cells.items()})


def quiz_figures(tally: Tally, questions: Mapping[int, int]) -> QuizFigures | None:
    """Return the figures of a quiz from all of its cells; None below SMALLEST first attempts.

    `questions` says of which question each version is: an attempt with a newer version of a
    question had the same question.
    """
    attempts = attempts_of(tally)
    count = moments.size(attempts)
    if count < SMALLEST:
        return None
    marks: Counter[float] = Counter()
    for (asked, total), number in attempts.items():
        marks[total / (TOTAL_PARTS * asked)] += number
    by_question = _by_question(tally, questions)
    is_same = all(moments.size(pairs) == count for pairs in by_question.values())
    alpha = _alpha(by_question) if is_same else None
    spread = moments.deviation(marks)
    ratio = None if alpha is None else sqrt(max(0.0, 1 - alpha))
    return QuizFigures(
        count=count,
        mean=moments.mean(marks),
        deviation=spread,
        skewness=moments.skewness(marks),
        kurtosis=moments.kurtosis(marks),
        is_same_for_all=is_same,
        alpha=alpha,
        error_ratio=ratio,
        standard_error=None if ratio is None else ratio * spread,
        weights=_weights(by_question) if is_same else {},
    )


def _by_question(tally: Tally, questions: Mapping[int, int]):
    """Return for each question the pairs of its mark and the attempt's sum of marks."""
    pairs: dict[int, Counter[tuple[float, float]]] = defaultdict(Counter)
    for cell, count in tally.items():
        pairs[questions[cell.version]][cell.fraction, cell.sum] += count
    return pairs


def _alpha(by_question) -> float | None:
    sums = moments.sides(next(iter(by_question.values())))[1]
    marks = [moments.sides(pairs)[0] for pairs in by_question.values()]
    return cronbach_alpha(marks, sums)


def cronbach_alpha(marks: list[Counts], sums: Counts) -> float | None:
    """Return how well the questions of a quiz measure one thing, at most 1.

    `marks` are those of each question, `sums` those of the attempts, all of the same people. None
    for a single question, and where the sums do not vary.

    Source: Cronbach 1951; Moodle calls it the coefficient of internal consistency.
    """
    number, whole = len(marks), moments.variance(sums)
    if number < 2 or whole is None or whole < DUST:
        return None
    parts = sum(moments.variance(each) for each in marks)
    return number / (number - 1) * (1 - parts / whole)


def _weights(by_question) -> dict[int, Weight]:
    """Return each question's weights.

    Source: Moodle, question/classes/statistics/questions/calculator.php: the root of a question's
    covariance with the whole, as a part of the sum of those roots.
    """
    covariances = {question: moments.covariance(pairs) for question, pairs in by_question.items()}
    roots = {question: sqrt(each) for question, each in covariances.items() if each >= 0}
    whole = sum(roots.values())
    return {
        question: Weight(1 / len(by_question), roots[question] / whole)
        if question in roots and whole > DUST
        else Weight(1 / len(by_question), None)
        for question in by_question
    }
