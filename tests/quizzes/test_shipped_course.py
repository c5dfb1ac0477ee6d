"""The course as it is shipped: what it promises of its lessons and its questions."""

import re
from collections import Counter
from functools import cache

import pytest
from django.conf import settings

from courses.content import read_course
from quizzes.content import pool_of, read_questions
from quizzes.curriculum import check_curriculum

FINAL = "final-check"
# assessment standard, blueprint: questions of the final check by area, and cases among them
BLUEPRINT = {
    "service-delivery": (10, 7),
    "return-planning": (8, 6),
    "replication": (8, 6),
    "foundations": (4, 1),
}
# and the least questions of each module's own quiz
QUIZ_SIZES = {2: 8, 3: 6, 4: 6, 5: 8, 6: 8, 7: 10, 8: 10}
HEDGE = re.compile(r"\b(?:may|can|could|might)\b", re.IGNORECASE)


@cache
def course():
    return read_course(settings.COURSES_DIR / "trauma-bonding")


@cache
def questions():
    return read_questions(course())


@cache
def checked():
    return check_curriculum(course(), questions())


def items():
    return {item.slug: item.fields for asked in questions().values() for item in asked.items}


def options(is_key):
    return [
        option
        for fields in items().values()
        for option in fields.content.get("options", ())
        if bool(option.get("correct")) == is_key
    ]


@pytest.mark.parametrize("severity", ["error", "warn"])
def test_nothing_is_left_to_change_or_to_look_at(severity):
    assert checked().of(severity) == []


def test_every_statement_is_taught_and_tested():
    assert len(checked().covered) == 104
    assert [each.code for each in checked().covered if each.gaps] == []


def test_what_is_to_act_on_has_two_questions_and_a_case():
    to_act_on = [each for each in checked().covered if each.use == "apply"]

    assert len(to_act_on) == 47
    assert min(len(each.items) for each in to_act_on) >= 2
    assert min(each.cases for each in to_act_on) >= 1


def test_lessons_are_as_many_and_as_long_as_planned():
    counts = checked().counts

    assert counts["lessons"] >= 30
    assert 20_000 <= counts["words of lessons"] <= 30_000
    assert all(
        500 <= lesson.word_count <= 900 for module in course().modules for lesson in module.lessons
    )


def test_every_module_that_teaches_has_a_handout():
    assert all(module.handout for module in course().modules if module.lessons)
    assert len([module for module in course().modules if module.lessons]) == 8


def test_bank_is_large_enough():
    assert len(items()) >= 150
    sizes = {
        module.number: len(questions()[module.slug].quiz.items)
        for module in course().modules
        if module.number in QUIZ_SIZES
    }
    assert all(sizes[number] >= least for number, least in QUIZ_SIZES.items())


def test_final_check_draws_by_the_blueprint_from_a_pool_three_times_as_large():
    quiz = questions()[FINAL].quiz
    pool = pool_of(questions())
    sizes = Counter(fields.area for fields in pool)
    cases = Counter(fields.area for fields in pool if fields.is_case)

    assert {draw.area: (draw.count, draw.cases) for draw in quiz.draws} == BLUEPRINT
    assert quiz.items == ()
    assert all(sizes[area] >= 3 * count for area, (count, _) in BLUEPRINT.items())
    assert all(cases[area] >= 3 * count for area, (_, count) in BLUEPRINT.items())


def test_key_is_seldom_the_single_longest_option():
    single = [fields for fields in items().values() if fields.type == "single_best"]
    longest = 0
    for fields in single:
        lengths = [len(option["text"]) for option in fields.content["options"]]
        [key] = [len(o["text"]) for o in fields.content["options"] if o.get("correct")]
        longest += key == max(lengths) and lengths.count(key) == 1

    assert 0.1 <= longest / len(single) <= 0.4


def test_keys_stand_in_all_places_alike():
    places = Counter(
        next(i for i, option in enumerate(fields.content["options"]) if option.get("correct"))
        for fields in items().values()
        if fields.type == "single_best" and len(fields.content["options"]) == 3
    )

    total = sum(places.values())
    assert all(abs(places[place] / total - 1 / 3) <= 0.05 for place in range(3))


def test_hedges_are_about_as_frequent_in_wrong_options_as_in_keys():
    shares = [
        sum(bool(HEDGE.search(option["text"])) for option in found) / len(found)
        for found in (options(is_key=True), options(is_key=False))
    ]

    assert abs(shares[0] - shares[1]) <= 0.06


def test_questions_with_several_keys_do_not_all_have_as_many():
    counts = Counter(
        sum(bool(option.get("correct")) for option in fields.content["options"])
        for fields in items().values()
        if fields.type == "multiple_response"
    )

    assert set(counts) >= {1, 2, 3}


def test_every_option_has_feedback_that_says_more_than_right_or_wrong():
    assert all(len(o["feedback"].split()) >= 20 for o in options(True) + options(False))
