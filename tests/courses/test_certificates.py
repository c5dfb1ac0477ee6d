from datetime import UTC, date, datetime

import pytest
import time_machine

from accounts.models import AuditEntry
from courses import certificates
from courses.certificates import HasOne, NothingNew, NotInForce
from courses.models import (
    Activity,
    Assignment,
    Certificate,
    CertificateState,
    CourseCompletion,
    Enrollment,
    Objective,
)
from courses.progress import rebuild_totals, record_completion
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-03-10 03:00Z", tick=False):  # the 9th in Chicago
        yield


@pytest.fixture
def organization():
    return factories.make_organization(name="Harbor", credit_statement="6 hours, provider 12.")


@pytest.fixture
def course(organization):
    return factories.make_course(assigned_to=organization)


@pytest.fixture
def learner(organization):
    return factories.make_user(organization, name="Amal Haddad")


@pytest.fixture
def administrator(organization):
    return factories.make_administrator(organization)


def complete(learner, course):
    enrollment, _ = Enrollment.objects.get_or_create(learner=learner, course=course)
    for activity in course.activities.all():
        record_completion(enrollment, activity, score=1.0)
    return enrollment


def issue(learner, course):
    complete(learner, course)
    return Certificate.objects.in_force().get(learner=learner)


def test_completing_a_course_issues_a_certificate_that_says_what_was_done(learner, course):
    module = course.modules.get()
    Objective.objects.create(module=module, code="o1", position=1, text="Name it.", bloom="apply")
    issued = issue(learner, course)
    assert issued.name == "Amal Haddad"
    assert (issued.course_title, issued.edition) == (course.title, course.edition)
    assert issued.completed_on == date(2026, 3, 9)
    assert issued.minutes == 15
    assert issued.contents == [{"title": "1. Module 1", "minutes": 15, "objectives": ["Name it."]}]
    assert issued.organization_name == "Harbor"
    assert issued.credit_statement == "6 hours, provider 12."
    assert issued.valid_until is None
    assert not issued.is_by_hand


def test_course_half_done_has_no_certificate(learner, course):
    enrollment = Enrollment.objects.create(learner=learner, course=course)
    record_completion(enrollment, course.activities.first())
    assert not Certificate.objects.exists()


def test_completing_it_twice_issues_one(learner, course):
    complete(learner, course)
    complete(learner, course)
    assert Certificate.objects.count() == 1


def test_certificate_stays_as_it_was_when_the_course_changes(learner, course):
    issued = issue(learner, course)
    course.title = "Another"
    course.save()
    Activity.objects.filter(course=course).update(minutes=50)
    issued.refresh_from_db()
    assert (issued.course_title, issued.minutes) != ("Another", 150)


def test_certificate_is_not_issued_where_completing_is_rolled_back(learner, course, monkeypatch):
    def broken(completions):
        raise RuntimeError

    monkeypatch.setattr("courses.progress.issue_missing", broken)
    with pytest.raises(RuntimeError):
        complete(learner, course)
    assert not CourseCompletion.objects.exists()


def test_rebuilding_issues_what_is_missing(learner, course):
    enrollment = complete(learner, course)
    Certificate.objects.all().delete()
    CourseCompletion.objects.all().delete()
    Enrollment.objects.update(completed_at=None)
    assert rebuild_totals(Enrollment.objects.filter(pk=enrollment.pk)) == 1
    assert Certificate.objects.count() == 1


# -- Validity ------------------------------------------------------------------------------


def test_certificate_ends_as_the_strictest_assignment_says(learner, course):
    Assignment.objects.create(course=course, organization=learner.organization, valid_months=24)
    Assignment.objects.create(
        course=course, organization=learner.organization, person=learner, valid_months=12
    )
    other = factories.make_user(learner.organization)
    Assignment.objects.create(
        course=course, organization=learner.organization, person=other, valid_months=1
    )
    issued = issue(learner, course)
    assert issued.valid_until == date(2027, 3, 9)


