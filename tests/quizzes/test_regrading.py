"""Answers marked again: results follow, nobody loses marks unless asked, and learners are told."""

from collections import Counter

import pytest
from zeal import zeal_ignore

from accounts.models import AuditEntry
from quizzes import attempts, bank, questions, regrading
from quizzes.models import Attempt, ItemVersion, Quiz, Regrade, RegradedAttempt, Response
from quizzes.practice import start_practice
from quizzes.regrade_effects import effects
from quizzes.statistics import item_statistics
from quizzes.tallying import recount, stored
from tests import factories
from tests.quizzes.taken import answered, begin, publish_key, take

pytestmark = pytest.mark.django_db
Way = Regrade.Way


@pytest.fixture
def course():
    return factories.make_course(lessons=0, questions=2)


@pytest.fixture
def quiz(course):
    for version in ItemVersion.objects.all():
        version.statements.set([factories.make_statement()])  # or it could not be published again
    return Quiz.objects.get(activity__course=course)


@pytest.fixture
def item(quiz):
    return quiz.slots.first().item


@pytest.fixture
def author():
    return factories.make_author()


def learner_of(course):
    return factories.make_enrollment(course, factories.make_user())


def decision(item, way=Way.FULL, **fields):
    return Regrade(item=item, way=way, reason="The key was wrong.", **fields)


def regrade(item, way=Way.FULL, versions=None, **fields):
    versions = [item.versions.get(number=1)] if versions is None else versions
    return regrading.carry_out(decision(item, way, **fields), versions, actor=None)


def marks_of(attempt):
    return list(attempt.responses.order_by("number").values_list("mark", flat=True))


def test_key_of_a_corrected_version_marks_what_was_answered(course, quiz, item):
    right = take(quiz, learner_of(course), 1, 0)  # what the corrected key asks for
    wrong = take(quiz, learner_of(course), 0, 0)
    corrected = publish_key(item, 1)

    done = regrade(item, Way.KEY, key_version=corrected)

    right.refresh_from_db()
    wrong.refresh_from_db()
    assert (marks_of(right), right.mark) == ([1.0, 1.0], 1.0)
    assert (marks_of(wrong), wrong.mark) == ([1.0, 1.0], 1.0)  # what was earned is kept
    assert (done.raised.count, done.lowered.count, done.spared) == (1, 0, 1)


def test_marks_are_lowered_when_that_is_asked(course, quiz, item):
    wrong = take(quiz, learner_of(course), 0, 0)
    corrected = publish_key(item, 1)

    done = regrade(item, Way.KEY, key_version=corrected, may_lower=True)

    wrong.refresh_from_db()
    assert (marks_of(wrong), wrong.mark) == ([0.0, 1.0], 0.5)
    assert (done.lowered.count, done.lowered.most) == (1, 0.5)


def test_answers_go_with_the_texts_of_their_options(course, quiz, item):
    took_second = take(quiz, learner_of(course), 1, 0)
    texts = item.versions.get().content["options"]
    turned = [{**option, "correct": False} for option in texts[::-1]]
    turned[1]["correct"] = True  # the second stays in the middle, of three
    turned[0]["text"], turned[2]["text"] = turned[2]["text"], turned[0]["text"]
    corrected = publish_key(item, 0, options=turned)

    regrade(item, Way.KEY, key_version=corrected)

    assert marks_of(took_second) == [1.0, 1.0]


def test_everyone_gets_the_full_mark(course, quiz, item):
    attempt = take(quiz, learner_of(course), None, 1)

    regrade(item, Way.FULL)

    attempt.refresh_from_db()
    assert (marks_of(attempt), attempt.mark) == ([1.0, 0.0], 0.5)


def test_question_is_left_out_where_that_lowers_nobody(course, quiz, item):
    missed = take(quiz, learner_of(course), 1, 0)
    had_it = take(quiz, learner_of(course), 0, 1)

    regrade(item, Way.LEAVE_OUT)

    missed.refresh_from_db()
    had_it.refresh_from_db()
    assert (marks_of(missed), missed.mark) == ([None, 1.0], 1.0)
    assert (marks_of(had_it), had_it.mark) == ([1.0, 0.0], 0.5)


