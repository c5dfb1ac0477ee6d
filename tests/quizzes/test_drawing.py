"""Drawing from a pool, without a database and with one."""

import random
from collections import Counter

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Objective
from quizzes import attempts
from quizzes.asking import pool, question_counts, versions_to_ask
from quizzes.drawing import Candidate, Wanted, draw, draw_all
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


QUESTION = Candidate(
    1, True, 0, area="replication", objective="m8-o1", statements=("S48", "S49"), tags=("rules",)
)


@pytest.mark.parametrize(
    ("criteria", "fits"),
    [
        ({}, True),
        ({"area": "replication"}, True),
        ({"area": "foundations"}, False),
        ({"objective": "m8-o1"}, True),
        ({"objective": "m8-o2"}, False),
        ({"statement": "S49"}, True),
        ({"statement": "S4"}, False),
        ({"tag": "rules"}, True),
        ({"tag": "rule"}, False),
        ({"area": "replication", "statement": "S48", "tag": "rules"}, True),
        ({"area": "replication", "statement": "S48", "tag": "intake"}, False),
    ],
)
def test_question_fits_a_draw_that_names_what_it_is(criteria, fits):
    assert Wanted(count=1, **criteria).fits(QUESTION) == fits
    assert Wanted(count=1, **criteria).criteria == criteria


AREAS = st.sampled_from(["foundations", "replication"])
TAGGED = st.lists(
    st.tuples(st.booleans(), AREAS, st.sampled_from([(), ("intake",)])), max_size=20
).map(
    lambda rows: [
        Candidate(number, is_case, 0, area=area, tags=tags)
        for number, (is_case, area, tags) in enumerate(rows)
    ]
)


@given(TAGGED, st.integers(1, 6), st.integers(1, 6), RANDOMS)
def test_draws_that_overlap_take_no_question_twice(pool, by_tag, by_area, rng):
    draws = [Wanted(by_area, area="foundations"), Wanted(by_tag, tag="intake")]

    drawn = draw_all(draws, pool, rng)

    by_id = {candidate.id: candidate for candidate in pool}
    assert len(set(drawn)) == len(drawn) <= by_tag + by_area
    assert all(any(wanted.fits(by_id[each]) for wanted in draws) for each in drawn)


def test_narrowest_draw_is_served_first():
    pool = [
        Candidate(number, False, 0, area="foundations", tags=("intake",) if number < 2 else ())
        for number in range(6)
    ]
    draws = [Wanted(4, area="foundations"), Wanted(2, tag="intake")]

    assert sorted(draw_all(draws, pool, random.Random(1))) == [0, 1, 2, 3, 4, 5]


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
def test_quiz_draws_by_objective_statement_and_tag(quiz, enrollment):
    objective = Objective.objects.create(
        code="m1-o1", module=quiz.activity.module, text="Say it.", bloom="apply", position=1
    )
    by_objective, by_statement, by_tag, _ = add_to_pool(quiz, 4)
    by_objective.versions.update(objective=objective)
    by_statement.versions.get().statements.add(factories.make_statement("S7"))
    by_tag.versions.update(tags=" intake rules ")
    quiz.draws.all().delete()
    for position, criterion in enumerate(
        ({"objective": "m1-o1"}, {"statement": "S7"}, {"tag": "rules"}), start=1
    ):
        quiz.draws.create(position=position, count=2, **criterion)

    assert question_counts(quiz) == {"question_count": 4, "drawn_count": 3}
    assert set(asked(quiz, enrollment)[1:]) == {by_objective, by_statement, by_tag}


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
