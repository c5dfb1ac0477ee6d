"""The page that learners print and take to work."""

import pytest
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def handout(learner):
    course = factories.make_course(assigned_to=learner.organization)
    return factories.make_handout(
        course.modules.get(), html="<p>Ask first.</p>", sources_html="<ol>S1</ol>"
    )


@pytest.fixture
def client(client, learner):
    client.force_login(learner)
    return client


def test_handout_shows_its_text_and_what_it_rests_on(client, handout, django_assert_num_queries):
    client.get(handout.get_absolute_url())

    with django_assert_num_queries(4):
        page = client.get(handout.get_absolute_url()).content.decode()

    assert "<p>Ask first.</p>" in page
    assert "<ol>S1</ol>" in page
    assert f"<h1>{handout.module.title}</h1>" in page
    assert f"module {handout.module.number}. Look up the numbers at testserver/sources/</p>" in page


def test_handout_that_cites_nothing_leads_to_no_sources(client, handout):
    handout.sources_html = ""
    handout.save()

    page = client.get(handout.get_absolute_url()).content.decode()

    assert f"Steady Ground, module {handout.module.number}.</p>" in page
    assert "Where does this come from?" not in page


def test_handout_of_a_retired_module_is_not_found(client, handout):
    handout.module.retired_at = timezone.now()
    handout.module.save()

    assert client.get(handout.get_absolute_url()).status_code == 404


def test_handout_of_another_organization_is_not_found(client, handout):
    client.force_login(factories.make_user())

    assert client.get(handout.get_absolute_url()).status_code == 404