def test_question_left_out_can_count_again(course, quiz, item):
    attempt = take(quiz, learner_of(course), 1, 0)
    first = item.versions.get(number=1)
    regrade(item, Way.LEAVE_OUT)

    regrade(item, Way.KEY, key_version=first, may_lower=True)

    attempt.refresh_from_db()
    assert (marks_of(attempt), attempt.mark) == ([0.0, 1.0], 0.5)


def test_answers_to_other_versions_stay(course, quiz, item):
    corrected = publish_key(item, 1)
    attempt = take(quiz, learner_of(course), 0, 0)

    done = regrade(item, Way.FULL)

    attempt.refresh_from_db()
    assert attempt.mark == 0.5
    assert done.looked_at == 0
    assert not Response.objects.filter(item_version=corrected, regrade__isnull=False).exists()


def test_answers_and_versions_stay_as_they_were(course, quiz, item):
    attempt = take(quiz, learner_of(course), 1, 0)
    before = list(attempt.responses.values_list("answer", "item_version", "option_order"))
    corrected = publish_key(item, 1)

    regrade(item, Way.KEY, key_version=corrected)

    assert list(attempt.responses.values_list("answer", "item_version", "option_order")) == before


@pytest.mark.parametrize("way", Way)
def test_preview_says_what_then_happens(course, quiz, item, way):
    for answers in [(0, 0), (1, 0), (1, 1), (None, None)]:
        take(quiz, learner_of(course), *answers)
    begin(quiz, learner_of(course), 1, 0)
    key = {"key_version": publish_key(item, 1)} if way == Way.KEY else {}
    versions = [item.versions.get(number=1)]

    foreseen = effects(decision(item, way, **key), versions)
    done = regrade(item, way, **key)

    assert vars(foreseen) == vars(done)
    assert (foreseen.looked_at, foreseen.open) == (4, 1)
    assert foreseen.raised.count > 0


def test_preview_changes_nothing(course, quiz, item):
    attempt = take(quiz, learner_of(course), 1, 0)

    effects(decision(item), [item.versions.get()])

    attempt.refresh_from_db()
    assert attempt.mark == 0.5
    assert not Regrade.objects.exists()


def test_double_click_marks_once(course, quiz, item):
    take(quiz, learner_of(course), 1, 0)
    regrade(item)

    assert regrade(item) is None
    assert Regrade.objects.count() == RegradedAttempt.objects.count() == 1
    assert AuditEntry.objects.filter(action="item.regraded").count() == 1


def test_log_says_what_was_decided(course, quiz, item, author):
    take(quiz, learner_of(course), 1, 0)

    regrading.carry_out(decision(item), [item.versions.get()], actor=author)

    entry = AuditEntry.objects.get(action="item.regraded")
    assert (entry.actor, entry.target_name) == (author, item.slug)
    assert entry.data == {
        "way": "full",
        "versions": [1],
        "by_version": None,
        "may_lower": False,
        "raised": 1,
        "lowered": 0,
        "reason": "The key was wrong.",
    }


# -- What follows from marks ---------------------------------------------------------------


def test_quiz_is_done_when_the_new_mark_reaches_the_pass_mark(course, quiz, item):
    enrollment = learner_of(course)
    take(quiz, enrollment, 1, 0)
    enrollment.refresh_from_db()
    assert not enrollment.completions.exists()
    active = enrollment.last_active_on

    done = regrade(item)

    completion = enrollment.completions.get()
    enrollment.refresh_from_db()
    assert (completion.score, done.newly_done) == (1.0, 1)
    assert (enrollment.done_count, enrollment.last_active_on) == (1, active)


def test_everyone_who_reaches_the_pass_mark_is_done(course, quiz, item):
    enrollments = [learner_of(course) for _ in range(3)]
    for enrollment in enrollments:
        take(quiz, enrollment, 1, 0)

    with zeal_ignore():  # completions are recorded one by one
        done = regrade(item)

    assert done.newly_done == 3
    assert [enrollment.completions.get().score for enrollment in enrollments] == [1.0] * 3


def test_best_mark_follows_and_what_is_done_stays_done(course, quiz, item):
    enrollment = learner_of(course)
    take(quiz, enrollment, 0, 0)
    corrected = publish_key(item, 1)

    regrade(item, Way.KEY, key_version=corrected, may_lower=True)

    assert enrollment.completions.get().score == 0.5


