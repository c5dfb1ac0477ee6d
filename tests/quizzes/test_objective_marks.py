"""How learners did by objective is kept as they submit, and the same when counted anew."""

import random
from io import StringIO

import pytest
from django.core.management import call_command

from courses.models import Bloom, Objective
from quizzes import attempts, objective_marks, regrading
from quizzes.models import ItemVersion, ObjectiveMark, Quiz, Regrade, Response
from quizzes.practice import start_practice
from tests import factories
from tests.quizzes.taken import publish_key, take

pytestmark = pytest.mark.django_db
KEY, OTHER = 0, 1


@pytest.fixture
def course():
    return factories.make_course(questions=3)


@pytest.fixture
def objectives(course):
    """Two, of which the quiz asks the first twice and the second once."""
    made = [
        Objective.objects.create(
            module=course.modules.get(), code=f"o-{n}", position=n, text="Do.", bloom=Bloom.APPLY
        )
        for n in (1, 2)
    ]
    versions = ItemVersion.objects.order_by("item__position")
    for version, objective in zip(versions, [made[0], made[0], made[1]], strict=True):
        version.objective = objective
        version.save()
        version.statements.set([factories.make_statement()])  # or it could not be published again
    return made


@pytest.fixture
def quiz(course, objectives):
    return Quiz.objects.get(activity__course=course)


@pytest.fixture
def enrollment(course):
    return factories.make_enrollment(course, factories.make_user())


def kept():
    rows = ObjectiveMark.objects.order_by("enrollment", "objective")
    return list(rows.values_list("objective__code", *objective_marks.FIELDS))


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        ([], {}),
        ([(1, 1.0), (1, 0.5), (2, 0.0)], {1: (1.5, 2), 2: (0.0, 1)}),
        ([(None, 1.0)], {}),
        ([(1, None)], {}),
        ([(1, 1.0), (1, None)], {1: (1.0, 1)}),
    ],
)
def test_sums(responses, expected):
    assert objective_marks.sums(responses) == expected


def test_sum_of_thirds_is_not_more_than_was_asked():
    assert objective_marks.sums([(1, 1 / 3 + 2 / 3 + 1e-16)] * 3)[1] == (3, 3)


def test_first_time_stays_and_the_last_follows(quiz, enrollment):
    take(quiz, enrollment, KEY, OTHER, OTHER)
    take(quiz, enrollment, KEY, KEY, None)

    assert kept() == [("o-1", 1.0, 2, 2.0, 2), ("o-2", 0.0, 1, 0.0, 1)]


def test_practice_is_not_kept(quiz, enrollment):
    practice = start_practice(quiz, enrollment)
    attempts.submit_attempt(practice, actor=enrollment.learner)

    assert kept() == []


def test_regrade_puts_them_right(quiz, enrollment, objectives):
    take(quiz, enrollment, OTHER, KEY, KEY)
    item = quiz.items.order_by("position").first()
    first = item.versions.get()
    second = publish_key(item, OTHER)
    regrade = Regrade(item=item, way=Regrade.Way.KEY, key_version=second, reason="It was wrong.")

    regrading.carry_out(regrade, [first], actor=factories.make_author())

    assert kept() == [("o-1", 2.0, 2, 2.0, 2), ("o-2", 1.0, 1, 1.0, 1)]


def test_counting_anew_gives_the_same(quiz, course):
    chance = random.Random(7)
    for _ in range(4):
        enrollment = factories.make_enrollment(course, factories.make_user())
        for _ in range(chance.randint(1, 3)):
            take(quiz, enrollment, *(chance.choice([KEY, OTHER, None]) for _ in range(3)))
    before = kept()

    assert objective_marks.rebuild() == 0
    assert kept() == before


def test_counting_anew_repairs_what_is_wrong_missing_or_too_much(quiz, enrollment, course):
    take(quiz, enrollment, KEY, KEY, KEY)
    right = kept()
    other = factories.make_enrollment(course)
    ObjectiveMark.objects.filter(objective__code="o-1").update(first_marks=0.5)
    ObjectiveMark.objects.filter(objective__code="o-2").update(enrollment=other)

    assert objective_marks.rebuild() == 3
    assert kept() == right


def test_command_tells_what_it_changed(quiz, enrollment):
    take(quiz, enrollment, KEY, KEY, KEY)
    Response.objects.filter(number=1).update(mark=0)
    out = StringIO()

    call_command("rebuild_statistics", stdout=out)
    call_command("rebuild_statistics", stdout=out)

    assert "Marks by objective changed: 1" in out.getvalue()
    assert out.getvalue().endswith("Nothing to change\n")
