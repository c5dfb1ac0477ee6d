"""How likely chance alone is to give such numbers, for the checks of a whole bank."""

from collections.abc import Sequence
from math import comb, erfc, exp, lgamma, log, sqrt

FEWEST_EXPECTED = 5  # of each kind: with fewer the chi-square is not to be trusted (Cochran 1954)


def chi_square_p(counts: Sequence[int]) -> float | None:
    """Return the chance that equal shares would give counts as uneven as these, 0 to 1.

    It is Pearson's test of goodness of fit. None when there are too few to tell: fewer than two
    kinds, or fewer than FEWEST_EXPECTED of each in the mean.
    """
    kinds, total = len(counts), sum(counts)
    if kinds < 2 or total < FEWEST_EXPECTED * kinds:
        return None
    expected = total / kinds
    statistic = sum((count - expected) ** 2 / expected for count in counts)
    return upper_gamma((kinds - 1) / 2, statistic / 2)


def upper_gamma(a: float, x: float) -> float:
    """Return the regularized upper incomplete gamma function Q(a, x), for a = 1/2, 1, 3/2, ...

    Q(1/2, x) = erfc(sqrt x), Q(1, x) = exp(-x), and Q(a + 1, x) = Q(a, x) + x^a exp(-x) / Gamma
    (a + 1). Source: NIST Digital Library of Mathematical Functions, 8.4.6, 8.4.5 and 8.8.6.
    """
    if x <= 0:
        return 1.0
    step = 0.5 if a % 1 else 1.0
    found = erfc(sqrt(x)) if a % 1 else exp(-x)
    while step < a:
        found += exp(step * log(x) - x - lgamma(step + 1))
        step += 1
    return min(1.0, found)


def fisher_p(marked: int, drawn: int, marked_drawn: int, total: int) -> float:
    """Return the chance to draw `marked_drawn` or more of the marked by luck, 0 to 1.

    `drawn` of `total` are drawn without looking, and `marked` of the total are marked. It is
    Fisher's exact test, one-sided: the upper tail of the hypergeometric distribution.
    """
    ways = range(max(0, marked_drawn), min(marked, drawn) + 1)
    return sum(comb(marked, k) * comb(total - marked, drawn - k) for k in ways) / comb(total, drawn)
