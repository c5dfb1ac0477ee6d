"""What two requests at once may not break: real connections, in threads."""

import pytest

from accounts.models import AuditEntry
from courses.models import Completion, Enrollment
from courses.progress import rebuild_totals, record_completion
from quizzes import attempts
from quizzes.attempts import GivenAnswer
from quizzes.models import Attempt
from tests import factories
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def enrollment():
    return factories.make_enrollment(factories.make_course(lessons=3, questions=2))


@pytest.fixture
def quiz(enrollment):
    return enrollment.course.activities.get(kind="quiz").quiz


def submit(attempt):
    return lambda: attempts.submit_attempt(
        Attempt.objects.get(pk=attempt.pk), actor=attempt.enrollment.learner
    )


def save(attempt, number, value):
    return lambda: attempts.save_answers(attempt.responses, [GivenAnswer(number, [value])])


@pytest.mark.parametrize("again", range(5))
def test_two_submissions_at_once_mark_once(quiz, enrollment, again):
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    save(attempt, 1, "0")()
    save(attempt, 2, "0")()

    results = at_once(submit(attempt), submit(attempt))

    refused = [result for result in results if isinstance(result, attempts.AttemptClosed)]
    assert len(refused) == 1
    assert Attempt.objects.get().mark == 1
    assert Completion.objects.get().score == 1
    assert AuditEntry.objects.filter(action="attempt.submitted").count() == 1


@pytest.mark.parametrize("again", range(5))
def test_save_and_submit_at_once_agree(quiz, enrollment, again):
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    saved, _ = at_once(save(attempt, 1, "0"), submit(attempt))

    response = Attempt.objects.get().responses.get(number=1)
    was_in_time = not isinstance(saved, attempts.AttemptClosed)
    assert (response.answer, response.mark) == ((0, 1) if was_in_time else (None, 0))


@pytest.mark.parametrize("again", range(5))
def test_answers_to_two_questions_at_once_are_both_kept(quiz, enrollment, again):
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    at_once(save(attempt, 1, "1"), save(attempt, 2, "2"))

    assert [response.answer for response in attempt.responses.all()] == [1, 2]


@pytest.mark.parametrize("again", range(5))
def test_two_starts_at_once_begin_one_attempt(quiz, enrollment, again):
    def start():
        return attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    first, second = at_once(start, start)

    assert first == second == Attempt.objects.get()
    assert first.responses.count() == 2


@pytest.mark.parametrize("again", range(5))
def test_completions_at_once_are_all_counted(enrollment, again):
    lessons = enrollment.course.activities.filter(kind="lesson")

    at_once(*[lambda lesson=lesson: record_completion(enrollment, lesson) for lesson in lessons])

    assert Enrollment.objects.get().done_count == 3
    assert rebuild_totals(Enrollment.objects.all()) == 0
