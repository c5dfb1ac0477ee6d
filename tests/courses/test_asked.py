from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Membership, User
from courses.asked import asked_of, is_asked, is_due_before
from courses.models import Assignment, Extension
from tests import factories


@pytest.fixture
def team():
    return factories.make_team()


@pytest.fixture
def learner(team):
    return factories.make_user(team=team)


def make(course, organization, **fields):
    return Assignment.objects.create(course=course, organization=organization, **fields)


@pytest.mark.django_db
def test_asked_are_the_organizations_the_teams_and_ones_own_the_earliest_first(team, learner):
    course, organization = factories.make_course(), team.organization
    without = make(course, organization)
    late = make(course, organization, due_on=date(2030, 5, 1))
    early = make(course, organization, team=team, due_on=date(2030, 3, 1))
    own = make(course, organization, person=learner, due_on=date(2030, 4, 1))
    make(course, organization, team=factories.make_team(organization))
    make(course, organization, person=factories.make_user(organization))
    make(course, factories.make_organization())
    make(course, organization, withdrawn_at=datetime(2026, 3, 1, tzinfo=UTC))

    asked = asked_of(learner)

    assert [each.assignment for each in asked] == [early, own, late, without]
    assert [each.due_on for each in asked] == [
        date(2030, 3, 1),
        date(2030, 4, 1),
        date(2030, 5, 1),
        None,
    ]


@pytest.mark.django_db
def test_days_count_from_joining_the_team_in_the_organizations_zone(team, learner):
    given_at = datetime(2026, 1, 1, tzinfo=UTC)
    joined_at = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)  # the evening of March 1 in Chicago
    Membership.objects.filter(user=learner).update(joined_at=joined_at)
    course = factories.make_course()
    make(course, team.organization, team=team, due_after_days=60, given_at=given_at)

    [asked] = asked_of(learner)

    assert asked.due_on == date(2026, 4, 30)


@pytest.mark.django_db
def test_extension_is_for_its_learner_alone(team, learner):
    other = factories.make_user(team=team)
    assignment = make(
        factories.make_course(), team.organization, team=team, due_on=date(2026, 4, 1)
    )
    assignment.extensions.create(learner=learner, due_on=date(2026, 6, 1))

    assert [each.due_on for each in asked_of(learner)] == [date(2026, 6, 1)]
    assert [each.due_on for each in asked_of(other)] == [date(2026, 4, 1)]


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 30), timezones=st.just(UTC))
dates = st.dates(date(2026, 1, 1), date(2026, 12, 31))
terms = st.one_of(
    st.just({}),
    st.builds(lambda day: {"due_on": day}, dates),
    st.builds(lambda number: {"due_after_days": number}, st.integers(0, 120)),
)


class TestConditions(TestCase):
    @given(
        zone=st.sampled_from(["America/Chicago", "Africa/Cairo", "Asia/Kolkata", "Pacific/Apia"]),
        kind=st.sampled_from(["organization", "team", "person"]),
        terms=terms,
        given_at=moments,
        joined=st.tuples(moments, moments),
        extended_to=st.none() | dates,
        day=dates,
    )
    def test_condition_on_many_finds_whom_the_date_of_each_says(
        self, zone, kind, terms, given_at, joined, extended_to, day
    ):
        team = factories.make_team(factories.make_organization(time_zone=zone))
        learner, other = factories.make_user(team=team), factories.make_user()
        User.objects.filter(pk=learner.pk).update(joined_at=joined[0])
        Membership.objects.filter(user=learner).update(joined_at=joined[1])
        learner.refresh_from_db()
        target = {"team": {"team": team}, "person": {"person": learner}}.get(kind, {})
        course = factories.make_course(lessons=0, questions=0)
        assignment = make(course, team.organization, given_at=given_at, **target, **terms)
        if extended_to:
            Extension.objects.create(assignment=assignment, learner=learner, due_on=extended_to)
        people = User.objects.filter(pk__in=[learner.pk, other.pk])

        [asked] = asked_of(learner)

        is_due = asked.due_on is not None and asked.due_on < day
        assert list(people.filter(is_asked([assignment]))) == [learner]
        assert list(people.filter(is_due_before({assignment: day}))) == [learner] * is_due