@pytest.mark.parametrize("way", [Way.FULL, Way.LEAVE_OUT])
def test_statistics_are_those_of_the_new_marks(course, quiz, item, way):
    for answers in [(1, 0), (1, 1), (0, 1)]:
        take(quiz, learner_of(course), *answers)

    regrade(item, way)

    assert stored(quiz.tallies.all()) == recount(quiz)
    first = item.versions.get()
    marks = Counter()
    for tally in quiz.tallies.filter(item_version=first):
        marks[tally.mark] += tally.count
    assert marks == ({60: 3} if way == Way.FULL else {60: 1})


def test_table_of_options_shows_the_corrected_key(course, quiz, item):
    for number in range(100):
        take(quiz, learner_of(course), number % 2, number % 3 > 0)
    corrected = publish_key(item, 1)

    regrade(item, Way.KEY, key_version=corrected, may_lower=True)

    [shown] = item_statistics(item)
    assert [option.is_key for option in shown.options][:3] == [False, True, False]
    assert shown.asked.figures.facility == 0.5


# -- Attempts that go on, and practice -----------------------------------------------------


def test_open_attempt_is_marked_so_when_it_is_submitted(course, quiz, item):
    attempt = begin(quiz, learner_of(course), 1, 0)
    kept = begin(quiz, learner_of(course), 0, 0)
    corrected = publish_key(item, 1)
    regrade(item, Way.KEY, key_version=corrected)

    for each in (attempt, kept):
        attempts.submit_attempt(each, actor=each.enrollment.learner)

    assert (marks_of(attempt), attempt.mark) == ([1.0, 1.0], 1.0)
    assert kept.mark == 1.0  # its learner read the options under the old key
    assert not RegradedAttempt.objects.exists()


def test_submitting_regraded_questions_needs_one_query_more(
    course, quiz, item, django_assert_num_queries
):
    plain = begin(quiz, learner_of(course), 1, 1)
    with django_assert_num_queries(9):
        attempts.submit_attempt(plain, actor=plain.enrollment.learner)
    attempt = begin(quiz, learner_of(course), 1, 1)
    corrected = publish_key(item, 1)
    regrade(item, Way.KEY, key_version=corrected)

    with django_assert_num_queries(10):
        attempts.submit_attempt(attempt, actor=attempt.enrollment.learner)


def test_practice_is_marked_again_in_silence(course, quiz, item):
    run = answered(start_practice(quiz, learner_of(course)), (1, 0))
    attempts.submit_attempt(run, actor=run.enrollment.learner)
    corrected = publish_key(item, 1)

    done = regrade(item, Way.KEY, key_version=corrected)

    assert marks_of(run) == [1.0, 1.0]
    assert done.looked_at == 0
    assert not RegradedAttempt.objects.exists()


# -- What learners see ---------------------------------------------------------------------


def test_learners_whose_result_changed_are_told(course, quiz, item):
    changed = take(quiz, learner_of(course), 1, 0)
    take(quiz, learner_of(course), 0, 0)

    regrade(item)

    told = RegradedAttempt.objects.get()
    assert (told.attempt, told.mark_before, told.mark_after) == (changed, 0.5, 1.0)
    assert list(RegradedAttempt.objects.of(changed.enrollment.learner).unseen()) == [told]


def test_result_shows_the_corrected_question(course, quiz, item, django_assert_num_queries):
    attempt = take(quiz, learner_of(course), 1, 0)
    corrected = publish_key(item, 1)
    regrade(item, Way.KEY, key_version=corrected)
    attempt = Attempt.objects.select_related("quiz__activity__course").get(pk=attempt.pk)

    with django_assert_num_queries(2):  # all is had, so there are no lessons to look for
        first, second = questions.result(attempt)["questions"]

    assert first.version == corrected
    assert first.regrade.reason == "The key was wrong."
    assert (first.response.mark, second.regrade) == (1.0, None)


def test_only_answers_to_versions_that_nobody_is_asked_can_be_marked_again(course, quiz, item):
    take(quiz, learner_of(course), 1, 0)
    assert list(regrading.to_mark_again(item)) == []

    bank.retire_item(item, actor=None)

    assert [(each.number, each.response_count) for each in regrading.to_mark_again(item)] == [
        (1, 1)
    ]
