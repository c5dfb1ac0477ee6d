"""Practice counts for nothing, and whoever reads attempts does not meet it."""

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEntry
from courses.models import Completion, Enrollment
from quizzes import attempts
from quizzes.models import Attempt, ItemVersion, Quiz, Response, Slot
from quizzes.practice import start_practice
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment():
    return factories.make_enrollment(factories.make_course(questions=3))


@pytest.fixture
def quiz(enrollment):
    return enrollment.course.activities.get(kind="quiz").quiz


@pytest.fixture
def practice(quiz, enrollment):
    return start_practice(quiz, enrollment)


def answer_all(attempt):
    given = [attempts.GivenAnswer(number, {"": ["0"]}) for number in (1, 2, 3)]
    attempts.save_answers(attempt.responses, given)


def test_practice_asks_what_the_quiz_asks(practice, quiz):
    asked = [response.item_version.item for response in practice.responses.all()]

    assert asked == [slot.item for slot in quiz.slots.all()]
    assert practice.is_practice


def test_practice_begun_again_goes_on_with_the_open_one(practice, quiz, enrollment):
    assert start_practice(quiz, enrollment, asks_certainty=True) == practice
    assert Response.with_practice.count() == 3


def test_practice_and_an_attempt_that_counts_are_open_side_by_side(practice, quiz, enrollment):
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    assert list(Attempt.objects.open()) == [attempt]
    assert set(Attempt.with_practice.open()) == {attempt, practice}


@pytest.mark.parametrize("is_practice", [True, False])
def test_two_of_a_kind_cannot_be_open(quiz, enrollment, is_practice):
    fields = {"quiz": quiz, "enrollment": enrollment, "is_practice": is_practice}
    Attempt.objects.create(**fields, mark=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(**fields)


def test_practice_of_a_quiz_without_questions_begins_nothing(quiz, enrollment):
    Slot.objects.all().delete()

    with pytest.raises(attempts.NothingToAsk):
        start_practice(quiz, enrollment)
    assert not Attempt.with_practice.exists()


def test_practice_all_right_completes_nothing_and_has_no_mark(practice, enrollment):
    answer_all(practice)

    attempts.submit_attempt(practice, actor=enrollment.learner)

    practice = Attempt.with_practice.get()
    assert (practice.is_open, practice.mark, practice.has_passed) == (False, None, False)
    assert [response.mark for response in practice.responses.all()] == [1, 1, 1]
    assert not Completion.objects.exists()


def test_practice_leaves_no_trace_that_others_can_read(quiz, enrollment):
    before = Enrollment.objects.values().get()

    practice = start_practice(quiz, enrollment)
    answer_all(practice)
    attempts.submit_attempt(practice, actor=enrollment.learner)

    assert Enrollment.objects.values().get() == before
    assert not AuditEntry.objects.exists()


def test_practice_submitted_twice_is_refused(practice, enrollment):
    attempts.submit_attempt(practice, actor=enrollment.learner)

    with pytest.raises(attempts.AttemptClosed):
        attempts.submit_attempt(practice, actor=enrollment.learner)


def test_practice_is_not_among_attempts(quiz, enrollment):
    counting = factories.make_attempt(enrollment, mark=0.5)
    factories.make_practice(enrollment, answers=[(1, "sure")])

    assert list(Attempt.objects.all()) == [counting]
    assert list(quiz.attempts.all()) == [counting]
    assert list(enrollment.attempts.all()) == [counting]
    assert list(Enrollment.objects.prefetch_related("attempts").get().attempts.all()) == [counting]
    assert not Response.objects.exists()
    assert Response.with_practice.count() == 1


@pytest.mark.parametrize(
    ("model", "condition"),
    [
        (Quiz, "attempts"),
        (Enrollment, "attempts"),
        (ItemVersion, "responses"),
    ],
)
def test_condition_that_reaches_attempts_has_to_name_practice(model, condition):
    with pytest.raises(FieldError):
        model.objects.filter(**{f"{condition}__isnull": False}).exists()


def test_practice_with_a_mark_cannot_be_kept(enrollment):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_practice(enrollment, mark=1, submitted_at=timezone.now())


def test_attempt_that_counts_cannot_ask_for_certainty(quiz, enrollment):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(quiz=quiz, enrollment=enrollment, asks_certainty=True)


def test_certainty_that_there_is_not_cannot_be_kept(practice):
    with pytest.raises(IntegrityError), transaction.atomic():
        practice.responses.update(certainty="very")


def test_learner_who_is_deleted_takes_their_practice_with_them(practice, enrollment):
    enrollment.delete()

    assert not Attempt.with_practice.exists()
    assert not Response.with_practice.exists()
