"""Where a question is used, as its page says it."""

import pytest
from django.utils import timezone

from quizzes import attempts
from quizzes.models import Draw
from quizzes.uses import uses_of
from tests import factories
from tests.quizzes.authoring import make_question, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(module):
    return factories.make_quiz(module, 5, questions=1)


@pytest.fixture
def item(module, author):
    return make_question(module, "m1-first-1", author)


def draw(quiz, count, position=1, **criteria):
    return Draw.objects.create(quiz=quiz, position=position, count=count, **criteria)


def test_question_of_the_pool_is_used_by_what_may_draw_it(module, author, item, quiz):
    for number in (2, 3):
        make_question(module, f"m1-first-{number}", author)
    make_question(module, "m1-other-1", author, area="foundations")
    draw(quiz, 2, area="service-delivery")
    draw(quiz, 3, 2, statement="S1")
    draw(quiz, 1, 3, area="foundations")

    uses = uses_of(item)

    assert uses.asked_in == []
    assert [(each.count, each.left) for each in uses.drawn_by] == [(2, 2), (3, 3)]
    assert uses.short_without == []


def test_draw_that_would_have_too_few_is_named(client, author, item, quiz):
    draw(quiz, 1, area="service-delivery")
    client.force_login(author)

    html = client.get(url("item-detail", item.slug)).content.decode()

    assert "Can be drawn by" in html
    assert "1 of 1 that fit" in html
    assert "“Check” draws 1, and would have 0 to choose from." in html


def test_question_of_a_quiz_is_asked_and_not_drawn(client, author, quiz):
    item = quiz.items.get()
    draw(quiz, 1, area="service-delivery")
    learner = factories.make_enrollment(quiz.activity.course)
    attempts.start_attempt(quiz, learner, actor=learner.learner)
    client.force_login(author)

    uses = uses_of(item)
    html = client.get(url("item-detail", item.slug)).content.decode()

    assert (uses.asked_in, uses.drawn_by, uses.open_attempts) == ([quiz], [], 1)
    assert "It is asked in “Check”" in html
    assert "in 1 attempt not submitted yet" in html


def test_quiz_that_left_the_course_uses_nothing(item, quiz):
    draw(quiz, 1, area="service-delivery")
    quiz.activity.retired_at = timezone.now()
    quiz.activity.save()

    assert uses_of(item).drawn_by == []


@pytest.mark.parametrize("count", [1, 3])
def test_uses_take_a_fixed_number_of_queries(
    module, author, item, quiz, count, django_assert_num_queries
):
    for position in range(1, count + 1):
        draw(quiz, position, position, area="service-delivery", tag=f"t{position}"[: position - 1])

    with django_assert_num_queries(5):
        uses_of(item)