def test_refresher_brings_another_certificate_and_keeps_the_old_one(learner, course):
    Assignment.objects.create(course=course, organization=learner.organization, valid_months=12)
    first = issue(learner, course)
    with time_machine.travel("2027-02-01 15:00Z", tick=False):
        complete(learner, course)
    second = Certificate.objects.in_force().exclude(pk=first.pk).get()
    first.refresh_from_db()
    assert first.is_in_force
    assert (first.valid_until, second.valid_until) == (date(2027, 3, 9), date(2028, 2, 1))
    assert (first.minutes, second.minutes) == (15, 5)  # the quiz alone was taken again


def test_refresher_certifies_nothing_that_was_done_before(learner, course):
    """What the course had then is not what it has now."""
    Assignment.objects.create(course=course, organization=learner.organization, valid_months=12)
    complete(learner, course)
    Certificate.objects.all().delete()  # completed before there were certificates
    with time_machine.travel("2027-02-01 15:00Z", tick=False):
        complete(learner, course)
    assert Certificate.objects.get().completion.is_refresher


@pytest.mark.parametrize(
    ("fields", "day", "state"),
    [
        ({}, date(2099, 1, 1), CertificateState.VALID),
        ({"valid_until": date(2027, 3, 9)}, date(2027, 3, 9), CertificateState.VALID),
        ({"valid_until": date(2027, 3, 9)}, date(2027, 3, 10), CertificateState.EXPIRED),
        (
            {"valid_until": date(2027, 3, 9), "revoked_at": datetime(2026, 4, 1, tzinfo=UTC)},
            date(2028, 1, 1),
            CertificateState.REVOKED,
        ),
        (
            {"replaced_at": datetime(2026, 4, 1, tzinfo=UTC)},
            date(2026, 5, 1),
            CertificateState.REPLACED,
        ),
    ],
)
def test_state(fields, day, state):
    assert Certificate(**fields).state_on(day) == state


def test_state_of_rows_is_that_of_each(learner, course, administrator):
    days = [None, date(2026, 3, 8), date(2026, 3, 9), date(2026, 3, 10)]
    for place, until in enumerate(days):
        for change in ("", "revoke", "replace"):
            completed = date(2025, 1 + place, 1 + ["", "revoke", "replace"].index(change))
            issued = certificates.issue_by_hand(
                learner, course, completed, valid_until=until, reason="R.", actor=administrator
            )
            if change == "revoke":
                certificates.revoke(issued, reason="R.", actor=administrator)
            if change == "replace":
                learner.name += "n"
                learner.save()
                certificates.issue_again(issued, actor=learner)
    today = date(2026, 3, 9)
    for state in CertificateState:
        found = set(Certificate.objects.in_state(state, today))
        assert found == {
            each for each in Certificate.objects.all() if each.state_on(today) == state
        }
        assert found


# -- Many ----------------------------------------------------------------------------------


def test_missing_ones_are_issued_at_a_fixed_number_of_queries(
    organization, course, django_assert_num_queries
):
    def make(count):
        for _ in range(count):
            enrollment = Enrollment.objects.create(
                learner=factories.make_user(organization), course=course
            )
            CourseCompletion.objects.create(enrollment=enrollment, edition=1)

    make(1)
    complete(factories.make_user(organization), course)  # reads the course once
    with django_assert_num_queries(8):
        assert certificates.issue_missing(CourseCompletion.objects.all()) == 1
    make(3)
    with django_assert_num_queries(8):
        assert certificates.issue_missing(CourseCompletion.objects.all()) == 3
    assert Certificate.objects.count() == 5
    assert certificates.issue_missing(CourseCompletion.objects.all()) == 0


# -- Issued again, revoked, by hand --------------------------------------------------------


