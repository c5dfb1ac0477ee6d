"""A course that is valid for some months is refreshed, and what was kept stays."""

from datetime import date

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from accounts.models import AuditEntry
from courses import assigning
from courses.models import CourseCompletion, Enrollment
from courses.progress import rebuild_totals, record_completion
from courses.refreshing import strictest, validity_of
from reports import messages
from tests import factories

pytestmark = pytest.mark.django_db
HOME = reverse("reports:home")


@pytest.fixture
def team():
    return factories.make_team()


@pytest.fixture
def course():
    return factories.make_course()


@pytest.fixture
def learner(team):
    return factories.make_user(team=team, name="Ada Okafor")


@pytest.fixture
def enrollment(course, learner, team):
    """Completed on January 15, 2026, and valid for a year."""
    with time_machine.travel("2026-01-15 15:00Z", tick=False):
        assigning.assign(
            course, organization=team.organization, team=team, valid_months=12, actor=None
        )
        enrollment = factories.make_enrollment(course, learner)
        for activity in course.activities.all():
            record_completion(enrollment, activity, score=0.9 if activity.kind == "quiz" else None)
    enrollment.refresh_from_db()
    return enrollment


def at(moment):
    return time_machine.travel(moment, tick=False)


def validity(enrollment):
    return validity_of(Enrollment.objects.get(pk=enrollment.pk), 12)


def take_quiz(enrollment, score=0.8):
    record_completion(enrollment, enrollment.course.activities.get(kind="quiz"), score=score)


@pytest.mark.parametrize(
    ("moment", "is_open", "is_over"),
    [
        ("2026-03-01 15:00Z", False, False),
        ("2026-11-15 15:00Z", False, False),
        ("2026-11-16 15:00Z", True, False),
        ("2027-01-15 15:00Z", True, False),
        ("2027-01-16 15:00Z", True, True),
    ],
)
def test_refresher_opens_before_the_end_and_stays_open(enrollment, moment, is_open, is_over):
    with at(moment):
        found = validity(enrollment)

    assert found.until == date(2027, 1, 15)
    assert (found.is_open, found.is_over) == (is_open, is_over)


def test_end_is_a_date_of_the_organization(enrollment):
    late = "2026-01-16T03:00Z"  # the evening of the 15th in Chicago
    enrollment.times_completed.update(completed_at=late)

    assert validity(enrollment).until == date(2027, 1, 15)


def test_quiz_taken_again_renews_and_the_first_record_stays(enrollment, learner):
    with at("2026-12-01 15:00Z"):
        take_quiz(enrollment)

        assert validity(enrollment).until == date(2027, 12, 1)
        assert not validity(enrollment).is_open
    times = CourseCompletion.objects.values_list("completed_at__date", "is_refresher")
    assert list(times) == [(date(2026, 1, 15), False), (date(2026, 12, 1), True)]
    assert AuditEntry.objects.filter(action="course.refreshed", actor=learner).count() == 1


def test_quiz_taken_again_before_the_refresher_opens_renews_nothing(enrollment):
    with at("2026-06-01 15:00Z"):
        take_quiz(enrollment)
    with at("2026-12-01 15:00Z"):
        assert [done for _, done in validity(enrollment).parts] == [False]

    assert CourseCompletion.objects.count() == 1


def test_all_quizzes_are_taken_again(enrollment, course):
    factories.make_quiz(course.modules.get(), 9, slug="second")
    with at("2026-12-01 15:00Z"):
        take = enrollment.course.activities.get(slug="check")
        record_completion(enrollment, take, score=0.8)

        assert [done for _, done in validity(enrollment).parts] == [True, False]
        assert CourseCompletion.objects.count() == 1
        record_completion(enrollment, course.activities.get(slug="second"), score=0.8)
        record_completion(enrollment, course.activities.get(slug="second"), score=0.8)
        assert CourseCompletion.objects.count() == 2


def test_reading_a_lesson_again_renews_nothing(enrollment, course):
    with at("2026-12-01 15:00Z"):
        record_completion(enrollment, course.activities.first(), revision=2)

    assert CourseCompletion.objects.count() == 1


