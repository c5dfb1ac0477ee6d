"""What teaches each statement of the documents, and what tests it, in some courses."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import F

from courses.models import Activity, Statement
from courses.outline import lessons_teaching
from quizzes.coverage import find_gaps, to_say
from quizzes.models import Draw, ItemVersion, Slot


@dataclass(frozen=True)
class Question:
    """A question in use. What it asks is left to the pages of quizzes and of the bank."""

    item: int
    module: int
    module_number: int
    is_case: bool
    course: int
    area: str
    objective: str
    tags: tuple[str, ...]
    statements: frozenset[str]


class QuestionsOfModule(NamedTuple):
    """The questions of one module that test a statement, and how many of them are cases."""

    module: int
    number: int
    questions: list[Question]

    @property
    def cases(self):
        return sum(question.is_case for question in self.questions)


@dataclass(frozen=True)
class Covering:
    """A statement, the lessons that teach it, the questions that test it, and their quizzes."""

    statement: Statement
    lessons: list[Activity]
    questions: list[Question]
    quizzes: list[Activity]

    @property
    def gaps(self):
        return find_gaps(self.statement.use, self.lessons, self.questions)

    @property
    def missing(self):
        return to_say(self.gaps)

    @property
    def lessons_by_module(self):
        """Return (module, [lesson, ...]) in course order."""
        return _groups(self.lessons, "module")

    @property
    def questions_by_module(self):
        """Return a QuestionsOfModule for each module that asks of the statement, in order."""
        parts = _groups(self.questions, "module", "module_number")
        return [QuestionsOfModule(*module, questions) for module, questions in parts]

    def is_in(self, module):
        """Say whether a module teaches or tests the statement."""
        teaching = [lesson.module_id for lesson in self.lessons]
        return module.pk in (*teaching, *(question.module for question in self.questions))


def coverings(statements, courses):
    """Return a Covering for each statement, with what is on offer in some courses."""
    statements = list(statements)
    lessons = lessons_teaching(courses, statements)
    questions = questions_testing(statements, courses)
    quizzes = _quizzes_asking(questions, courses)
    steps = _activities(lessons, quizzes)
    return [
        Covering(
            statement,
            [step for step in steps if step.pk in lessons.get(statement.pk, ())],
            questions.get(statement.pk, []),
            [step for step in steps if step.pk in quizzes.get(statement.pk, ())],
        )
        for statement in statements
    ]


def questions_testing(statements, courses):
    """Map each statement's id to the Questions in use in courses that rest on it.

    What counts is the version that learners are asked, not the draft that authors work on.
    """
    asked = ItemVersion.objects.last_published().filter(
        item__retired_at=None, item__course__in=courses
    )
    links = ItemVersion.statements.through.objects.filter(
        statement__in=statements, itemversion__in=asked
    )
    names = ("item__module", "item__module__number", "is_case", "item__course", "area")
    names = [f"itemversion__{name}" for name in (*names, "objective__code", "tags")]
    place = ("module__number", "module", "position", "pk")
    links = links.order_by(*(f"itemversion__item__{name}" for name in place))
    rows = list(links.values_list("statement", "statement__code", "itemversion__item", *names))
    codes = _sets((item, code) for _, code, item, *_ in rows)
    questions = defaultdict(list)
    for statement, _, item, *values, tags in rows:
        question = Question(item, *values, tuple(tags.split()), frozenset(codes[item]))
        questions[statement].append(question)
    return questions


def _quizzes_asking(questions, courses):
    """Map each statement's id to the ids of the quizzes on offer that ask its Questions.

    A question that no quiz holds is asked by those that draw what it is.
    """
    items = {question.item for asked in questions.values() for question in asked}
    slots = Slot.objects.offered().filter(item__in=items, quiz__activity__course__in=courses)
    holding = _sets(slots.order_by().values_list("item", "quiz__activity"))
    drawing = _drawing(courses)
    return {
        statement: set().union(
            *(holding.get(each.item) or _drawn_by(drawing[each.course], each) for each in asked)
        )
        for statement, asked in questions.items()
    }


def _drawing(courses):
    """Map a course to (Wanted, id of the quiz) of all draws on offer."""
    draws = Draw.objects.filter(
        quiz__activity__course__in=courses, quiz__activity__retired_at__isnull=True
    )
    found = defaultdict(list)
    for draw in draws.select_related("quiz__activity"):
        found[draw.quiz.activity.course_id].append((draw.wanted, draw.quiz.activity_id))
    return found


def _drawn_by(draws, question):
    return {quiz for wanted, quiz in draws if wanted.fits(question)}


def _sets(pairs):
    """Map each first value to the set of its second ones."""
    found = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found


def _activities(*ids_of_statements):
    """Return the activities whose ids some maps of statements have, in the order of courses."""
    ids = set().union(*(ids for found in ids_of_statements for ids in found.values()))
    steps = Activity.objects.filter(pk__in=ids).select_related("course", "module")
    steps = steps.annotate(number=F("page__number"))  # a quiz has none
    return list(steps.order_by("course__title", "course", "sequence"))


def by_document(coverings):
    """Group what is in ledger order: (source, [(section, [Covering, ...]), ...])."""
    documents = _groups(coverings, "statement.source")
    return [(source, _groups(rows, "statement.section")) for source, rows in documents]


def _groups(rows, *names):
    """Return (value, [row, ...]) for each stretch of rows that agree in their attributes."""
    return [(value, list(part)) for value, part in groupby(rows, attrgetter(*names))]
