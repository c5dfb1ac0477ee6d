"""Measuring in turns, the bare view, the work, and again: both then see the same machine."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.client import Lane, drive

ROUNDS = 9


@dataclass(frozen=True)
class Comparison:
    """Medians over the rounds. The ratio is the median of the rounds' own ratios."""

    bare: float
    work: float
    ratio: float


def compare_rates(bare: Sequence[Lane], work: Sequence[Lane], seconds: float = 1.5) -> Comparison:
    """Return requests per second, all lanes together, of the bare view and of the work."""
    return _compare(lambda: _rate(bare, seconds), lambda: _rate(work, seconds))


def compare_times(bare: Callable, work: Callable, repeat: int, bares: int = 40) -> Comparison:
    """Return the seconds that one bare view and one piece of work take, one after the other."""
    return _compare(lambda: _time(bare, bares), lambda: _time(work, repeat))


def _compare(measure_bare, measure_work):
    for warm_up in (measure_bare, measure_work):
        warm_up()
    rounds = []
    for number in range(ROUNDS):
        if number % 2:
            work, bare = measure_work(), measure_bare()
        else:
            bare, work = measure_bare(), measure_work()
        rounds.append((bare, work, work / bare))
    return Comparison(*map(median, zip(*rounds, strict=True)))


def _rate(lanes, seconds):
    answered, taken = drive(lanes, seconds)
    return answered / taken


def _time(work, repeat):
    began = time.perf_counter()
    for _ in range(repeat):
        work()
    return (time.perf_counter() - began) / repeat
