import pytest
from django.utils import timezone

from courses.models import Completion
from quizzes import attempts
from quizzes.models import Attempt, ItemVersion, Quiz, Response, Slot
from quizzes.questions import first_unanswered
from quizzes.types import InvalidAnswer
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment():
    return factories.make_enrollment(factories.make_course(questions=3))


@pytest.fixture
def quiz(enrollment):
    return enrollment.course.activities.get(kind="quiz").quiz


@pytest.fixture
def attempt(quiz, enrollment):
    return attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)


def save(attempt, number, *values, **fields):
    flag = fields.pop("is_flagged", False)
    given = attempts.GivenAnswer(number, {"": values}, is_flagged=flag)
    return attempts.save_answers(attempt.responses, [given], **fields)


def answer_of(attempt, number):
    return attempt.responses.get(number=number).answer


def test_start_holds_every_question_in_order(attempt, quiz):
    slugs = [response.item_version.item.slug for response in attempt.responses.all()]

    assert slugs == [slot.item.slug for slot in quiz.slots.select_related("item")]


def test_start_again_goes_on_with_the_open_attempt(attempt, quiz, enrollment):
    again = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    assert again == attempt
    assert Response.objects.count() == 3


def test_start_leaves_out_drafts_and_retired_questions(quiz, enrollment):
    retired, unpublished, _ = [slot.item for slot in quiz.slots.all()]
    retired.retired_at = timezone.now()
    retired.save()
    unpublished.versions.update(published_at=None, same_as=None)

    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    assert attempt.responses.count() == 1


def test_start_of_a_quiz_without_questions_begins_nothing(quiz, enrollment):
    Slot.objects.all().delete()

    with pytest.raises(attempts.NothingToAsk):
        attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    assert Attempt.objects.count() == 0


def test_options_keep_their_order_through_an_attempt(attempt, quiz, enrollment):
    before = list(attempt.responses.values_list("option_order", flat=True))

    again = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    assert list(again.responses.values_list("option_order", flat=True)) == before
    assert all(sorted(order) == [0, 1, 2] for order in before)


def test_attempt_keeps_the_version_it_began_with(attempt, quiz):
    began_with = attempt.responses.first().item_version
    item = began_with.item
    ItemVersion.objects.create(
        item=item,
        number=2,
        type="single_best",
        content=began_with.content,
        html=began_with.html,
        bloom="apply",
        area="foundations",
        published_at=timezone.now(),
        same_as=2,
    )

    assert attempt.responses.first().item_version == began_with


def test_saved_answer_is_there_with_its_time(attempt):
    [response] = save(attempt, 2, "1", is_flagged=True)

    response.refresh_from_db()
    assert (response.answer, response.is_flagged) == (1, True)
    assert response.saved_at is not None


def test_saving_again_changes_nothing(attempt):
    save(attempt, 1, "2")
    save(attempt, 1, "2")

    assert answer_of(attempt, 1) == 2


def test_answer_can_be_taken_back(attempt):
    save(attempt, 1, "2")
    save(attempt, 1)

    assert answer_of(attempt, 1) is None


def test_late_save_of_the_same_page_does_not_overwrite(attempt):
    save(attempt, 1, "2", client="page", sequence=5)

    assert save(attempt, 1, "0", client="page", sequence=4) == []
    assert answer_of(attempt, 1) == 2


def test_save_of_another_page_is_the_newer_one(attempt):
    save(attempt, 1, "2", client="page", sequence=5)
    save(attempt, 1, "0", client="other", sequence=1)

    assert answer_of(attempt, 1) == 0


@pytest.mark.parametrize("values", [["7"], ["0", "1"], ["x"]])
def test_answer_that_is_not_an_option_is_refused(attempt, values):
    with pytest.raises(InvalidAnswer):
        save(attempt, 1, *values)
    assert answer_of(attempt, 1) is None


def test_question_that_the_attempt_does_not_have_is_refused(attempt):
    with pytest.raises(attempts.NoSuchQuestion):
        save(attempt, 9, "0")


def test_submit_marks_every_question(attempt):
    save(attempt, 1, "0")
    save(attempt, 2, "1")

    attempts.submit_attempt(attempt, actor=attempt.enrollment.learner)

    assert list(attempt.responses.values_list("mark", flat=True)) == [1, 0, 0]
    assert attempt.mark == 1 / 3


def test_submit_twice_is_refused_and_changes_nothing(attempt):
    save(attempt, 1, "0")
    attempts.submit_attempt(attempt, actor=attempt.enrollment.learner)
    submitted_at = Attempt.objects.get().submitted_at

    with pytest.raises(attempts.AttemptClosed):
        attempts.submit_attempt(attempt, actor=attempt.enrollment.learner)
    assert Attempt.objects.get().submitted_at == submitted_at


def test_answer_after_submission_is_refused(attempt):
    attempts.submit_attempt(attempt, actor=attempt.enrollment.learner)

    with pytest.raises(attempts.AttemptClosed):
        save(attempt, 1, "0")
    assert answer_of(attempt, 1) is None


def test_passing_completes_the_activity_with_its_mark(attempt, quiz):
    for number in (1, 2, 3):
        save(attempt, number, "0")

    attempts.submit_attempt(attempt, actor=attempt.enrollment.learner)

    assert Completion.objects.get().score == 1
    assert Completion.objects.get().activity == quiz.activity


def test_not_passing_completes_nothing(attempt):
    save(attempt, 1, "0")

    attempts.submit_attempt(attempt, actor=attempt.enrollment.learner)

    assert Completion.objects.count() == 0


def test_quiz_may_ask_for_less_than_its_course(quiz, enrollment):
    quiz.pass_mark = 0.3
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    save(attempt, 1, "0")

    attempts.submit_attempt(Attempt.objects.get(), actor=attempt.enrollment.learner)

    assert Completion.objects.get().score == 1 / 3


def test_best_attempt_counts(quiz, enrollment):
    for right in (3, 2):
        attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
        for number in range(1, right + 1):
            save(attempt, number, "0")
        attempts.submit_attempt(attempt, actor=enrollment.learner)

    assert Attempt.objects.count() == 2
    assert Completion.objects.get().score == 1


@pytest.mark.parametrize(("answered", "first"), [([], 1), ([1], 2), ([1, 3], 2), ([1, 2, 3], 1)])
def test_attempt_goes_on_at_the_first_open_question(attempt, answered, first):
    for number in answered:
        save(attempt, number, "0")

    assert first_unanswered(attempt) == first


def test_attempt_keeps_the_settings_it_began_with(attempt, quiz, enrollment):
    Quiz.objects.update(feedback="each", layout="one", pass_mark=0.3)

    again = attempts.start_attempt(Quiz.objects.get(), enrollment, actor=enrollment.learner)

    assert again == attempt
    assert (again.feedback, again.layout, again.required_mark) == ("end", "choice", 0.8)


def test_attempt_begun_before_pass_marks_were_kept_takes_the_quiz_s(attempt):
    Attempt.objects.update(pass_mark=None)
    Quiz.objects.update(pass_mark=0.3)

    assert Attempt.objects.get().required_mark == 0.3


def test_options_stand_as_written_where_the_quiz_says_so(quiz, enrollment):
    quiz.is_shuffled = False

    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    assert [response.option_order for response in attempt.responses.all()] == [[0, 1, 2]] * 3


def test_feedback_after_each_question_shows_one_at_a_time(quiz, enrollment):
    quiz.feedback = "each"

    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    assert (attempt.feedback, attempt.layout) == ("each", "one")
