"""The statistics of quizzes and questions, from what was counted of first attempts."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Sum

from quizzes.analysis import readings, scatter
from quizzes.analysis.distractors import OptionFigures, option_figures, option_reading
from quizzes.analysis.items import SMALLEST, ItemFigures, guess_mark, item_figures
from quizzes.analysis.quizzes import QuizFigures, Weight, attempts_of, quiz_figures
from quizzes.analysis.tallies import Cell
from quizzes.asking import asked as asked_now
from quizzes.marking import carrier_between, corrected_keys
from quizzes.models import ItemVersion, Quiz, Tally
from quizzes.types import choice

SHOWN = ["item", "number", "same_as", "type", "content", "panel"]


@dataclass(frozen=True)
class Asked:
    """A version of a question in a quiz; `figures` are None while too few were asked it.

    `is_current`: learners are asked this version now.
    """

    version: ItemVersion
    count: int
    figures: ItemFigures | None
    is_current: bool

    @property
    def versions_in_words(self):
        """Which versions the figures are of: those counted that ask the same."""
        first, *_, last = (*self.version.together, self.version.number)
        return f"Version {last}" if first == last else f"Versions {first} to {last} together"

    @property
    def concern(self):
        """Why to look at it; None for a version that learners are no longer asked."""
        return readings.concern(self.figures) if self.figures and self.is_current else None

    @property
    def facility_in_words(self):
        return readings.facility_in_words(self.figures.facility)

    @property
    def discrimination_in_words(self):
        return readings.discrimination_in_words(self.figures)

    @property
    def is_for_review(self):
        return readings.is_for_review(self.figures)


@dataclass(frozen=True)
class Placed:
    """A version of a question in the statistics of a quiz; `number` is its place there, from 1."""

    number: int
    asked: Asked
    weight: Weight | None


@dataclass(frozen=True)
class QuizStatistics:
    """What first attempts say of a quiz, its questions in the order of the course."""

    count: int
    figures: QuizFigures | None
    questions: list[Placed]

    @property
    def smallest(self):
        return SMALLEST

    @property
    def alpha_in_words(self):
        return readings.alpha_in_words(self.figures.alpha)

    @property
    def cautions(self):
        return readings.cautions(self.figures)

    @property
    def first(self):
        """The questions to look at, the most urgent first."""
        found = [question for question in self.questions if question.asked.concern]
        return sorted(found, key=lambda question: question.asked.concern.rank)

    @property
    def points(self):
        """Where the questions lie in the chart, those whose discrimination can be said."""
        return scatter.points(
            (question.number, figures.facility, figures.discrimination)
            for question in self.questions
            if (figures := question.asked.figures) and figures.discrimination is not None
        )


def joined(versions):
    """Return for each version's id the id of the version that its figures are kept under.

    That is the newest of those that ask the same: corrected words are no other question.
    """
    newest = {}
    for version in sorted(versions, key=lambda version: version.number):
        newest[version.item_id, version.same_as] = version.pk
    return {version.pk: newest[version.item_id, version.same_as] for version in versions}


def first_attempts():
    """Return for each quiz's id how many first attempts at it were counted."""
    rows = Tally.objects.values_list("quiz", "asked").annotate(Sum("count"))
    counts = Counter()
    for quiz, asked, count in rows:
        counts[quiz] += count // asked
    return counts


def quiz_statistics(quiz):
    """Return the QuizStatistics of a quiz."""
    rows = quiz.tallies.all()
    versions = _versions(rows)
    tallies = _by_place(rows, versions)
    whole = Counter()
    for tally in tallies.values():
        whole.update(tally)
    questions = {pk: version.item_id for pk, version in versions.items()}
    figures = quiz_figures(whole, questions)
    found = [
        _asked(versions[version], tallies[quiz.pk, version])
        for version in versions
        if (quiz.pk, version) in tallies
    ]
    return QuizStatistics(
        count=sum(attempts_of(whole).values()),
        figures=figures,
        questions=[
            Placed(number, asked, figures and figures.weights.get(asked.version.item_id))
            for number, asked in enumerate(found, start=1)
        ],
    )


