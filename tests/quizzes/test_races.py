"""What two requests at once may not break: real connections, in threads."""

from datetime import timedelta
from threading import Event
from time import sleep

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from courses import progress
from courses.models import Certificate, Completion, Enrollment
from courses.progress import rebuild_totals, record_completion
from quizzes import attempts, concerns, outages
from quizzes.allowances import give_allowance
from quizzes.attempts import GivenAnswer
from quizzes.checking import check_answer
from quizzes.fields import ItemFields, rendered
from quizzes.models import Attempt, Concern, Outage, Pulse, Quiz, Slot
from quizzes.overdue import submit_if_over
from quizzes.practice import start_practice
from quizzes.types import TYPES
from tests import factories
from tests.threads import PATIENCE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def enrollment():
    return factories.make_enrollment(factories.make_course(lessons=3, questions=2))


@pytest.fixture
def quiz(enrollment):
    return enrollment.course.activities.get(kind="quiz").quiz


@pytest.fixture
def quiz_of_every_type(enrollment):
    """A quiz of one question of each type, in the order of the table."""
    quiz = factories.make_quiz(enrollment.course.modules.get(), 5, questions=0, slug="every-type")
    for position, (name, kind) in enumerate(TYPES.items(), start=1):
        fields = ItemFields(type=name, content=kind.CONTENT, bloom="apply", area="foundations")
        html = rendered("item", fields)
        item = factories.make_item(
            quiz.activity.module, position=10 + position, type=name, content=kind.CONTENT, html=html
        )
        Slot.objects.create(quiz=quiz, item=item, position=position)
    return quiz


def submit(attempt):
    return lambda: attempts.submit_attempt(
        Attempt.objects.get(pk=attempt.pk), actor=attempt.enrollment.learner
    )


def save(attempt, number, value):
    return lambda: attempts.save_answers(attempt.responses, [GivenAnswer(number, {"": [value]})])


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


@pytest.mark.parametrize("name", TYPES)
def test_save_and_submit_at_once_agree_for_every_type(quiz_of_every_type, enrollment, name):
    """What the learner is told was saved is what was marked, whole, or it is told to be late."""
    attempt = attempts.start_attempt(quiz_of_every_type, enrollment, actor=enrollment.learner)
    kind, number = TYPES[name], list(TYPES).index(name) + 1
    key = kind.key(kind.CONTENT)
    given = [GivenAnswer(number, kind.sent(key))]

    saved, _ = at_once(
        lambda: attempts.save_answers(attempt.responses, given, client="page", sequence=1),
        submit(attempt),
    )

    response = Attempt.objects.get().responses.get(number=number)
    was_in_time = not isinstance(saved, attempts.AttemptClosed)
    answer = key if was_in_time else None
    assert (response.answer, response.mark) == (answer, kind.grade(kind.CONTENT, answer))


@pytest.mark.parametrize("name", [name for name in TYPES if name != "single_best"])
def test_saves_of_two_pages_at_once_keep_one_of_them_whole(quiz_of_every_type, enrollment, name):
    """Parts of two answers are never mixed."""
    attempt = attempts.start_attempt(quiz_of_every_type, enrollment, actor=enrollment.learner)
    kind, number = TYPES[name], list(TYPES).index(name) + 1
    answers = [kind.key(kind.CONTENT), kind.CASES[1][0]]

    def change(client, answer):
        given = [GivenAnswer(number, kind.sent(answer))]
        return attempts.save_answers(attempt.responses, given, client=client, sequence=1)

    results = at_once(lambda: change("a", answers[0]), lambda: change("b", answers[1]))

    assert [len(saved) for saved in results] == [1, 1]
    response = attempt.responses.get(number=number)
    assert (response.client, response.answer) in list(zip("ab", answers, strict=True))


@pytest.mark.parametrize("again", range(5))
def test_answers_to_two_questions_at_once_are_both_kept(quiz, enrollment, again):
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    at_once(save(attempt, 1, "1"), save(attempt, 2, "2"))

    assert [response.answer for response in attempt.responses.all()] == [1, 2]


