"""Reporting a problem with a question: from the question to the form and back, nothing lost."""

import re

import pytest
from django.urls import reverse

from quizzes import attempts, concerns
from quizzes.models import Concern
from tests import factories

pytestmark = pytest.mark.django_db

SAID = {"kind": "wrong", "text": "The second option fits as well."}


@pytest.fixture
def learner():
    return factories.make_user()


@pytest.fixture
def attempt(learner):
    course = factories.make_course(lessons=0, questions=3, assigned_to=learner.organization)
    enrollment = factories.make_enrollment(course, learner)
    quiz = course.activities.get().quiz
    return attempts.start_attempt(quiz, enrollment, actor=learner)


@pytest.fixture
def client(client, learner):
    client.force_login(learner)
    return client


def url(name, *args):
    return reverse(f"quizzes:{name}", args=args)


def send(client, attempt, number=2, **said):
    return client.post(url("concern-create", attempt.pk, number), SAID | said)


def told(response):
    return [str(message) for message in response.context["messages"]]


def submit(attempt):
    return attempts.submit_attempt(attempt, actor=attempt.enrollment.learner)


# -- From a question to the form ------------------------------------------------------------


@pytest.mark.parametrize(("go", "query"), [("concern-2", ""), ("concern-2-all", "?back=all")])
def test_button_of_a_question_saves_its_answer_first(client, attempt, go, query):
    page = client.get(url("question-detail", attempt.pk, 2)).content.decode()
    posted = {"shown": 2, "was-2": "", "answer-2": 1, "go": go}

    response = client.post(url("attempt-save", attempt.pk), posted)

    assert '<button class="btn btn-outline-primary" type="submit" name="go" value="concern-2">' in (
        page
    )
    assert response.url == url("concern-create", attempt.pk, 2) + query
    assert attempt.responses.get(number=2).answer == 1


@pytest.mark.parametrize("go", ["concern", "concern-", "concern-1-one", "concern-1234"])
def test_other_places_are_refused(client, attempt, go):
    posted = {"shown": 2, "was-2": "", "go": go}

    assert client.post(url("attempt-save", attempt.pk), posted).status_code == 400


def test_page_of_all_questions_leads_to_each_ones_form(client, attempt):
    page = client.get(url("attempt-page", attempt.pk)).content.decode()

    assert page.count("<summary>Report a problem with this question</summary>") == 3
    assert all(f'value="concern-{number}-all"' in page for number in (1, 2, 3))
    # Enter in a field presses the first button of the form.
    assert 'name="go" value="all" tabindex="-1"' in page.partition("concern-1-all")[0]


def test_result_leads_to_the_form(client, attempt):
    submit(attempt)

    page = client.get(url("attempt-detail", attempt.pk)).content.decode()

    assert all(f'href="{url("concern-create", attempt.pk, n)}"' in page for n in (1, 2, 3))


def test_form_says_who_reads_it_and_what_it_is_not_for(client, attempt, learner):
    page = client.get(url("concern-create", attempt.pk, 2)).content.decode()

    assert "Report a problem with question 2" in page
    assert "Supervisors do not see it, unless they are authors too." in page
    assert "Not for emergencies" in page
    assert "no details of clients, colleagues or other real people" in page
    assert "checked" not in page


@pytest.mark.parametrize("is_submitted", [False, True])
def test_form_takes_a_fixed_number_of_queries(
    client, attempt, is_submitted, django_assert_num_queries
):
    if is_submitted:
        submit(attempt)

    with django_assert_num_queries(3):
        client.get(url("concern-create", attempt.pk, 2))


# -- Sending --------------------------------------------------------------------------------


def test_concern_is_sent_and_leads_back_to_the_question(client, attempt, learner):
    response = send(client, attempt)

    concern = Concern.objects.get()
    assert response.url == url("question-detail", attempt.pk, 2)
    assert (concern.learner, concern.is_named) == (learner, True)
    assert (concern.kind, concern.text) == ("wrong", SAID["text"])
    assert concern.response == attempt.responses.get(number=2)
    page = client.get(response.url)
    assert told(page)[0].startswith("Sent to the authors.")
    assert "You have reported a problem with this question." in page.content.decode()


