"""Drawing from a pool, without a database and with one."""

import random
from collections import Counter

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from quizzes import attempts
from quizzes.asking import pool, versions_to_ask
from quizzes.drawing import Candidate, draw
from quizzes.models import Attempt, Item
from quizzes.practice import start_practice
from tests import factories

POOLS = st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=30).map(
    lambda rows: [Candidate(number, *row) for number, row in enumerate(rows)]
)
RANDOMS = st.randoms(use_true_random=False)


@given(POOLS, st.integers(1, 12), st.integers(0, 12), RANDOMS)
def test_draw_takes_no_question_before_its_turn(candidates, count, cases, rng):
    drawn = draw(candidates, count, cases, rng)

    turns = {candidate.id: candidate.turn for candidate in candidates}
    left = [turns[each] for each in turns if each not in drawn]
    assert len(drawn) == len(set(drawn)) == min(count, len(candidates))
    assert all(turns[each] <= least for least in left for each in drawn)


@given(POOLS, st.integers(1, 12), st.integers(0, 12), RANDOMS)
def test_draw_has_the_cases_due_where_all_were_asked_as_often(candidates, count, cases, rng):
    fresh = [Candidate(each.id, each.is_case, 0) for each in candidates]

    drawn = draw(fresh, count, cases, rng)

    are_cases = {each.id for each in fresh if each.is_case}
    assert len(are_cases.intersection(drawn)) >= min(cases, count, len(are_cases))


def test_draw_is_by_chance():
    candidates = [Candidate(number, False, 0) for number in range(4)]

    firsts = Counter(draw(candidates, 1, 0, random.Random(seed))[0] for seed in range(400))

    assert set(firsts) == {0, 1, 2, 3}
    assert min(firsts.values()) > 60


@pytest.fixture
def enrollment():
    return factories.make_enrollment(factories.make_course(questions=1))


@pytest.fixture
def quiz(enrollment):
    quiz = enrollment.course.activities.get(kind="quiz").quiz
    quiz.draws.create(position=1, area="foundations", count=2, case_count=1)
    return quiz


def add_to_pool(quiz, count, **fields):
    module = quiz.activity.module
    return [factories.make_item(module, area="foundations", **fields) for _ in range(count)]


def asked(quiz, enrollment):
    """Take the quiz once; return the items asked in order."""
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    attempts.submit_attempt(attempt, actor=enrollment.learner)
    return [response.item_version.item for response in attempt.responses.all()]


@pytest.mark.django_db
def test_attempt_asks_the_fixed_questions_then_drawn_ones(quiz, enrollment):
    items = add_to_pool(quiz, 3)

    first, *drawn = asked(quiz, enrollment)

    assert first == quiz.slots.get().item
    assert len(drawn) == 2
    assert set(drawn) < set(items)


@pytest.mark.django_db
def test_no_question_is_repeated_until_the_pool_is_used_up(quiz, enrollment):
    items = add_to_pool(quiz, 6)

    drawn = [item for _ in range(3) for item in asked(quiz, enrollment)[1:]]

    assert Counter(drawn) == Counter(items)


@pytest.mark.django_db
def test_pool_has_what_is_in_no_quiz_and_can_be_asked(quiz):
    item, retired = add_to_pool(quiz, 2)
    Item.objects.filter(pk=retired.pk).update(retired_at=timezone.now())
    add_to_pool(quiz, 1, published=False)
    factories.make_course(questions=1)  # another course's, which could leak

    assert [version.item for version in pool(quiz.activity.course)] == [item]


@pytest.mark.django_db
def test_questions_of_a_quiz_that_left_the_course_come_back_to_the_pool(quiz):
    other = factories.make_quiz(quiz.activity.module, 9, questions=2, slug="other")
    other.activity.retired_at = timezone.now()
    other.activity.save()

    found = {version.item for version in pool(quiz.activity.course)}

    assert found == {slot.item for slot in other.slots.all()}


@pytest.mark.django_db
@pytest.mark.parametrize("questions", [2, 6])
def test_drawing_takes_as_many_queries_for_more_questions(
    quiz, enrollment, questions, django_assert_num_queries
):
    add_to_pool(quiz, questions)

    with django_assert_num_queries(5):
        versions = versions_to_ask(Attempt(quiz=quiz, enrollment=enrollment))

    assert len(versions) == 3


def practiced(quiz, enrollment):
    """Practice the quiz once; return the items drawn."""
    attempt = start_practice(quiz, enrollment)
    attempts.submit_attempt(attempt, actor=enrollment.learner)
    return [response.item_version.item for response in attempt.responses.all()][1:]


@pytest.mark.django_db
def test_practice_takes_no_question_from_an_attempt_that_counts(quiz, enrollment):
    items = add_to_pool(quiz, 6)

    drawn = []
    for _ in range(3):
        drawn += asked(quiz, enrollment)[1:]
        practiced(quiz, enrollment)

    assert Counter(drawn) == Counter(items)


@pytest.mark.django_db
def test_practice_goes_through_the_pool_in_a_turn_of_its_own(quiz, enrollment):
    items = add_to_pool(quiz, 6)

    drawn = []
    for _ in range(3):
        drawn += practiced(quiz, enrollment)
        asked(quiz, enrollment)

    assert Counter(drawn) == Counter(items)


@pytest.mark.django_db
def test_practice_begins_with_what_was_asked_before(quiz, enrollment):
    add_to_pool(quiz, 6)
    _, *met = asked(quiz, enrollment)

    assert set(practiced(quiz, enrollment)) == set(met)


@pytest.mark.django_db
def test_turns_are_the_learners_own(quiz, enrollment):
    items = add_to_pool(quiz, 4)
    colleague = factories.make_enrollment(enrollment.course)
    practiced(quiz, colleague)
    asked(quiz, colleague)

    drawn = practiced(quiz, enrollment) + practiced(quiz, enrollment)

    assert Counter(drawn) == Counter(items)


@pytest.mark.django_db
@pytest.mark.parametrize("questions", [2, 6])
def test_drawing_for_practice_takes_as_many_queries(
    quiz, enrollment, questions, django_assert_num_queries
):
    add_to_pool(quiz, questions)
    practiced(quiz, enrollment)
    attempt = Attempt(quiz=quiz, enrollment=enrollment, is_practice=True)

    with django_assert_num_queries(5):
        versions = versions_to_ask(attempt)

    assert len(versions) == 3