def test_without_an_end_there_is_no_refresher(enrollment):
    assert validity_of(enrollment, None) is None
    assert strictest(factories.make_course(), []) is None


def test_course_itself_may_end_for_everybody(client, course, learner, team):
    assigning.assign(course, organization=team.organization, actor=None)
    course.valid_months = 24
    course.save()
    with at("2026-01-15 15:00Z"):
        own = factories.make_enrollment(course, learner)
        for activity in course.activities.all():
            record_completion(own, activity, score=0.9)
    assert learner.certificates.get().valid_until == date(2028, 1, 15)
    supervisor = factories.make_supervisor(team=team)
    for moment, is_asked in (("2027-11-01 15:00Z", False), ("2027-12-01 15:00Z", True)):
        with at(moment):
            client.force_login(supervisor)
            listed = client.get(reverse("reports:learner-list"), {"look": "refresh"})
            assert (learner.name in listed.content.decode()) == is_asked
    with at("2027-12-01 15:00Z"):
        take_quiz(own)
    assert own.times_completed.count() == 2
    latest = learner.certificates.order_by("-completed_on").first()
    assert latest.valid_until == date(2029, 12, 1)


def test_strictest_of_what_is_asked_counts(course, team):
    made = [
        assigning.assign(course, organization=team.organization, actor=None, **fields)
        for fields in ({"valid_months": 24}, {"team": team, "valid_months": 12}, {})
        if fields
    ]

    assert strictest(course, made) == 12


def test_learner_finds_the_refresher_and_their_supervisor_who_needs_one(
    client, enrollment, learner, team, course
):
    with at("2026-12-01 15:00Z"):
        client.force_login(learner)
        page = client.get(HOME).content.decode()
        client.force_login(factories.make_supervisor(team=team))
        about = client.get(reverse("reports:learner-detail", args=[learner.pk])).content.decode()
        dashboard = client.get(reverse("reports:team-detail")).context["dashboard"]
        learners = client.get(reverse("reports:learner-list"), {"look": "refresh"})

        assert "It is valid until January 15, 2027. The refresher is open" in page
        assert "to take again" in page
        assert "Completed on January 15, 2026." in about
        assert dashboard.counts["REFRESH"] == 1
        assert [row.name for row in learners.context["page"]] == ["Ada Okafor"]

        take_quiz(enrollment)
        learners = client.get(reverse("reports:learner-list"), {"look": "refresh"})
        assert list(learners.context["page"]) == []


def test_completions_from_before_are_kept_when_totals_are_rebuilt(enrollment):
    Enrollment.objects.update(completed_at=None)
    CourseCompletion.objects.all().delete()

    assert rebuild_totals(Enrollment.objects.all()) == 1
    assert CourseCompletion.objects.count() == 1


def test_modules_alone_cannot_be_valid_for_some_time(client, team, course):
    client.force_login(factories.make_supervisor(team=team))

    page = client.post(
        reverse("reports:assignment-create"),
        {
            "course": course.pk,
            "target": f"team-{team.pk}",
            "modules": [course.modules.get().pk],
            "valid_months": "12",
        },
    ).content.decode()

    assert "Only the whole course can be valid for some time" in page


@pytest.mark.parametrize(
    ("moment", "is_reminded"),
    [
        ("2026-12-31 17:00Z", False),
        ("2027-01-01 17:00Z", True),
        ("2027-01-15 17:00Z", True),
        ("2027-02-11 17:00Z", True),
        ("2027-02-12 17:00Z", False),
    ],
)
def test_learner_is_reminded_around_the_end(enrollment, learner, moment, is_reminded):
    with at(moment):
        messages.send_all()

    assert [each.to[0] for each in mail.outbox] == [learner.email] * is_reminded
    if is_reminded:
        assert "valid until January 15, 2027" in mail.outbox[0].body


def test_who_has_refreshed_is_not_reminded(enrollment):
    with at("2026-12-20 17:00Z"):
        take_quiz(enrollment)
    with at("2027-01-10 17:00Z"):
        messages.send_all()

    assert mail.outbox == []
