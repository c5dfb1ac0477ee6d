from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.models import AuditEntry
from courses import observing
from courses.models import Bloom, Enrollment, Objective, Observation
from courses.progress import rebuild_totals, record_completion
from tests import factories

pytestmark = pytest.mark.django_db
OWN = reverse("reports:my-observations")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-03-10 15:00Z", tick=False):
        yield


@pytest.fixture
def team():
    return factories.make_team()


@pytest.fixture
def course(team):
    course = factories.make_course(assigned_to=team.organization)
    for number in (1, 2):
        Objective.objects.create(
            module=course.modules.get(),
            code=f"o-{number}",
            position=number,
            text=f"Skill {number}.",
            bloom=Bloom.APPLY,
        )
    return course


@pytest.fixture
def learner(team):
    return factories.make_user(team=team, name="Ada Okafor")


@pytest.fixture
def supervisor(team):
    return factories.make_supervisor(team=team)


@pytest.fixture
def client(client, supervisor):
    client.force_login(supervisor)
    return client


def url(learner):
    return reverse("reports:observation-list", args=[learner.pk])


def sign_off(client, learner, codes=("o-1",), **fields):
    objectives = Objective.objects.filter(code__in=codes).values_list("pk", flat=True)
    data = {"objectives": list(objectives), "setting": "work", "observed_on": "2026-03-09"}
    return client.post(url(learner), data | fields)


def test_learner_is_told_sees_it_and_answers(client, learner, course, supervisor):
    sign_off(client, learner, ["o-1", "o-2"])
    client.force_login(learner)
    home = client.get(reverse("reports:home")).content.decode()
    page = client.get(OWN).content.decode()
    observation = Observation.objects.get(objective__code="o-1")
    client.post(
        reverse("reports:observation-answer", args=[observation.pk]), {"answer": "We had time."}
    )
    client.force_login(supervisor)
    about = client.get(reverse("reports:learner-detail", args=[learner.pk])).content.decode()

    assert "A supervisor has signed off 2 skills" in home
    assert "Skill 1." in page
    assert "Seen at work on March 9, 2026, signed off by" in page
    assert "In their own words: <bdi>We had time.</bdi>" in about


def test_message_ends_when_the_page_was_opened(client, learner, course):
    sign_off(client, learner)
    client.force_login(learner)
    client.get(OWN)

    assert "signed off" not in client.get(reverse("reports:home")).content.decode()


def test_form_has_no_room_for_a_text(client, learner, course):
    page = client.get(url(learner)).content.decode().partition("<main")[2]

    assert "<textarea" not in page
    assert 'type="text"' not in page


@pytest.mark.parametrize(
    ("codes", "fields", "words"),
    [
        ([], {}, "Tick what you saw."),
        (["o-1"], {"observed_on": "2026-03-11"}, "This day has not come yet."),
        (["o-1"], {"setting": "dream"}, "dream is not one of the available choices"),
        ([], {"objectives": ["999999"]}, "999999 is not one of the available choices"),
    ],
)
def test_what_cannot_be_signed_off_is_said(client, learner, course, codes, fields, words):
    assert words in sign_off(client, learner, codes, **fields).content.decode()
    assert Observation.objects.count() == 0


def test_double_click_signs_once(client, learner, course):
    sign_off(client, learner)
    sign_off(client, learner)

    assert Observation.objects.count() == 1
    assert "This was signed off already." in client.get(url(learner)).content.decode()


def test_signature_is_withdrawn_by_its_writer_and_can_be_given_again(client, learner, course, team):
    sign_off(client, learner)
    address = reverse("reports:observation-withdraw", args=[Observation.objects.get().pk])
    other = factories.make_supervisor(team=team)
    client.force_login(other)
    assert client.post(address).status_code == 404

    client.force_login(Observation.objects.get().observer)
    client.post(address)
    page = client.post(address, follow=True).content.decode()
    sign_off(client, learner)

    assert "This was withdrawn already." in page
    assert Observation.objects.in_force().count() == 1
    actions = AuditEntry.objects.filter(action__startswith="observation.")
    assert sorted(actions.values_list("action", flat=True)) == [
        "observation.signed_off",
        "observation.signed_off",
        "observation.withdrawn",
    ]


def test_nobody_signs_off_their_own_or_a_strangers_skills(client, team, course, supervisor):
    for person in (supervisor, factories.make_user(team.organization)):
        assert client.get(url(person)).status_code == 404


def test_answer_of_another_is_not_there(client, learner, course, team):
    sign_off(client, learner)
    client.force_login(factories.make_user(team=team))

    address = reverse("reports:observation-answer", args=[Observation.objects.get().pk])
    assert client.get(address).status_code == 404


def test_learner_without_a_course_has_nothing_to_sign_off(client, learner):
    assert "takes no course yet" in client.get(url(learner)).content.decode()


@pytest.mark.parametrize("count", [1, 2])
def test_pages_take_a_fixed_number_of_queries(
    client, learner, course, count, django_assert_num_queries
):
    sign_off(client, learner, ["o-1", "o-2"][:count])

    with django_assert_num_queries(7):
        client.get(url(learner))
    client.force_login(learner)
    client.get(OWN)
    with django_assert_num_queries(3):
        client.get(OWN)


# -- Where a course asks for it ------------------------------------------------------------


@pytest.fixture
def asking(course):
    """The course is complete when the first skill was seen."""
    Objective.objects.filter(code="o-1").update(is_observed=True)
    course.observed_count = 1
    course.save()
    return course


def test_course_is_complete_when_all_is_done_and_seen(client, learner, asking):
    enrollment = factories.make_enrollment(asking, learner)
    for activity in asking.activities.all():
        record_completion(enrollment, activity)
    enrollment.refresh_from_db()
    assert enrollment.completed_at is None

    sign_off(client, learner, ["o-2"])
    enrollment.refresh_from_db()
    assert enrollment.completed_at is None

    sign_off(client, learner, ["o-1"])
    enrollment.refresh_from_db()
    assert enrollment.completed_at is not None
    assert rebuild_totals(Enrollment.objects.all()) == 0


def test_what_was_seen_first_counts_when_the_rest_is_done(learner, asking, supervisor):
    objectives = list(Objective.objects.filter(code="o-1"))
    observing.sign_off(
        learner, objectives, setting="work", observed_on=date(2026, 3, 1), actor=supervisor
    )
    enrollment = Enrollment.objects.get()
    for activity in asking.activities.all():
        record_completion(enrollment, activity)

    enrollment.refresh_from_db()
    assert enrollment.completed_at is not None


def test_withdrawn_signature_does_not_count(learner, asking, supervisor):
    objectives = list(Objective.objects.filter(code="o-1"))
    observing.sign_off(
        learner, objectives, setting="work", observed_on=date(2026, 3, 1), actor=supervisor
    )
    observing.withdraw_observation(Observation.objects.get(), actor=supervisor)
    enrollment = Enrollment.objects.get()
    for activity in asking.activities.all():
        record_completion(enrollment, activity)

    enrollment.refresh_from_db()
    assert enrollment.completed_at is None
