"""My concerns: what a learner reported and what came of it, for nobody else."""

import pytest
from django.urls import reverse

from quizzes import concerns
from quizzes.models import Concern
from tests import factories

pytestmark = pytest.mark.django_db
URL = reverse("quizzes:concern-list")
HOME = reverse("reports:home")
NEWS = "The authors have looked at"


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def response(learner):
    course = factories.make_course(lessons=0, questions=1)
    return factories.make_response(factories.make_enrollment(course, learner))


@pytest.fixture
def client(client, learner):
    client.force_login(learner)
    return client


def settle(concern, **how):
    return concerns.settle(concern, base="", actor=factories.make_author(), **how)


def test_list_without_concerns_says_where_they_begin(client):
    assert "You have reported no problem." in client.get(URL).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_shows_ones_own_the_newest_first(client, response, count, django_assert_num_queries):
    mine = [factories.make_concern(response, text=f"Number {n}.") for n in range(count)]
    factories.make_concern()  # another learner's, who could leak

    with django_assert_num_queries(4):
        page = client.get(URL)

    assert list(page.context["page"]) == mine[::-1]
    html = page.content.decode()
    link = reverse("quizzes:attempt-detail", args=[response.attempt_id])
    assert html.count(f'<a href="{link}">Question 1 of “Check”</a>') == count
    assert html.count("Not answered yet.") == count


def test_list_shows_answers_and_says_once_that_they_are_new(client, response):
    answered, closed = (factories.make_concern(response) for _ in range(2))
    settle(answered, answer="Yes & <b>thank you</b>.")
    settle(closed, reason="elsewhere")

    first, second = (client.get(URL).content.decode() for _ in range(2))

    assert "<p>Yes &amp; &lt;b&gt;thank you&lt;/b&gt;.</p>" in first
    assert "Closed without an answer" in first
    assert "<p>It is not about this question.</p>" in first
    assert (first.count(">new<"), second.count(">new<")) == (2, 0)


def test_list_does_not_name_the_author(client, response):
    concern = settle(factories.make_concern(response), answer="Yes.")

    assert concern.settled_by.name not in client.get(URL).content.decode()


def test_my_training_tells_of_news_until_it_is_read(client, response):
    factories.make_concern(response)
    settle(factories.make_concern(), answer="To another.")

    before = client.get(HOME).content.decode()
    for _ in range(2):
        settle(factories.make_concern(response), answer="Yes.")
    with_news = client.get(HOME).content.decode()
    client.get(URL)

    assert NEWS not in before
    assert f"{NEWS} 2 problems that you reported with questions." in with_news
    assert f'<a href="{URL}">Read what they say</a>' in with_news
    assert NEWS not in client.get(HOME).content.decode()


def test_my_progress_leads_to_the_list(client):
    assert f'href="{URL}"' in client.get(reverse("reports:my-progress")).content.decode()


def test_list_is_paged(client, response):
    for n in range(26):
        factories.make_concern(response, text=f"Number {n}.")

    assert len(client.get(URL, {"page": 2}).context["page"]) == 1


def test_supervisor_sees_nothing_of_it(client, response, learner):
    team = factories.make_team(learner.organization)
    team.members.add(learner)
    settle(factories.make_concern(response, text="Between us."), answer="And us.")
    client.force_login(factories.make_supervisor(team=team))

    pages = [reverse("reports:learner-list"), reverse("reports:learner-detail", args=[learner.pk])]
    pages += [reverse("reports:report-csv", args=["learners"]), URL, HOME]
    for page in pages:
        answer = client.get(page)
        html = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        assert "Between us." not in html
        assert NEWS not in html
    assert Concern.objects.unseen().count() == 1  # nor did looking mark it as seen