def test_concern_leads_back_to_the_page_of_all_questions(client, attempt):
    response = send(client, attempt, back="all")

    assert response.url == url("attempt-page", attempt.pk) + "#question-2"
    page = client.get(response.url).content.decode()
    assert page.count("You have reported a problem with this question.") == 1


@pytest.mark.parametrize("back", ["", "all"])
def test_concern_leads_back_to_the_result(client, attempt, back):
    submit(attempt)

    response = send(client, attempt, back=back)

    assert response.url == url("attempt-detail", attempt.pk) + "#question-2"
    page = client.get(response.url).content.decode()
    assert page.count("You have reported a problem with this question.") == 1


def test_concern_can_be_sent_without_a_name(client, attempt):
    send(client, attempt, without_name="on")

    assert not Concern.objects.get().is_named


def test_second_click_sends_no_second_concern(client, attempt):
    answers = [send(client, attempt) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert Concern.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field", "error"),
    [
        ({"kind": ""}, "kind", "Choose one of the kinds. “Something else” fits any."),
        ({"text": " \n "}, "text", "Say in a few words what the problem is."),
        ({"text": "x" * 2001}, "text", "This has 2,001 characters, more than 2,000."),
        (
            {"text": "a\x07b"},
            "text",
            "There is a character that cannot be shown. Type it anew.",
        ),
        *(
            (
                {"text": f"Ask {contact} about it."},
                "text",
                "There seems to be an email address, a phone number or a date in it. Please take "
                "it out, so that it cannot tell who somebody is.",
            )
            for contact in ("ana@example.org", "(555) 123-4567", "555.123.4567", "2026-11-26")
        ),
    ],
)
def test_what_cannot_be_sent_is_said_and_kept(client, attempt, said, field, error):
    response = send(client, attempt, **said)

    form = response.context["form"]
    assert form.errors == {field: [error]}
    assert form["text"].value() == (SAID | said)["text"]
    assert not Concern.objects.exists()


@pytest.mark.parametrize("text", ["S42 and S61 differ, 3 of 10 say so.", "x" * 2000, "a\r\nb" * 99])
def test_what_can_be_sent(client, attempt, text):
    send(client, attempt, text=text)

    assert Concern.objects.get().text == text.replace("\r\n", "\n")


def test_more_than_authors_can_take_in_is_refused_with_its_text(client, attempt, monkeypatch):
    monkeypatch.setattr(concerns, "MOST_A_DAY", 1)
    send(client, attempt)

    page = send(client, attempt, text="Another.").content.decode()

    assert "Not sent: the authors take up to 10 open concerns a day from one person" in page
    assert ">\nAnother.</textarea>" in page
    assert Concern.objects.count() == 1


def test_what_is_typed_outlives_the_session(client, attempt, learner):
    client.session.flush()

    response = send(client, attempt, back="all", without_name="on")
    signed_out = "You were signed out. What you entered is kept until you sign in."
    assert told(client.get(response.url)) == [signed_out]
    page = client.post(
        response.url, {"login": learner.email, "password": factories.PASSWORD}, follow=True
    )

    assert page.redirect_chain[-1][0] == url("concern-create", attempt.pk, 2)
    assert told(page) == ["You were signed out before this was sent. Send it now."]
    form = page.context["form"]
    assert {name: form[name].value() for name in (*SAID, "back")} == SAID | {"back": "all"}
    assert re.search('<input[^>]* name="without_name"[^>]* checked', page.content.decode())
    assert not Concern.objects.exists()


def test_nobody_reports_from_anothers_attempt(client, attempt, learner):
    other = factories.make_user(learner.organization)
    client.force_login(other)

    assert send(client, attempt).status_code == 404
    assert client.get(url("concern-create", attempt.pk, 2)).status_code == 404
    assert not Concern.objects.exists()


def test_question_that_the_attempt_does_not_have_is_not_found(client, attempt):
    assert send(client, attempt, number=4).status_code == 404
