import pytest
from django.utils import timezone

from courses.models import Completion, Enrollment
from courses.progress import rebuild_totals, record_completion
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment():
    return factories.make_enrollment(factories.make_course(lessons=2, questions=1))


def activities_of(enrollment):
    return list(enrollment.course.activities.all())


def test_completion_moves_the_totals(enrollment):
    lesson = activities_of(enrollment)[0]

    record_completion(enrollment, lesson, revision=1)

    enrollment.refresh_from_db()
    assert (enrollment.done_count, enrollment.completed_at) == (1, None)
    assert enrollment.last_active_on == timezone.localdate()


def test_completion_twice_counts_once(enrollment):
    lesson = activities_of(enrollment)[0]

    record_completion(enrollment, lesson, revision=1)
    completion = record_completion(enrollment, lesson, revision=2)

    enrollment.refresh_from_db()
    assert enrollment.done_count == 1
    assert completion.revision == 2


@pytest.mark.parametrize(("first", "second", "kept"), [(0.8, 0.9, 0.9), (0.9, 0.8, 0.9), (1, 1, 1)])
def test_completion_keeps_the_best_score(enrollment, first, second, kept):
    quiz = activities_of(enrollment)[-1]

    record_completion(enrollment, quiz, score=first)
    record_completion(enrollment, quiz, score=second)

    assert Completion.objects.get(activity=quiz).score == kept


def test_last_completion_completes_the_course(enrollment):
    for activity in activities_of(enrollment):
        record_completion(enrollment, activity)

    enrollment.refresh_from_db()
    assert enrollment.done_count == 3
    assert enrollment.completed_at is not None


def test_completion_of_a_retired_activity_does_not_count(enrollment):
    first, *rest = activities_of(enrollment)
    record_completion(enrollment, first)
    first.retired_at = timezone.now()
    first.save()

    record_completion(enrollment, rest[0])

    enrollment.refresh_from_db()
    assert enrollment.done_count == 1


def test_rebuild_finds_nothing_to_change_after_record_completion(enrollment):
    for activity in activities_of(enrollment):
        record_completion(enrollment, activity)

    assert rebuild_totals(Enrollment.objects.all()) == 0


def test_rebuild_mends_wrong_totals(enrollment):
    record_completion(enrollment, activities_of(enrollment)[0])
    Enrollment.objects.update(done_count=7)

    assert rebuild_totals(Enrollment.objects.all()) == 1
    assert Enrollment.objects.get().done_count == 1


def test_course_once_completed_stays_so_when_it_grows(enrollment):
    for activity in activities_of(enrollment):
        record_completion(enrollment, activity)
    completed_at = Enrollment.objects.get().completed_at
    enrollment.course.activity_count = 9
    enrollment.course.save()

    rebuild_totals(Enrollment.objects.all())

    assert Enrollment.objects.get().completed_at == completed_at