def _versions(rows):
    """Return the versions that rows of Tally are of, by id, in the order of the course."""
    versions = ItemVersion.objects.filter(pk__in=rows.values("item_version"))
    versions = versions.annotate(
        is_current=Exists(asked_now().filter(item=OuterRef("item"), same_as=OuterRef("same_as")))
    ).select_related("item__module")
    versions = versions.only(*SHOWN, "item__slug", "item__retired_at", "item__module__number")
    in_order = versions.order_by("item__module__number", "item__position", "item__slug", "-number")
    together = defaultdict(list)
    for version in reversed(in_order):
        version.together = together[version.item_id, version.same_as]
        version.together.append(version.number)
    return {version.pk: version for version in in_order}


def _by_place(rows, versions):
    """Return rows of Tally as tallies by quiz and wording."""
    kept_under = joined(versions.values())
    fields = ("quiz_id", "item_version_id", "answer", "asked", "mark", "total", "count")
    tallies = defaultdict(Counter)
    for quiz, version, answer, asked, mark, total, count in rows.values_list(*fields):
        wording = kept_under[version]
        tallies[quiz, wording][Cell(wording, answer, asked, mark, total)] += count
    return tallies


def _asked(version, tally):
    guess = guess_mark(version.type, version.kind, version.asked)
    return Asked(version, tally.total(), item_figures(tally, guess), version.is_current)


def needing_attention():
    """Return the ids of the questions whose figures in some quiz on offer ask for a look."""
    current = ItemVersion.objects.asking_the_same_as(asked_now())
    rows = Tally.objects.filter(quiz__in=Quiz.objects.offered(), item_version__in=current)
    versions = _versions(rows)
    return {
        versions[wording].item_id
        for (_, wording), tally in _by_place(rows, versions).items()
        if _asked(versions[wording], tally).concern
    }


# -- One question --------------------------------------------------------------------------


@dataclass(frozen=True)
class Option:
    """An option in the table of what was chosen; empty text for no answer."""

    text: str
    is_key: bool
    figures: OptionFigures
    reading: str


@dataclass(frozen=True)
class InQuiz:
    """A version of a question in one quiz; `options` are None while too few chose, or none can."""

    quiz: Quiz
    asked: Asked
    options: list[Option] | None
    offers_options: bool


def item_statistics(item):
    """Return how a question went, as InQuiz: its newest versions first, quizzes as in the course.

    Where it was never counted, the list is empty.
    """
    rows = Tally.objects.filter(item_version__item=item)
    versions = _versions(rows)
    tallies = _by_place(rows, versions)
    quizzes = Quiz.objects.filter(tallies__in=rows).select_related("activity__module").distinct()
    in_order = quizzes.order_by("activity__course", "activity__sequence")
    corrected = corrected_keys(item) if tallies else {}
    return [
        _in_quiz(quiz, version, tallies[quiz.pk, version.pk], corrected.get(version.pk))
        for version in versions.values()
        for quiz in (in_order if tallies else ())
        if (quiz.pk, version.pk) in tallies
    ]


def _in_quiz(quiz, version, tally, key_version):
    offers = version.kind.SCHEMA is choice.SCHEMA
    options = _options(version, tally, key_version) if offers else None
    return InQuiz(quiz, _asked(version, tally), options, offers)


def _options(version, tally, key_version):
    texts = [option["text"] for option in version.content["options"]]
    keys = choice.keys(version.content)
    if key_version:
        there = carrier_between(version, key_version).choices
        corrected = choice.keys(key_version.content)
        keys = {place for place in range(len(texts)) if there[place] in corrected}
    found = option_figures(tally, len(texts))
    return found and [
        Option(
            text="" if figures.option is None else texts[figures.option],
            is_key=figures.option in keys,
            figures=figures,
            reading=option_reading(figures, keys),
        )
        for figures in found
    ]
