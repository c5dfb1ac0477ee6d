"""The course in the site administration: looked up there, written elsewhere."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import AuditEntry
from courses.models import Assignment, Course, Statement
from courses.progress import record_completion
from tests import factories

pytestmark = pytest.mark.django_db

MODELS = [model for model in admin.site._registry if model._meta.app_label == "courses"]


@pytest.fixture
def staff():
    return factories.make_user(is_staff=True, is_superuser=True)


@pytest.fixture
def client(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def course():
    factories.make_statement("S1")
    course = factories.make_course(assigned_to=factories.make_organization())
    for enrollment in [factories.make_enrollment(course) for _ in range(3)]:
        record_completion(enrollment, course.activities.first())
    return course


def url(model, page, *args):
    return reverse(f"admin:courses_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", MODELS)
def test_staff_look_things_up(client, course, model):
    assert client.get(url(model, "changelist"), {"q": "S1"}).status_code == 200
    rows = list(model.objects.all())
    pages = [client.get(url(model, "change", row.pk)).status_code for row in rows[:1]]
    assert pages == [200] * len(rows[:1])


@pytest.mark.parametrize("model", [model for model in MODELS if model is not Assignment])
def test_nothing_is_written_here(client, course, model):
    assert client.get(url(model, "add")).status_code == 403
    for row in model.objects.all()[:1]:
        assert client.post(url(model, "change", row.pk), {}).status_code == 403
        assert client.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_authors_have_no_site_administration(client, course):
    client.force_login(factories.make_author())

    assert client.get(url(Course, "changelist")).status_code == 302


def test_staff_assign_a_course_on_record(client, course, staff):
    organization = factories.make_organization()

    client.post(url(Assignment, "add"), {"course": course.pk, "organization": organization.pk})

    assert Assignment.objects.filter(organization=organization).count() == 1
    assert list(AuditEntry.objects.values_list("actor", "action")) == [(staff.pk, "admin.added")]


def test_statement_is_found_by_its_words(client, course):
    factories.make_statement("S2", text="Some return.")

    page = client.get(url(Statement, "changelist"), {"q": "some return"})

    assert [statement.code for statement in page.context["cl"].queryset] == ["S2"]
