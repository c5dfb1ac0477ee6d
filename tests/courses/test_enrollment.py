import datetime

import pytest
import time_machine
from django.utils import timezone

from courses.enrollment import (
    enroll_assigned,
    next_activity,
    open_course,
    remember_place,
)
from courses.models import Assignment, Course, Enrollment
from courses.progress import record_completion
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return factories.make_team()


@pytest.fixture
def learner(team):
    return factories.make_user(team=team)


def test_opening_an_assigned_course_enrolls_once(learner):
    course = factories.make_course(assigned_to=learner.organization)

    first = open_course(learner, course.slug)
    second = open_course(learner, course.slug)

    assert first == second == Enrollment.objects.get()


def test_course_of_another_organization_cannot_be_opened(learner):
    course = factories.make_course(assigned_to=factories.make_organization())

    with pytest.raises(Course.DoesNotExist):
        open_course(learner, course.slug)


def test_course_of_another_team_cannot_be_opened(learner, team):
    course = factories.make_course()
    other = factories.make_team(team.organization)
    Assignment.objects.create(course=course, organization=team.organization, team=other)

    with pytest.raises(Course.DoesNotExist):
        open_course(learner, course.slug)


def test_begun_course_stays_open_when_the_assignment_ends(learner):
    course = factories.make_course(assigned_to=learner.organization)
    open_course(learner, course.slug)
    Assignment.objects.all().delete()

    assert open_course(learner, course.slug).course == course


def test_retired_course_is_closed(learner):
    course = factories.make_course(assigned_to=learner.organization)
    open_course(learner, course.slug)
    Course.objects.update(retired_at=timezone.now())

    with pytest.raises(Course.DoesNotExist):
        open_course(learner, course.slug)


def test_author_may_open_any_course():
    course = factories.make_course()

    assert open_course(factories.make_author(), course.slug).course == course


def test_enroll_assigned_takes_each_course_once(learner, team):
    course = factories.make_course(assigned_to=team.organization)
    Assignment.objects.create(course=course, organization=team.organization, team=team)

    enroll_assigned(learner)
    enroll_assigned(learner)

    assert Enrollment.objects.get().course == course


def test_next_activity_is_the_first_at_the_start(learner):
    course = factories.make_course(lessons=3)
    enrollment = factories.make_enrollment(course, learner)

    assert next_activity(enrollment).sequence == 1


def test_next_activity_is_the_open_bookmark(learner):
    enrollment = factories.make_enrollment(factories.make_course(lessons=3), learner)
    remember_place(enrollment, enrollment.course.activities.get(sequence=2))

    assert next_activity(enrollment).sequence == 2


def test_next_activity_goes_past_what_is_done(learner):
    enrollment = factories.make_enrollment(factories.make_course(lessons=3), learner)
    second = enrollment.course.activities.get(sequence=2)
    remember_place(enrollment, second)
    record_completion(enrollment, second)

    assert next_activity(enrollment).sequence == 3


def test_next_activity_returns_to_what_was_skipped(learner):
    enrollment = factories.make_enrollment(factories.make_course(lessons=2, questions=0), learner)
    last = enrollment.course.activities.get(sequence=2)
    remember_place(enrollment, last)
    record_completion(enrollment, last)

    assert next_activity(enrollment).sequence == 1


def test_next_activity_is_none_when_all_is_done(learner):
    enrollment = factories.make_enrollment(factories.make_course(lessons=1, questions=0), learner)
    record_completion(enrollment, enrollment.course.activities.get())

    assert next_activity(enrollment) is None


def test_place_is_kept_with_the_learners_own_date(learner):
    enrollment = factories.make_enrollment(factories.make_course(), learner)

    with time_machine.travel("2030-01-02T03:00:00Z"), timezone.override("America/Chicago"):
        remember_place(enrollment, enrollment.course.activities.first())

    enrollment.refresh_from_db()
    assert enrollment.last_active_on == datetime.date(2030, 1, 1)


def test_place_is_written_only_when_it_changes(learner, django_assert_num_queries):
    enrollment = factories.make_enrollment(factories.make_course(), learner)
    lesson = enrollment.course.activities.first()
    remember_place(enrollment, lesson)

    with django_assert_num_queries(0):
        remember_place(enrollment, lesson)
