"""Which lessons a result leads to."""

from typing import NamedTuple

import pytest

from quizzes.questions import _lessons_of


class Lesson(NamedTuple):
    pk: int
    module_id: int
    sequence: int


LESSONS = [Lesson(1, 10, 1), Lesson(2, 10, 2), Lesson(3, 20, 3), Lesson(4, 20, 4)]


class Outline(NamedTuple):
    teaching: dict

    def lessons(self, pks):
        return [lesson for lesson in LESSONS if lesson.pk in pks]


@pytest.mark.parametrize(
    ("teaching", "module", "found"),
    [
        ({"S1": {1, 2}, "S2": {2}}, 10, [2, 1]),  # teaches both
        ({"S1": {1, 2, 3}, "S2": {4}}, 10, [1, 2, 4]),  # of its own module first
        ({"S1": {1, 2, 3}, "S2": {4}}, 99, [4, 1, 2]),  # what few lessons teach tells more
        ({}, 10, []),
    ],
)
def test_lessons_of_a_question(teaching, module, found):
    lessons = _lessons_of(["S1", "S2"], Outline(teaching), module)

    assert [lesson.pk for lesson in lessons] == found
