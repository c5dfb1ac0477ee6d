"""What marking answers again would change, in numbers."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from quizzes import marking
from quizzes.grading import TOLERANCE, attempt_mark, mark_again
from quizzes.models import Response

BATCH = 500  # answers at once


@dataclass(frozen=True)
class Outcome:
    """What a regrade does to one submitted answer, `response`.

    `question` and `whole` are the marks of the question and of its attempt, (before, after), 0 to
    1; None where nothing is marked. `by_key` is what the question would get if marks could fall.
    """

    response: Response
    question: tuple[float | None, float | None]
    by_key: float | None
    whole: tuple[float | None, float | None]

    @property
    def gain(self):
        """By how much the mark of the attempt rises; below 0 where it falls."""
        before, after = (1.0 if mark is None else mark for mark in self.whole)
        return after - before

    @property
    def is_spared(self):
        """Whether it keeps a mark that it would have lost."""
        return self.question[1] != self.by_key

    @property
    def is_newly_done(self):
        before, after = map(self.response.attempt.would_pass, self.whole)
        return after and not before


def answers_to(versions):
    """Return the responses to some versions, with what marking them again needs."""
    related = ("attempt__quiz__activity__course", "attempt__enrollment", "item_version")
    found = Response.with_practice.filter(item_version__in=versions).select_related(*related)
    return found.only(
        *("attempt", "number", "answer", "mark", "regrade"),
        *("item_version__type", "item_version__content", "item_version__panel"),
        *(f"attempt__{name}" for name in ("quiz", "enrollment", "is_practice", "submitted_at")),
        *("attempt__mark", "attempt__pass_mark", "attempt__quiz__pass_mark"),
        *("attempt__quiz__activity", "attempt__quiz__activity__course__pass_mark"),
        "attempt__enrollment__learner",
    )


def batches(responses):
    """Yield lists of responses in the order of their attempts, in memory that does not grow."""
    last = 0
    while batch := list(responses.filter(attempt__gt=last).order_by("attempt_id", "pk")[:BATCH]):
        yield batch
        last = batch[-1].attempt_id


def outcomes(regrade, responses):
    """Return an Outcome for each of some responses whose attempts are submitted."""
    submitted = [response for response in responses if response.attempt.submitted_at]
    beside = _marks_of({response.attempt_id for response in submitted})
    return [_outcome(regrade, response, beside[response.attempt_id]) for response in submitted]


def _marks_of(attempts):
    """Return the marks of attempts' questions by number, by the attempt's id."""
    found = Response.with_practice.filter(attempt__in=attempts).order_by("number")
    marks = defaultdict(dict)
    for attempt, number, mark in found.values_list("attempt", "number", "mark"):
        marks[attempt][number] = mark
    return marks


def _outcome(regrade, response, marks):
    place = list(marks).index(response.number)
    before = list(marks.values())
    by_key = marking.mark_by(regrade, response)
    mark = mark_again(before, place, by_key, may_lower=regrade.may_lower)
    after = [*before[:place], mark, *before[place + 1 :]]
    whole = (None, None)
    if not response.attempt.is_practice:
        whole = (response.attempt.mark, attempt_mark(after))
    return Outcome(response, (response.mark, mark), by_key, whole)


class Effects:
    """What a regrade does, in numbers: nobody is named.

    `rows` counts attempts by (mark of the question before, after), `gains` has by how much the
    marks of attempts change. `open` are attempts that go on: they are marked so when they end.
    """

    def __init__(self):
        self.looked_at = self.open = self.spared = self.newly_done = 0
        self.rows, self.gains = Counter(), []
        self.learners = set()

    def look_at(self, regrade, batch):
        """Count what a regrade does to a batch of responses; return its outcomes."""
        self.open += sum(counts(each) and not each.attempt.submitted_at for each in batch)
        found = outcomes(regrade, batch)
        for outcome in found:
            if counts(outcome.response):
                self._add(outcome)
        return found

    def _add(self, outcome):
        self.looked_at += 1
        self.spared += outcome.is_spared
        self.newly_done += outcome.is_newly_done
        if outcome.question[0] != outcome.question[1]:
            self.rows[outcome.question] += 1
        if abs(outcome.gain) > TOLERANCE:
            self.gains.append(outcome.gain)
            self.learners.add(outcome.response.attempt.enrollment_id)

    @property
    def raised(self):
        return Change([gain for gain in self.gains if gain > 0])

    @property
    def lowered(self):
        return Change([-gain for gain in self.gains if gain < 0])

    @property
    def in_rows(self):
        """The changes of the question's mark with their numbers, the most frequent first."""
        return [(*marks, count) for marks, count in self.rows.most_common()]


@dataclass(frozen=True)
class Change:
    """By how much marks of attempts change in one direction; each amount is a fraction."""

    amounts: list[float]

    @property
    def count(self):
        return len(self.amounts)

    @property
    def least(self):
        return min(self.amounts)

    @property
    def most(self):
        return max(self.amounts)


def effects(regrade, versions):
    """Return the Effects that a regrade, not saved yet, would have on answers to versions."""
    found = Effects()
    for batch in batches(answers_to(versions)):
        found.look_at(regrade, batch)
    return found


def counts(response):
    return not response.attempt.is_practice