def test_a_late_save_does_not_overwrite_one_that_it_waited_for(quiz, enrollment, monkeypatch):
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    has_saved = Event()

    def slow_save(*args, **kwargs):
        response = save_one(*args, **kwargs)
        has_saved.set()
        sleep(0.2)  # before the commit, so that the late one finds the attempt locked
        return response

    def change(sequence):
        given = [GivenAnswer(1, {"": [str(sequence)]})]
        attempts.save_answers(attempt.responses, given, client="page", sequence=sequence)

    save_one = attempts._save
    monkeypatch.setattr(attempts, "_save", slow_save)
    at_once(lambda: change(2), lambda: has_saved.wait(PATIENCE) and change(1))

    response = attempt.responses.get(number=1)
    assert (response.answer, response.sequence) == (2, 2)


@pytest.mark.parametrize("again", range(5))
def test_a_page_and_a_question_saved_at_once_do_not_block_each_other(quiz, enrollment, again):
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    page = [GivenAnswer(1, {"": ["1"]}), GivenAnswer(2, {"": ["1"]})]

    results = at_once(lambda: attempts.save_answers(attempt.responses, page), save(attempt, 2, "1"))

    assert [len(saved) for saved in results] == [2, 1]


@pytest.mark.parametrize("again", range(5))
def test_check_and_save_at_once_keep_what_was_checked(quiz, enrollment, again):
    quiz.feedback = "each"
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    save(attempt, 1, "1")()

    checked, saved = at_once(
        lambda: check_answer(attempt.responses, 1, []).answer, save(attempt, 1, "2")
    )

    came_late = isinstance(saved, attempts.AnswerChecked)
    assert checked == (1 if came_late else 2)
    assert attempt.responses.get(number=1).answer == checked


@pytest.mark.parametrize("again", range(5))
def test_check_and_submit_at_once_agree(quiz, enrollment, again):
    quiz.feedback = "each"
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    given = [GivenAnswer(1, {"": ["0"]})]

    checked, _ = at_once(lambda: check_answer(attempt.responses, 1, given), submit(attempt))

    response = Attempt.objects.get().responses.get(number=1)
    came_late = isinstance(checked, attempts.AttemptClosed)
    assert (response.answer, response.mark) == ((None, 0) if came_late else (0, 1))
    assert (response.checked_at is None) == came_late


def timed(quiz, enrollment):
    """Begin an attempt with a time limit."""
    quiz.time_limit_minutes, quiz.time_limit_reason = 40, "The license asks for it."
    return attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)


@pytest.mark.parametrize("again", range(5))
def test_contacts_after_the_end_submit_once(quiz, enrollment, again):
    attempt = timed(quiz, enrollment)
    ended = timezone.now() - timedelta(minutes=5)
    Attempt.objects.update(ends_at=ended, started_at=ended - timedelta(minutes=40))
    attempt.refresh_from_db()

    at_once(*[lambda: submit_if_over(Attempt.objects.get(pk=attempt.pk))] * 3)

    assert Attempt.objects.get().submitted_at == ended
    assert AuditEntry.objects.filter(action="attempt.submitted").count() == 1


@pytest.mark.parametrize("again", range(5))
def test_two_processes_that_come_back_give_time_back_once(quiz, enrollment, again):
    attempt = timed(quiz, enrollment)
    began = attempt.started_at - timedelta(minutes=20)
    Attempt.objects.update(started_at=began)
    Pulse.objects.update(at=timezone.now() - timedelta(minutes=10))

    at_once(outages.beat, save(attempt, 1, "0"), outages.beat)

    assert Outage.objects.get().attempt_count == 1
    again = Attempt.objects.get()
    assert again.ends_at - attempt.ends_at in {timedelta(minutes=10), timedelta(minutes=11)}
    assert again.responses.get(number=1).answer == 0


@pytest.mark.parametrize("again", range(5))
def test_extension_and_submission_at_the_end_agree(quiz, enrollment, again):
    attempt = timed(quiz, enrollment)
    ended = timezone.now() - timedelta(minutes=5)
    Attempt.objects.update(ends_at=ended, started_at=ended - timedelta(minutes=40))
    extras = {"extra_minutes": 60, "reason": "Asked.", "actor": None}

    at_once(
        lambda: submit_if_over(Attempt.objects.get(pk=attempt.pk)),
        lambda: give_allowance(quiz, enrollment.learner, **extras),
    )

    attempt = Attempt.objects.get()
    assert attempt.is_open == (attempt.extra_minutes == 60)


@pytest.mark.parametrize("again", range(5))
def test_two_starts_at_once_begin_one_attempt(quiz, enrollment, again):
    def start():
        return attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    first, second = at_once(start, start)

    assert first == second == Attempt.objects.get()
    assert first.responses.count() == 2


