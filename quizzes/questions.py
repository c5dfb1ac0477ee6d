"""A question as a learner sees it: during an attempt, in its result, and in a preview."""

from collections import Counter
from dataclasses import dataclass, field

from courses.models import Activity
from courses.outline import lessons_teaching, outline
from quizzes.models import ItemVersion, Response


@dataclass(frozen=True)
class ShownOption:
    index: int
    text: str
    is_chosen: bool
    is_key: bool
    feedback: str


@dataclass(frozen=True)
class ShownQuestion:
    """A response with its version's texts, options in the order of this attempt."""

    response: Response
    kind: object
    stem: str
    options: list[ShownOption]
    was: str
    lessons: list[Activity] = field(default_factory=list)

    @property
    def version(self):
        return self.response.item_version


def show(response):
    """Return a response's question as its page shows it. It needs no query of its own."""
    version = response.item_version
    chosen = version.kind.chosen(response.answer)
    options = [
        ShownOption(
            index=index,
            text=version.content["options"][index]["text"],
            is_chosen=index in chosen,
            is_key=bool(version.content["options"][index].get("correct")),
            feedback=version.html["feedback"][index],
        )
        for index in response.option_order
    ]
    was = rendered_as([str(index) for index in chosen], response.is_flagged)
    return ShownQuestion(response, version.kind, version.html["stem"], options, was)


def rendered_as(values, is_flagged):
    """Return a question's state as one text, to see whether a page changed it."""
    return ",".join(sorted(values)) + ("+flag" if is_flagged else "")


def preview(version, values=()):
    """Return a version's question as if `values` were posted to it. Nothing is saved.

    Options stand as their author put them. Raises InvalidAnswer.
    """
    order = list(range(version.kind.option_count(version.content)))
    response = Response(number=1, item_version=version, option_order=order)
    response.answer = version.kind.parse(values, version.content)
    if not version.kind.problems(version.content):
        response.mark = version.kind.grade(version.content, response.answer)
    return show(response)


def shown(attempt):
    """Return the questions of an attempt."""
    return [show(response) for response in _with_versions(attempt)]


def _with_versions(attempt):
    """Return the attempt's responses with their versions, but for what only authors see."""
    responses = attempt.responses.select_related("item_version__item")
    return responses.defer("item_version__search_text", "item_version__lint_ok")


def places(attempt):
    """Return the attempt's responses with what the map of questions needs."""
    return list(attempt.responses.only("number", "attempt", "answer", "is_flagged"))


def first_unanswered(attempt):
    """Return the number of the first question without an answer, 1 when all have one."""
    return next((place.number for place in places(attempt) if not place.is_answered), 1)


def result(attempt):
    """Return what the result page shows: every question with feedback, sources and lessons.

    The lessons are those of the course that teach a statement of a question not fully met.
    """
    questions = shown(attempt)
    missed = [question for question in questions if question.response.mark < 1]
    course = attempt.quiz.activity.course
    rests_on = _rests_on([question.version for question in missed])
    teaching = lessons_teaching(set().union(*rests_on.values()), [course])
    for question in missed:
        statements = rests_on.get(question.version.pk, ())
        module = question.version.item.module_id
        question.lessons.extend(_lessons_of(statements, teaching, outline(course), module))
    context = {"attempt": attempt, "quiz": attempt.quiz, "questions": questions}
    return context | {"missed": missed, "to_read_again": _to_read_again(missed)}


def _to_read_again(missed):
    """Return (lesson, the missed questions that lead to it), the lesson of most of them first."""
    leading = {}
    for question in missed:
        for lesson in question.lessons[:1]:
            leading.setdefault(lesson, []).append(question)
    return sorted(leading.items(), key=lambda pair: (-len(pair[1]), pair[0].sequence))


def _rests_on(versions):
    """Map versions' ids to the ids of the statements that they rest on."""
    links = ItemVersion.statements.through.objects.filter(itemversion__in=versions)
    rests_on = {}
    for version, statement in links.values_list("itemversion", "statement"):
        rests_on.setdefault(version, []).append(statement)
    return rests_on


def _lessons_of(statements, teaching, course_outline, module, most=3):
    """Return the lessons that teach most of some statements, those of a module first.

    A statement that many lessons teach tells little of which of them a question is about: it
    counts the less, the more there are.
    """
    weights = Counter()
    for lessons in (teaching.get(statement, ()) for statement in statements):
        weights.update(dict.fromkeys(lessons, 1 / max(1, len(lessons))))
    found = course_outline.lessons(weights)
    return sorted(
        found, key=lambda lesson: (lesson.module_id != module, -weights[lesson.pk], lesson.sequence)
    )[:most]
