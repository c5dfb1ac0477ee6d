"""The people for trying it out: who they are, how far they are, and where they never come."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate, localtime

from accounts.models import AuditEntry, Role, User
from config.demo import load_demo, sign_ins
from courses.models import Assignment, Completion, Enrollment
from courses.progress import rebuild_totals
from quizzes.models import Attempt, Response
from tests.factories import make_user

NEW_YORK = ZoneInfo("America/New_York")
pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    call_command("load_content", verbosity=0)
    load_demo()


def test_demo_learners_stand_at_different_points(demo):
    learning = Enrollment.objects.select_related("learner").prefetch_related("attempts")

    standing = {
        enrollment.learner.email.partition("@")[0]: (
            enrollment.done_count,
            enrollment.completed_at is not None,
            [attempt.has_passed for attempt in enrollment.attempts.order_by("pk")],
        )
        for enrollment in learning
    }

    assert standing == {
        "solveig": (43, True, [True] * 9),
        "tomasz": (7, False, [False, True]),
        "keisha": (9, False, [True, False]),  # the second is open
        "amadou": (2, False, []),
        "rafael": (22, False, [True] * 4),
        "ines": (4, False, [False]),
        "dwight": (1, False, []),
        "lucinda": (43, True, [True] * 6 + [False] + [True] * 3),
        "bao": (37, False, [True] * 7),
        "henrik": (6, False, [True]),
    }
    assert User.objects.filter(memberships__isnull=False).count() == 12
    assert rebuild_totals(Enrollment.objects.all()) == 0


def test_demo_open_attempt_is_half_answered(demo):
    attempt = Attempt.objects.get(submitted_at=None)

    answered = [response.is_answered for response in attempt.responses.all()]

    assert answered == [True] * 4 + [False] * 5


def test_demo_roles_cover_what_they_say(demo):
    roles = {(role.user.email.partition("@")[0], str(role)) for role in Role.objects.all()}

    assert roles == {
        ("marguerite", "Supervisor: Night shelter"),
        ("marguerite", "Supervisor: Outreach"),
        ("thea", "Author: the course"),
        ("esperanza", "Author: the course"),
        ("gideon", "Administrator: Harbor House"),
        ("colm", "Supervisor: Prairie Light Services"),
    }


@time_machine.travel("2026-03-20 12:00Z", tick=False)
def test_demo_records_have_the_times_of_the_file():
    call_command("load_content", verbosity=0)
    load_demo()

    solveig = Enrollment.objects.get(learner__email="solveig@harborhouse.example")
    keisha = Attempt.objects.get(submitted_at=None)
    new_york, denver = (assignment.due_on for assignment in Assignment.objects.all())

    assert localtime(solveig.started_at, NEW_YORK) == datetime(2026, 2, 4, 21, 10, tzinfo=NEW_YORK)
    assert solveig.last_active_on == date(2026, 3, 4)
    assert localdate(solveig.completed_at, NEW_YORK) == date(2026, 3, 4)
    assert localdate(keisha.started_at, NEW_YORK) == date(2026, 3, 19)
    assert (new_york, denver) == (date(2026, 4, 10), date(2026, 5, 4))


@time_machine.travel("2026-03-20 12:00Z", tick=False)
def test_demo_leaves_no_learning_at_the_time_of_loading():
    call_command("load_content", verbosity=0)
    load_demo()
    now = timezone.now()

    assert not Enrollment.objects.filter(Q(started_at=now) | Q(completed_at=now)).exists()
    assert not Completion.objects.filter(completed_at=now).exists()
    assert not Attempt.objects.filter(Q(started_at=now) | Q(submitted_at=now)).exists()
    assert not Response.objects.filter(saved_at=now).exists()
    assert not AuditEntry.objects.filter(actor__isnull=False, at=now).exists()


def test_demo_people_sign_in_with_the_printed_password(demo):
    lines = sign_ins()

    people = {person.email: person for person in User.objects.all()}
    assert len(lines) == len(people) == 17
    assert all(people[line.email].check_password(line.password) for line in lines)


def test_demo_never_comes_among_people():
    make_user(email="real@example.org")

    load_demo()

    assert [person.email for person in User.objects.all()] == ["real@example.org"]
    assert sign_ins() == []


def test_demo_never_comes_to_a_site_that_others_reach(settings):
    settings.LOCAL = False

    load_demo()

    assert not User.objects.exists()
