"""Questions in the site administration: looked up there, written in the question bank."""

import pytest
from django.contrib import admin
from django.urls import reverse

from quizzes.models import Attempt, Item, ItemVersion, PanelRating, Quiz, Response
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    client.force_login(factories.make_user(is_staff=True, is_superuser=True))
    return client


@pytest.fixture(autouse=True)
def _course():
    factories.make_course(questions=3)


def url(model, page, *args):
    return reverse(f"admin:quizzes_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", [Item, ItemVersion, Quiz])
def test_staff_look_questions_up(client, model):
    assert client.get(url(model, "changelist")).status_code == 200
    assert client.get(url(model, "change", model.objects.first().pk)).status_code == 200


@pytest.mark.parametrize("model", [Item, ItemVersion, Quiz])
def test_nothing_is_written_here(client, model):
    row = model.objects.first()

    assert client.get(url(model, "add")).status_code == 403
    assert client.post(url(model, "change", row.pk), {"note": "x"}).status_code == 403
    assert client.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def test_answers_are_not_shown_to_staff():
    assert not admin.site.is_registered(Attempt)
    assert not admin.site.is_registered(Response)
    assert not admin.site.is_registered(PanelRating)
