"""How often answers were right, by how sure the learner was of them. No score, no penalty."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from django.db.models import TextChoices

from quizzes.grading import FULL_MARK, TOLERANCE

TELLING = 5  # fewer answers than this say nothing about a person


class Certainty(TextChoices):
    """How sure a learner says they are of an answer, the surest first."""

    SURE = "sure", "Sure"
    FAIRLY_SURE = "fairly-sure", "Fairly sure"
    GUESSING = "guessing", "Guessing"


# The chance of being right at which saying so is the best choice, at its least and its most.
BANDS = {
    Certainty.SURE: (4 / 5, 1),
    Certainty.FAIRLY_SURE: (2 / 3, 4 / 5),
    Certainty.GUESSING: (0, 2 / 3),
}
# A difference from the band may be chance unless its square, times the answers, is more than this.
CHANCE = 0.5

AS_IT_FELT = {
    Certainty.SURE: "So far, what feels sure to you holds up well.",
    Certainty.FAIRLY_SURE: "That is about what fairly sure means.",
    Certainty.GUESSING: "That is how guessing goes, and it is good to notice when you do not know.",
}
LESS_OFTEN = {
    Certainty.SURE: "That is less often than it felt. Before you act on what seems settled, "
    "it can help to look it up or to ask a colleague.",
    Certainty.FAIRLY_SURE: "That is less often than it felt. The lessons on this may be worth "
    "another look.",
}
MORE_OFTEN = {
    Certainty.FAIRLY_SURE: "That is more often than it felt. You may know more of this than "
    "you think.",
    Certainty.GUESSING: "That is more often than guessing would give. You may know more of this "
    "than you think.",
}


@dataclass(frozen=True)
class Level:
    """The answers given with one certainty: how many, how many right, and their mean mark."""

    certainty: Certainty
    answers: int
    right: int
    partly: int
    share: float

    @property
    def sentence(self) -> str:
        """What happened, in numbers: When you were sure, you were right 7 times of 9."""
        feeling = self.certainty.label.lower()
        if self.answers == 1:
            return f"You were {feeling} once, and that answer was {self._only_answer}."
        if not self.right:
            return f"When you were {feeling}, {self._none_right}."
        partly = f", and partly right {_times(self.partly)}" if self.partly else ""
        right = f"{_times(self.right)} of {self.answers}"
        return f"When you were {feeling}, you were right {right}{partly}."

    @property
    def _only_answer(self):
        return "right" if self.right else "partly right" if self.partly else "not right yet"

    @property
    def _none_right(self):
        if not self.partly:
            return f"none of your {self.answers} answers was right yet"
        verb = "was" if self.partly == 1 else "were"
        return (
            f"none of your {self.answers} answers was fully right, and {self.partly} {verb} partly"
        )

    @property
    def suggestion(self) -> str:
        """What that suggests, in one or two sentences that blame nobody."""
        if self.answers < TELLING:
            return "That is too few to tell more."
        least, most = BANDS[self.certainty]
        below, above = least - self.share, self.share - most
        if max(below, above) <= TOLERANCE:
            return AS_IT_FELT[self.certainty]
        if max(below, above) ** 2 * self.answers <= CHANCE:
            more_or_less = "less" if below > 0 else "more"
            return f"That is a little {more_or_less} often than it felt. It may be chance."
        return (LESS_OFTEN if below > 0 else MORE_OFTEN)[self.certainty]


def calibrate(given: Iterable[tuple[str, float]]) -> list[Level]:
    """Return a Level for each certainty that was given, the surest first.

    `given` are pairs of a certainty and the mark of the answer it was given with, 0 to 1.
    Only a full mark is right. Part of a mark is told of by itself; in what the numbers suggest
    it weighs as much as it is, and so the share of a level is the mean of its marks.

    Source: A. Gardner-Medwin's certainty-based marking as in Moodle (class question_cbm, and
    question/behaviour/deferredcbm/behaviourtype.php): the bands, what may be chance, and the
    weight of an answer partly right. Its penalties are left out on purpose.
    """
    marks: dict[str, list[float]] = {}
    for certainty, mark in given:
        marks.setdefault(certainty, []).append(mark)
    return [_level(each, marks[each]) for each in Certainty if each in marks]


def _level(certainty: Certainty, marks: list[float]) -> Level:
    right = sum(mark >= FULL_MARK for mark in marks)
    partly = sum(TOLERANCE < mark < FULL_MARK for mark in marks)
    return Level(certainty, len(marks), right, partly, fsum(marks) / len(marks))


def _times(number: int) -> str:
    return f"{number} time" if number == 1 else f"{number} times"
