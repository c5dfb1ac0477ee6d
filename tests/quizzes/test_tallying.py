"""First attempts are counted as they are submitted, and the same when all are counted anew."""

import random
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Role
from accounts.roles import RoleKind
from quizzes import attempts, tallying
from quizzes.analysis.tallies import Cell
from quizzes.models import ItemVersion, Quiz, Slot, Tally
from quizzes.practice import start_practice
from quizzes.types import TYPES
from tests import factories
from tests.quizzes.taken import answered, begin, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return factories.make_course(questions=3)


@pytest.fixture
def quiz(course):
    return Quiz.objects.get(activity__course=course)


@pytest.fixture
def enrollment(course):
    return factories.make_enrollment(course, factories.make_user())


def stored(quiz):
    return tallying.stored(quiz.tallies.all())


def versions(quiz):
    return list(
        ItemVersion.objects.filter(item__slots__quiz=quiz)
        .order_by("item__slots__position")
        .values_list("pk", flat=True)
    )


def rebuilt():
    out = StringIO()
    call_command("rebuild_statistics", stdout=out)
    return out.getvalue().strip()


def test_first_attempt_is_counted(quiz, enrollment):
    first, second, third = versions(quiz)

    take(quiz, enrollment, 0, 2, None)

    assert stored(quiz) == Counter(
        [Cell(first, "0", 3, 60, 12), Cell(second, "2", 3, 0, 12), Cell(third, "", 3, 0, 12)]
    )


def test_attempts_that_went_alike_add_up(quiz, course):
    for _ in range(3):
        take(quiz, factories.make_enrollment(course, factories.make_user()), 0, 0, 1)

    assert set(stored(quiz).values()) == {3}
    assert Tally.objects.count() == 3


def test_later_attempts_are_not_counted(quiz, enrollment):
    take(quiz, enrollment, 0, 0, 0)
    before = stored(quiz)

    take(quiz, enrollment, 1, 1, 1)

    assert stored(quiz) == before
    assert rebuilt() == "Nothing to change"


def test_practice_is_never_counted(quiz, enrollment):
    run = answered(start_practice(quiz, enrollment), (0, 0, 0))

    attempts.submit_attempt(run, actor=enrollment.learner)

    assert Tally.objects.count() == 0
    assert rebuilt() == "Nothing to change"


def test_first_attempt_after_practice_is_counted(quiz, enrollment):
    attempts.submit_attempt(start_practice(quiz, enrollment), actor=enrollment.learner)

    take(quiz, enrollment, 0, 0, 0)

    assert Tally.objects.count() == 3
    assert rebuilt() == "Nothing to change"


def test_who_writes_questions_is_not_counted(quiz, enrollment):
    Role.objects.create(user=enrollment.learner, kind=RoleKind.AUTHOR)

    take(quiz, enrollment, 0, 0, 0)

    assert Tally.objects.count() == 0
    assert rebuilt() == "Nothing to change"


def test_open_attempt_is_not_counted(quiz, enrollment):
    begin(quiz, enrollment, 0, 0, 0)

    assert rebuilt() == "Nothing to change"
    assert Tally.objects.count() == 0


def test_question_that_nothing_marks_is_left_out(quiz, course, enrollment):
    kind = TYPES["rewrite"]
    item = factories.make_item(
        course.modules.get(), position=4, type="rewrite", content=kind.CONTENT
    )
    Slot.objects.create(quiz=quiz, item=item, position=4)

    take(quiz, enrollment, 0, 0, 0, kind.key(kind.CONTENT))

    assert {(cell.version, cell.asked) for cell in stored(quiz)} == {
        (version, 3) for version in versions(quiz)[:3]
    }
    assert rebuilt() == "Nothing to change"


def test_chosen_options_are_kept_and_other_answers_are_not():
    assert tallying.answer_text("single_best", 2) == "2"
    assert tallying.answer_text("multiple_response", [0, 2]) == "0 2"
    assert tallying.answer_text("multiple_response", None) == ""
    assert tallying.answer_text("short_text", "in their own words") == ""


@pytest.mark.parametrize("questions", [1, 3])
def test_counting_takes_two_queries(questions, django_assert_num_queries):
    course = factories.make_course(questions=questions)
    quiz = Quiz.objects.get(activity__course=course)
    attempt = take(quiz, factories.make_enrollment(course, factories.make_user()))
    responses = list(attempt.responses.select_related("item_version"))

    with django_assert_num_queries(2):
        tallying.count_attempt(attempt, responses)


def test_rebuilding_gives_what_was_added_up(course, quiz):
    chance = random.Random(5)
    people = [factories.make_enrollment(course, factories.make_user()) for _ in range(12)]
    for _ in range(2):
        for enrollment in chance.sample(people, 9):
            take(quiz, enrollment, *(chance.choice([0, 1, 2, None]) for _ in range(3)))
    added = stored(quiz)

    Tally.objects.all().delete()

    assert rebuilt() == f"Tallies changed: {len(added)}, of quizzes: 1"
    assert stored(quiz) == added
    assert sum(added.values()) % 3 == 0
    assert rebuilt() == "Nothing to change"


def test_rebuilding_mends_what_is_wrong(quiz, enrollment):
    take(quiz, enrollment, 0, 1, 2)
    right = stored(quiz)
    Tally.objects.filter(answer="1").update(count=7)
    Tally.objects.filter(answer="2").delete()

    assert rebuilt() == "Tallies changed: 2, of quizzes: 1"
    assert stored(quiz) == right


def test_rebuilding_reads_in_batches(monkeypatch, course, quiz):
    monkeypatch.setattr(tallying, "BATCH", 2)
    for answer in (0, 1, 2, None, 0):
        take(quiz, factories.make_enrollment(course, factories.make_user()), answer, 0, 0)

    assert tallying.recount(quiz) == stored(quiz)
    assert sum(stored(quiz).values()) == 15


def test_attempt_submitted_while_all_are_counted_is_not_lost(monkeypatch, course, quiz):
    take(quiz, factories.make_enrollment(course, factories.make_user()), 0, 0, 0)
    late = factories.make_enrollment(course, factories.make_user())
    recount, counts = tallying.recount, []

    def slowly(of):
        counts.append(recount(of))
        if len(counts) == 1:
            take(quiz, late, 1, 1, 1)
        return counts[-1]

    monkeypatch.setattr(tallying, "recount", slowly)

    assert rebuilt() == "Nothing to change"
    assert len(counts) == 2
    assert sum(stored(quiz).values()) == 6
