import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Activity, GlossaryTerm
from courses.progress import record_completion
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def client(client, learner):
    client.force_login(learner)
    return client


@pytest.mark.parametrize("lessons", [1, 3])
def test_map_shows_every_activity(client, learner, lessons, django_assert_num_queries):
    course = factories.make_course(lessons=lessons, assigned_to=learner.organization)
    enrollment = factories.make_enrollment(course, learner)
    record_completion(enrollment, course.activities.first())

    with django_assert_num_queries(9):
        response = client.get(course.get_absolute_url())

    [part] = response.context["parts"]
    shown = [(each.number, each.title, each.is_done) for each in part["activities"]]
    numbers = range(1, lessons + 1)
    assert shown == [
        *((f"1.{number}", f"Lesson {number}", number == 1) for number in numbers),
        (None, "Check", False),
    ]


def test_map_tells_how_far_a_module_is(client, learner):
    course = factories.make_course(assigned_to=learner.organization)
    record_completion(factories.make_enrollment(course, learner), course.activities.first())
    record_completion(factories.make_enrollment(course), course.activities.last())

    page = client.get(course.get_absolute_url()).content.decode()

    assert "1 of 3 done, 15 min" in page


def test_map_says_which_lesson_has_a_content_note(client, learner):
    course = factories.make_course(assigned_to=learner.organization)
    course.activities.filter(sequence=2).update(note="Tells of a threat.")

    page = client.get(course.get_absolute_url()).content.decode()

    assert page.count("content note") == 1
    assert "Lesson, 5 min, content note</span>" in page


def test_map_leaves_out_what_is_retired(client, learner):
    course = factories.make_course(assigned_to=learner.organization)
    Activity.objects.filter(course=course, sequence=1).update(retired_at=timezone.now())

    page = client.get(course.get_absolute_url()).content.decode()

    assert "Lesson 1" not in page
    assert "Lesson 2" in page


def test_map_leads_to_the_handout_of_a_module_that_has_one(client, learner):
    course = factories.make_course(assigned_to=learner.organization)
    module = course.modules.get()
    assert "handout" not in client.get(course.get_absolute_url()).content.decode()

    handout = factories.make_handout(module)

    assert (
        f'href="{handout.get_absolute_url()}"'
        in client.get(course.get_absolute_url()).content.decode()
    )


def test_map_of_an_empty_course_says_what_to_do(client, learner):
    course = factories.make_course(lessons=0, questions=0, assigned_to=learner.organization)
    course.modules.all().delete()

    assert b"This course has no modules yet" in client.get(course.get_absolute_url()).content


def test_map_of_another_organization_is_not_found(client):
    other = factories.make_course(assigned_to=factories.make_organization())

    assert client.get(other.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("terms", [1, 3])
def test_glossary_lists_terms_in_order(client, learner, terms, django_assert_num_queries):
    course = factories.make_course(assigned_to=learner.organization)
    factories.make_enrollment(course, learner)
    for number in range(terms):
        GlossaryTerm.objects.create(
            course=course, position=number, term=f"Term {number}", definition="Meaning."
        )

    with django_assert_num_queries(5):
        response = client.get(reverse("courses:glossary", args=[course.slug]))

    assert [term.term for term in response.context["terms"]] == [
        f"Term {number}" for number in range(terms)
    ]


def test_glossary_goes_from_a_to_z_with_a_way_to_each_letter(client, learner):
    course = factories.make_course(assigned_to=learner.organization)
    for position, term in enumerate(["Theory", "agency", "Case", "Tie"]):
        GlossaryTerm.objects.create(course=course, position=position, term=term, definition="A.")

    response = client.get(reverse("courses:glossary", args=[course.slug]))

    assert [term.term for term in response.context["terms"]] == ["agency", "Case", "Theory", "Tie"]
    page = response.content.decode()
    for letter in "act":
        assert page.count(f'href="#letter-{letter}"') == page.count(f'id="letter-{letter}"') == 1


def test_glossary_entry_has_an_address_and_sources_of_its_own(client, learner):
    course = factories.make_course(assigned_to=learner.organization)
    term = GlossaryTerm.objects.create(course=course, position=1, term="Return plan")
    term.statements.add(factories.make_statement("S1"))

    page = client.get(reverse("courses:glossary", args=[course.slug])).content.decode()

    assert '<dt id="term-return-plan">Return plan</dt>' in page
    assert '<li id="term-return-plan-S1">' in page
    assert 'come from?<span class="visually-hidden"> “Return plan”</span></summary>' in page
