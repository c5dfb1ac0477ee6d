"""Means, variances and their like, of values that come with how often each was seen.

`Counts` maps a value to how often it was seen, `Pairs` two values of one attempt.
"""

from collections import Counter
from collections.abc import Mapping
from math import fsum, sqrt

Counts = Mapping[float, int]
Pairs = Mapping[tuple[float, float], int]

DUST = 1e-12  # a variance below this is rounding


def size(counts: Counts | Pairs) -> int:
    return sum(counts.values())


def mean(counts: Counts) -> float:
    """Return the mean. Raises ZeroDivisionError when nothing was counted."""
    return fsum(value * count for value, count in counts.items()) / size(counts)


def variance(counts: Counts) -> float | None:
    """Return the variance, divided by one less than how many there are; None below two."""
    number = size(counts)
    return _power(counts, 2) * number / (number - 1) if number > 1 else None


def deviation(counts: Counts) -> float | None:
    """Return the standard deviation; None below two."""
    squared = variance(counts)
    return None if squared is None else sqrt(squared)


def sides(pairs: Pairs) -> tuple[Counter[float], Counter[float]]:
    """Return the first values of pairs, and the second ones."""
    firsts: Counter[float] = Counter()
    seconds: Counter[float] = Counter()
    for (first, second), count in pairs.items():
        firsts[first] += count
        seconds[second] += count
    return firsts, seconds


def covariance(pairs: Pairs) -> float | None:
    """Return the covariance, divided by one less than how many there are; None below two."""
    number = size(pairs)
    if number < 2:
        return None
    firsts, seconds = sides(pairs)
    middle, other = mean(firsts), mean(seconds)
    return fsum(
        (first - middle) * (second - other) * count for (first, second), count in pairs.items()
    ) / (number - 1)


def sorted_together(pairs: Pairs) -> Counter[tuple[float, float]]:
    """Return the pairs there would be if the highest first value came with the highest second."""
    firsts, seconds = (sorted(side.items(), reverse=True) for side in sides(pairs))
    together: Counter[tuple[float, float]] = Counter()
    while firsts:
        (first, left), (second, other) = firsts.pop(), seconds.pop()
        both = min(left, other)
        together[first, second] += both
        if left > both:
            firsts.append((first, left - both))
        if other > both:
            seconds.append((second, other - both))
    return together


def correlation(pairs: Pairs) -> float | None:
    """Return Pearson's correlation, -1 to 1; None where one side does not vary."""
    together = covariance(pairs)
    spreads = [variance(side) for side in sides(pairs)]
    if together is None or any(spread is None or spread < DUST for spread in spreads):
        return None
    if abs(together) < DUST:
        return 0.0  # rounding must not make it look like a wrong key
    return max(-1.0, min(1.0, together / sqrt(spreads[0] * spreads[1])))


def skewness(counts: Counts) -> float | None:
    """Return k3 / k2 ** 1.5, negative with a tail of low values; None below three or if all agree.

    Source: Moodle, mod/quiz/report/statistics/classes/calculator.php.
    """
    s = size(counts)
    if s < 3 or _power(counts, 2) < DUST:
        return None
    k2 = s * _power(counts, 2) / (s - 1)
    k3 = s**2 * _power(counts, 3) / ((s - 1) * (s - 2))
    return k3 / k2**1.5


def kurtosis(counts: Counts) -> float | None:
    """Return k4 / k2 ** 2, 0 for a bell shape; None below four or if all agree.

    Source: as of skewness.
    """
    s = size(counts)
    if s < 4 or _power(counts, 2) < DUST:
        return None
    m2, m4 = _power(counts, 2), _power(counts, 4)
    k2 = s * m2 / (s - 1)
    k4 = s**2 * ((s + 1) * m4 - 3 * (s - 1) * m2**2) / ((s - 1) * (s - 2) * (s - 3))
    return k4 / k2**2


def _power(counts: Counts, power: int) -> float:
    """Return the mean of the distances from the mean, each to a power."""
    middle = mean(counts)
    whole = fsum((value - middle) ** power * count for value, count in counts.items())
    return whole / size(counts)