@pytest.mark.parametrize("again", range(5))
def test_starts_and_a_submission_at_once_begin_no_attempt_too_many(quiz, enrollment, again):
    Quiz.objects.update(attempts_allowed=1)
    quiz.refresh_from_db()
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    def start():
        return attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    at_once(start, submit(attempt), start)

    assert Attempt.objects.get().submitted_at is not None


@pytest.mark.parametrize("again", range(5))
def test_two_starts_of_practice_at_once_begin_one_beside_an_attempt(quiz, enrollment, again):
    def start():
        return start_practice(quiz, enrollment)

    first, second, attempt = at_once(
        start,
        start,
        lambda: attempts.start_attempt(quiz, enrollment, actor=enrollment.learner),
    )

    assert first == second == Attempt.with_practice.practice().get()
    assert attempt == Attempt.objects.get()
    assert first.responses.count() == 2


@pytest.mark.parametrize("again", range(5))
def test_completions_at_once_are_all_counted(enrollment, again):
    lessons = enrollment.course.activities.filter(kind="lesson")

    at_once(*[lambda lesson=lesson: record_completion(enrollment, lesson) for lesson in lessons])

    assert Enrollment.objects.get().done_count == 3
    assert rebuild_totals(Enrollment.objects.all()) == 0


def test_completion_during_a_rebuild_is_counted(enrollment, monkeypatch):
    lesson = enrollment.course.activities.first()
    Enrollment.objects.update(done_count=7)
    has_counted = Event()

    def slow_assign(counted):
        is_rebuild = not has_counted.is_set()
        has_counted.set()
        sleep(0.2 if is_rebuild else 0)
        return assign(counted)

    assign = progress._assign_totals
    monkeypatch.setattr(progress, "_assign_totals", slow_assign)
    at_once(
        lambda: rebuild_totals(Enrollment.objects.all()),
        lambda: has_counted.wait(PATIENCE) and record_completion(enrollment, lesson),
    )

    assert Enrollment.objects.get().done_count == 1


# -- Concerns about questions ---------------------------------------------------------------


def raising(response, text="Who is meant?"):
    said = {"kind": "unclear", "text": text, "is_named": True}
    learner = response.attempt.enrollment.learner
    return lambda: concerns.raise_concern(response, **said, actor=learner)


@pytest.mark.parametrize("again", range(5))
def test_two_clicks_at_once_raise_one_concern(again):
    response = factories.make_response()

    first, second = at_once(raising(response), raising(response))

    assert first == second == Concern.objects.get()
    assert AuditEntry.objects.filter(action="concern.raised").count() == 1


@pytest.mark.parametrize("again", range(5))
def test_concerns_at_once_do_not_pass_the_most_of_a_day(again, monkeypatch):
    monkeypatch.setattr(concerns, "MOST_A_DAY", 2)
    response = factories.make_response()

    results = at_once(*[raising(response, f"Number {n}.") for n in range(3)])

    assert [type(result) for result in results].count(concerns.TooMany) == 1
    assert Concern.objects.count() == 2


@pytest.mark.parametrize("again", range(5))
def test_two_authors_at_once_settle_a_concern_once(again):
    concern = factories.make_concern()

    def settling(answer):
        author = factories.make_author()
        return lambda: concerns.settle(concern, answer=answer, base="", actor=author)

    results = at_once(settling("One."), settling("Another."))

    [refusal] = [each for each in results if isinstance(each, concerns.SettledMeanwhile)]
    [settled] = [each for each in results if isinstance(each, Concern)]
    assert refusal.concern.answer == settled.answer == Concern.objects.get().answer


def test_two_submissions_that_finish_a_course_issue_one_certificate(enrollment):
    course = enrollment.course
    first = course.activities.get(kind="quiz").quiz
    second = factories.make_quiz(course.modules.get(), 6, slug="second")
    course.activity_count = course.activities.count()
    course.save()
    for lesson in course.activities.filter(kind="lesson"):
        record_completion(enrollment, lesson)
    ready = []
    for quiz in (first, second, second):
        attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
        attempts.save_answers(attempt.responses, [GivenAnswer(n, {"": ["0"]}) for n in range(1, 3)])
        ready.append(attempt)

    at_once(*map(submit, ready))

    enrollment.refresh_from_db()
    assert enrollment.completed_at
    assert Certificate.objects.get().learner == enrollment.learner
