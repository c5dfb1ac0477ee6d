import pytest
from django.utils import timezone

from courses.models import Activity, Course, Module, Page
from courses.outline import outline
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return factories.make_course(lessons=2, questions=1)


def titles(activities):
    return [activity and activity.title for activity in activities]


@pytest.mark.parametrize(
    ("slug", "neighbors"),
    [
        ("lesson-1", [None, "Lesson 2"]),
        ("lesson-2", ["Lesson 1", "Check"]),
        ("check", ["Lesson 2", None]),
    ],
)
def test_outline_knows_neighbors(course, slug, neighbors):
    shown = outline(course)

    assert titles(shown.around(shown.find("module-1", slug))) == neighbors


@pytest.mark.parametrize("place", [("module-1", "none"), ("none", "lesson-1")])
def test_outline_finds_nothing_elsewhere(course, place):
    assert outline(course).find(*place) is None


def test_outline_has_activities_by_module(course):
    second = Module.objects.create(course=course, slug="module-2", number=2, title="Module 2")
    factories.make_lesson(second, 4)

    found = [(str(module), titles(each)) for module, each in outline(course).modules]

    assert found == [
        ("1. Module 1", ["Lesson 1", "Lesson 2", "Check"]),
        ("2. Module 2", ["Lesson 4"]),
    ]


def test_outline_leaves_out_what_is_retired(course):
    Activity.objects.filter(slug="lesson-1").update(retired_at=timezone.now())

    assert outline(course).find("module-1", "lesson-1") is None


def test_outline_is_read_once_for_an_edition(course, django_assert_num_queries):
    outline(course)

    with django_assert_num_queries(0):
        outline(Course(pk=course.pk, edition=course.edition)).find("module-1", "lesson-1")


def test_outline_of_the_next_edition_is_read_anew(course):
    outline(course)
    Activity.objects.filter(slug="lesson-1").update(title="Changed")
    course.edition += 1

    assert outline(course).find("module-1", "lesson-1").title == "Changed"


def test_retired_activity_has_no_neighbors(course):
    gone = course.activities.select_related("module").get(slug="lesson-1")
    gone.slug = "gone"

    assert outline(course).around(gone) == (None, None)


@pytest.fixture
def statement(course):
    """It is taught by both lessons of the course, and by one of another course."""
    statement = factories.make_statement()
    for page in (*Page.objects.filter(activity__course=course), other_page()):
        page.statements.add(statement)
    return statement


def other_page():
    return Page.objects.get(activity__course=factories.make_course(lessons=1))


def test_outline_knows_what_its_lessons_teach(course, statement):
    first, second = course.activities.filter(kind="lesson")
    assert outline(course).teaching == {statement.pk: {first.pk, second.pk}}


def test_retired_lesson_teaches_nothing(course, statement):
    course.activities.filter(slug="lesson-1").update(retired_at=timezone.now())
    assert outline(course).teaching == {statement.pk: {course.activities.get(slug="lesson-2").pk}}


def test_what_is_taught_is_read_once_for_an_edition(course, statement, django_assert_num_queries):
    assert outline(course).teaching

    with django_assert_num_queries(0):
        assert outline(Course(pk=course.pk, edition=course.edition)).teaching

    Page.statements.through.objects.all().delete()
    course.edition += 1
    assert outline(course).teaching == {}