def test_another_name_replaces_the_certificate_and_keeps_the_old_one(learner, course):
    old = issue(learner, course)
    learner.name = "Amal Nasser"
    learner.save()
    new = certificates.issue_again(old, actor=learner)
    old.refresh_from_db()
    assert (old.name, new.name) == ("Amal Haddad", "Amal Nasser")
    assert old.state_on(date(2026, 3, 9)) == CertificateState.REPLACED
    assert new.replaces == old
    assert new.code != old.code
    copied = ["completion_id", "completed_on", "edition", "minutes", "contents", "course_title"]
    assert all(getattr(new, field) == getattr(old, field) for field in copied)
    entry = AuditEntry.objects.get(action="certificate.replaced")
    assert entry.data == {"old": old.code, "new": new.code}


def test_credits_that_were_approved_later_are_not_put_on_it(learner, course):
    old = issue(learner, course)
    learner.organization.credit_statement = "12 hours, provider 99."
    learner.organization.save()
    with pytest.raises(NothingNew):
        certificates.issue_again(old, actor=learner)
    learner.name = "Amal Nasser"
    learner.save()
    new = certificates.issue_again(old, actor=learner)
    assert new.credit_statement == "6 hours, provider 12."


def test_nothing_is_replaced_where_nothing_changed(learner, course):
    with pytest.raises(NothingNew):
        certificates.issue_again(issue(learner, course), actor=learner)


def test_replaced_or_revoked_certificate_is_not_touched_again(learner, course, administrator):
    old = issue(learner, course)
    certificates.revoke(old, reason="Done by another person.", actor=administrator)
    learner.name = "Amal Nasser"
    learner.save()
    with pytest.raises(NotInForce):
        certificates.issue_again(old, actor=learner)
    with pytest.raises(NotInForce):
        certificates.revoke(old, reason="Again.", actor=administrator)


def test_revoking_keeps_it_with_the_day_and_the_reason(learner, course, administrator):
    certificates.revoke(issue(learner, course), reason="Mistake.", actor=administrator)
    kept = Certificate.objects.get()
    assert kept.state_on(date(2026, 3, 9)) == CertificateState.REVOKED
    assert kept.revoked_because == "Mistake."
    entry = AuditEntry.objects.get(action="certificate.revoked")
    assert (entry.actor, entry.data) == (administrator, {"reason": "Mistake."})


def test_by_hand(learner, course, administrator):
    issued = certificates.issue_by_hand(
        learner, course, date(2025, 5, 1), reason="Taken on paper.", actor=administrator
    )
    assert issued.is_by_hand
    assert issued.completed_on == date(2025, 5, 1)
    assert issued.completion is None
    assert AuditEntry.objects.get(action="certificate.issued").data == {"reason": "Taken on paper."}


def test_by_hand_once_a_day(learner, course, administrator):
    day = date(2025, 5, 1)
    issued = certificates.issue_by_hand(learner, course, day, reason="A.", actor=administrator)
    with pytest.raises(HasOne):
        certificates.issue_by_hand(learner, course, day, reason="A.", actor=administrator)
    certificates.revoke(issued, reason="Typed wrong.", actor=administrator)
    certificates.issue_by_hand(learner, course, day, reason="B.", actor=administrator)
    assert Certificate.objects.count() == 2


def test_find_reads_a_code_as_people_type_it(learner, course):
    issued = issue(learner, course)
    assert certificates.find(issued.code.lower().replace("-", " ")) == issued
    assert certificates.find("7Q2MX-0HJ4K-WZ83N-C5RTB") is None
    assert certificates.find("") is None


# -- Who sees them -------------------------------------------------------------------------


def test_visible_to_the_learner_and_those_over_them(learner, course, administrator):
    issued = issue(learner, course)
    supervisor = factories.make_supervisor(organization=learner.organization)
    others = [
        factories.make_user(learner.organization),
        factories.make_administrator(),
        factories.make_supervisor(organization=factories.make_organization()),
        factories.make_author(),
    ]
    for viewer in (learner, supervisor, administrator):
        assert list(Certificate.objects.visible_to(viewer)) == [issued]
    for viewer in others:
        assert not Certificate.objects.visible_to(viewer).exists()
    assert list(Certificate.objects.issued_by(administrator)) == [issued]
    assert not Certificate.objects.issued_by(supervisor).exists()
