"""What the figures of questions and quizzes mean, in words for authors.

These quizzes teach: nearly everyone is meant to know the answers at the end. So figures that
would shame an examination, such as a low alpha, can be what success looks like.
"""

from dataclasses import dataclass

from quizzes.analysis.items import ItemFigures
from quizzes.analysis.quizzes import QuizFigures

EASY, HARD = 0.9, 0.5  # facility
EXPECTED = (0.7, 0.95)  # facility of a question that teaches
VERY_GOOD, ADEQUATE, WEAK = 0.5, 0.3, 0.2  # discrimination
DUBIOUS = 0.15  # discriminative efficiency
SATISFACTORY, LOW = 0.75, 0.64  # alpha


@dataclass(frozen=True)
class Concern:
    """Why a question is to be looked at; the lower `rank`, the sooner."""

    rank: int
    words: str


def concern(figures: ItemFigures) -> Concern | None:
    """Return why to look at a question; None where its figures give no reason."""
    told, facility = figures.discrimination, figures.facility
    if told is not None and told < 0:
        return Concern(
            0, "Check the key today: those who did well in the rest earned less here than others."
        )
    if figures.guess is not None and facility <= figures.guess:
        return Concern(1, "People do no better than by guessing: check the key and the wording.")
    if facility < HARD:
        return Concern(
            2, "Most of the mark is missed: look at how it is taught, and at the wording."
        )
    if facility >= EASY:
        return None
    if told is not None and told < WEAK:
        return Concern(3, "It hardly tells those who know more from others: look at its options.")
    if figures.efficiency is not None and figures.efficiency < DUBIOUS:
        return Concern(4, "It tells far less than such marks could: look at its options.")
    return None


def facility_in_words(facility: float) -> str:
    if facility >= EASY:
        return "nearly everyone knows it"
    if facility >= EXPECTED[0]:
        return "as expected of what was taught"
    return "harder than expected" if facility >= HARD else "hard"


def discrimination_in_words(figures: ItemFigures) -> str:
    """Return how a discrimination reads, with what its facility says of that."""
    told = figures.discrimination
    if told is None:
        return "nothing to tell apart"
    if told < 0:
        return "check the key"
    if told >= ADEQUATE:
        return "very good" if told >= VERY_GOOD else "adequate"
    if figures.facility >= EASY:
        return "low, as nearly everyone knows it"
    return "weak" if told >= WEAK else "very weak"


def is_for_review(figures: ItemFigures) -> bool:
    """Whether a question is so well known that it could be retired, or serve to review."""
    told = figures.discrimination
    return figures.facility >= EASY and (told is None or 0 <= told < WEAK)


def alpha_in_words(alpha: float) -> str:
    if alpha >= SATISFACTORY:
        return "satisfactory for comparing people"
    return "not quite enough to compare people by" if alpha >= LOW else "low"


def cautions(figures: QuizFigures) -> list[str]:
    """Return what to keep in mind while reading the figures of a quiz, as sentences."""
    found = [
        "This is a course to be mastered, so marks lie close together near the top. Low "
        "discrimination or a low alpha then says that nearly everyone knows it, not that the "
        "questions are bad.",
        "A discrimination below zero is never a sign of success: check that key first.",
    ]
    if not figures.is_same_for_all:
        found.append(
            "Attempts had different questions, so alpha, the standard error and the weights have "
            "no meaning here and are left out. Each question is compared with the others of the "
            "same attempts."
        )
    return found
