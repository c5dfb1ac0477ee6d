"""A question as a learner sees it: during an attempt, in its result, and in a preview."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from accounts.prepared import prepared
from courses.models import Activity
from courses.outline import outline
from quizzes import marking
from quizzes.fields import rendered
from quizzes.models import Item, ItemVersion, Regrade, Response
from quizzes.types.answers import filled
from quizzes.types.parts import tidy_text


@dataclass(frozen=True)
class ShownQuestion:
    """A response with its version's texts; `shown` is what the type's template works with."""

    response: Response
    kind: object
    stem: str
    shown: object
    was: str
    lessons: list[Activity] = field(default_factory=list)

    @property
    def version(self):
        return self.response.item_version

    @property
    def missed(self):
        """Whether part of the mark was not earned; what is not marked misses nothing."""
        return self.response.mark is not None and self.response.mark < 1

    @property
    def regrade(self):
        """The decision by which its answer is marked; None where its own key marks it."""
        return self.response.regrade if self.response.regrade_id else None

    @property
    def is_left_out(self):
        return self.regrade is not None and self.response.mark is None

    @property
    def keeps_mark(self):
        """Whether the answer would earn less by the corrected key, and keeps what it had."""
        if self.regrade is None or self.response.mark is None:
            return False
        by_key = self.kind.grade(self.version.asked, self.response.answer)
        return self.regrade.way == Regrade.Way.KEY and by_key < self.response.mark

    @property
    def answer_template(self):
        return f"{self.kind.TEMPLATE}#answer"

    @property
    def result_template(self):
        return f"{self.kind.TEMPLATE}#result"


def show(response):
    """Return a response's question as its page shows it. It needs no query of its own."""
    version = response.item_version
    shown = version.kind.show(version.asked, version.html, response.answer, response.option_order)
    return ShownQuestion(response, version.kind, version.html["stem"], shown, state_of(response))


def state_of(response):
    """Return what tells a response from itself once it was changed."""
    sent = response.item_version.kind.sent(response.answer)
    return rendered_as(sent, response.is_flagged, response.certainty)


def saved(responses):
    """Return what a page is told of the one response that it saved; of none when it came late."""
    return {"response": responses[-1], "was": state_of(responses[-1])} if responses else {}


def rendered_as(sent, is_flagged, certainty=""):
    """Return a question's state as one short text, to see whether a page changed it.

    It is the same for what a page shows and for what it sends, in any order and with lines
    ended in any way; empty for a question that was not touched.
    """
    values = {
        part: sorted(tidy_text(value) for value in given) for part, given in filled(sent).items()
    }
    if not values and not is_flagged and not certainty:
        return ""
    text = json.dumps([values, is_flagged, certainty], sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=9).hexdigest()


def preview(version, sent=MappingProxyType({}), number=1):
    """Return a version's question as if `sent` were posted to it. Nothing is saved.

    Options stand as their author put them; `number` tells it from others on its page. Raises
    InvalidAnswer.
    """
    order = list(range(version.kind.to_shuffle(version.asked)))
    response = Response(number=number, item_version=version, option_order=order)
    response.answer = version.kind.parse(sent, version.asked)
    if not version.kind.problems(version.content):
        response.mark = version.kind.grade(version.asked, response.answer)
    return show(response)


def unsaved_version(slug, fields, pictures):
    """Return a version that says ItemFields, for a preview of them; `pictures` as in rendered()."""
    return ItemVersion(
        item=Item(slug=slug),
        number=1,
        type=fields.type,
        content=fields.content,
        note=fields.note,
        html=rendered(slug, fields, pictures),
    )


def shown(attempt):
    """Return the questions of an attempt."""
    return [show(response) for response in _with_versions(attempt)]


def _with_versions(attempt):
    """Return the attempt's responses with their versions, but for what only authors see."""
    # By the relation, so that each knows its attempt without asking for it.
    responses = attempt.responses.select_related("item_version__item")
    return list(responses.defer("item_version__search_text", "item_version__lint_ok"))


class Place(NamedTuple):
    """A question in the map of an attempt's questions."""

    number: int
    is_answered: bool
    is_flagged: bool
    is_checked: bool

    @property
    def state(self):
        state = "checked" if self.is_checked else "answered" if self.is_answered else "open"
        return f"{state}, to look at again" if self.is_flagged else state

    @property
    def signs(self):
        """The state for the eye."""
        answered = "✓✓" if self.is_checked else "✓" if self.is_answered else ""
        return f"⚑ {answered}".strip() if self.is_flagged else answered


def places(attempt):
    """Return the Places of an attempt's questions."""
    return [
        Place(number, answer is not None, is_flagged, checked_at is not None)
        for number, answer, is_flagged, checked_at in _places().filter(attempt=attempt)
    ]


@prepared
def _places():
    return Response.with_practice.values_list("number", "answer", "is_flagged", "checked_at")


def first_unanswered(attempt):
    """Return the number of the first question without an answer, 1 when all have one."""
    return next((place.number for place in places(attempt) if not place.is_answered), 1)


def result(attempt):
    """Return what the result page shows: every question with feedback, sources and lessons.

    The lessons are those of the course that teach a statement of a question not fully met.
    """
    responses = _with_versions(attempt)
    marking.with_regrades(responses)
    questions = [show(marking.as_corrected(response)) for response in responses]
    missed = [question for question in questions if question.missed]
    course_outline = outline(attempt.quiz.activity.course)
    rests_on = _rests_on([question.version for question in missed])
    for question in missed:
        statements = rests_on.get(question.version.pk, ())
        module = question.version.item.module_id
        question.lessons.extend(_lessons_of(statements, course_outline, module))
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


def _lessons_of(statements, course_outline, module, most=3):
    """Return the lessons that teach most of some statements, those of a module first.

    A statement that many lessons teach tells little of which of them a question is about: it
    counts the less, the more there are.
    """
    weights = Counter()
    for lessons in (course_outline.teaching.get(statement, ()) for statement in statements):
        weights.update(dict.fromkeys(lessons, 1 / max(1, len(lessons))))
    found = course_outline.lessons(weights)
    return sorted(
        found, key=lambda lesson: (lesson.module_id != module, -weights[lesson.pk], lesson.sequence)
    )[:most]
