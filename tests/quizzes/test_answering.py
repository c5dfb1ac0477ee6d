"""The authors' pages of concerns: finding them, reading them beside the question, settling them."""

from datetime import UTC, datetime

import pytest

from quizzes import bank, concerns
from quizzes.models import Concern, ItemVersion
from tests import factories
from tests.quizzes.authoring import changed, make_question, url

pytestmark = pytest.mark.django_db

WITHOUT_NAME = "a learner, without their name"


@pytest.fixture
def client(client, author):
    client.force_login(author)
    return client


@pytest.fixture
def concern():
    return factories.make_concern()


def settle(concern, **how):
    how = how or {"answer": "Yes."}
    return concerns.settle(concern, base="", actor=factories.make_author(), **how)


def send(client, concern, *, base="", settle="answer", **data):
    data = {"answer": "We reworded it.", "reason": ""} | data
    return client.post(concern.get_absolute_url(), data | {"base": base, "settle": settle})


def found(client, **asked):
    return [each.text for each in client.get(url("concern-list"), asked).context["page"]]


# -- Who ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda learner: learner,
        lambda learner: factories.make_supervisor(organization=learner.organization),
        lambda learner: factories.make_administrator(learner.organization),
    ],
    ids=["learner", "supervisor", "administrator"],
)
def test_concerns_exist_for_authors_alone(client, concern, make):
    client.force_login(make(concern.learner))

    assert client.get(url("concern-list")).status_code == 404
    assert client.get(concern.get_absolute_url()).status_code == 404
    assert send(client, concern).status_code == 404
    assert Concern.objects.get().is_open


def test_withheld_name_is_on_no_page_of_an_author(client, author, concern):
    learner = concern.learner
    Concern.objects.update(is_named=False)
    learner.name = "Withheld Name"
    learner.save()
    item = concern.item_version.item
    pages = [url("concern-list"), concern.get_absolute_url(), url("item-detail", item.slug)]
    pages += [f"{url('concern-list')}?q=Withheld", f"{url('concern-list')}?q={learner.email}"]
    pages += [url("item-history", item.slug), url("item-list")]

    read = [client.get(page).content.decode() for page in pages]
    read.append(send(client, concern, answer="").content.decode())

    assert not any("Withheld" in html.replace("?q=Withheld", "") for html in read[:3] + read[5:])
    assert not any(learner.email in html for html in read[:3] + read[5:])
    assert [len(client.get(page).context["page"]) for page in pages[3:5]] == [0, 0]
    assert WITHOUT_NAME in read[1]


# -- The list -------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_list_shows_open_ones_first(client, count, django_assert_num_queries):
    settled = [settle(factories.make_concern(is_named=False)) for _ in range(count)]
    still_open = [factories.make_concern() for _ in range(count)]

    with django_assert_num_queries(7):
        page = client.get(url("concern-list"))

    assert list(page.context["page"]) == still_open + settled[::-1]
    html = page.content.decode()
    assert all(concern.learner.name in html for concern in still_open)
    assert not any(concern.learner.name in html for concern in settled)


def test_empty_list_says_where_concerns_come_from(client):
    html = client.get(url("concern-list")).content.decode()

    assert "No learner has reported a problem yet." in html


def test_fruitless_search_says_what_to_do(client, concern):
    html = client.get(url("concern-list"), {"q": "elsewhere"}).content.decode()

    assert "No concern matches." in html


def test_list_is_filtered(client):
    first = factories.make_concern(text="Who are THEY?", kind="hurtful")
    settle(factories.make_concern(text="The key."), answer="They are right.")
    settle(factories.make_concern(text="A bus."), reason="elsewhere")
    item = first.item_version.item

    assert found(client) == ["Who are THEY?", "A bus.", "The key."]
    assert found(client, q="they") == ["Who are THEY?", "The key."]
    assert found(client, q="they who") == ["Who are THEY?"]
    assert found(client, state="open") == ["Who are THEY?"]
    assert found(client, state="answered") == ["The key."]
    assert found(client, state="closed") == ["A bus."]
    assert found(client, kind="hurtful") == ["Who are THEY?"]
    assert found(client, module=item.module_id) == ["Who are THEY?"]
    assert found(client, question=item.slug) == ["Who are THEY?"]
    assert found(client, q="%") == found(client, q="they", state="closed") == []
    assert len(found(client, state="nonsense", kind="x", module="y", q="\x00")) == 3


def test_list_is_paged_and_sends_rows_alone_to_a_script(client, concern):
    for n in range(25):
        factories.make_concern(concern.response, text=f"Number {n}.")

    second = client.get(url("concern-list"), {"page": 2}, headers={"hx-request": "true"})

    assert len(second.context["page"]) == 1
    assert "<h1>" not in second.content.decode()


# -- A concern ------------------------------------------------------------------------------


@pytest.mark.parametrize("others", [1, 3])
def test_page_shows_the_concern_and_its_question(
    client, concern, others, django_assert_num_queries
):
    for _ in range(others):
        factories.make_concern(concern.response)
    Concern.objects.update(raised_at=datetime(2026, 3, 2, 18, 30, tzinfo=UTC))

    with django_assert_num_queries(6):
        html = client.get(concern.get_absolute_url()).content.decode()

    assert f"From {concern.learner.name}, March 2, 2026, about" in html
    assert f"{others} more open concern" in html
    assert "<p>Who is meant by “they”?</p>" in html
    assert "It has not been changed since." in html
    assert "What the guidance points to" in html
    assert "Your choice" not in html
    assert "18:30" not in html
    assert "6:30 PM" not in html


def test_page_says_what_became_of_the_version(client, author):
    factories.make_statement("S1")
    module = factories.make_course(lessons=0, questions=1).modules.get()
    item = make_question(module, "m1-first-1", author)
    first = item.versions.get()
    response = factories.make_response()
    response.item_version = first
    response.save()
    concern = factories.make_concern(response)
    bank.publish_version(bank.save_draft(item, changed(stem="Now?"), actor=author), actor=author)
    bank.save_draft(item, changed(stem="Later?"), actor=author)
    bank.retire_item(item, actor=author)

    html = client.get(concern.get_absolute_url()).content.decode()

    history = url("item-history", "m1-first-1")
    assert "The question has changed since: learners now see version 2." in html
    assert f'<a href="{history}?from=1&amp;to=2">What is different</a>' in html
    assert "A draft of version 3 is not published yet." in html
    assert "The question is retired." in html
    assert "Now?" not in html  # nor anything else that the learner did not see
    assert ItemVersion.objects.filter(item=item).count() == 3


def test_page_shows_markup_as_it_was_typed(client, concern):
    Concern.objects.update(text="<script>alert(1)</script>\n\nשלום " + "x" * 300)

    html = client.get(concern.get_absolute_url()).content.decode()

    assert '<div class="written" dir="auto"><p>&lt;script&gt;alert(1)&lt;/script&gt;</p>' in html


# -- Settling -------------------------------------------------------------------------------


def test_answer_settles_and_leads_to_the_list(client, concern, author):
    response = send(client, concern)

    concern = Concern.objects.get()
    assert response.url == url("concern-list")
    assert (concern.answer, concern.reason) == ("We reworded it.", "")
    assert concern.settled_by == author


def test_concern_is_closed_for_a_reason(client, concern):
    send(client, concern, settle="close", answer="", reason="elsewhere")

    concern = Concern.objects.get()
    assert (concern.answer, concern.reason) == ("", "elsewhere")


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"answer": " "}, {"answer": ["Write an answer, or close it without one."]}),
        (
            {"answer": "x" * 2001},
            {"answer": ["This has 2,001 characters, more than 2,000."]},
        ),
        (
            {"answer": "", "settle": "close"},
            {"reason": ["Choose why it is closed without an answer."]},
        ),
        (
            {"settle": "close", "reason": "elsewhere"},
            {"answer": ["There is an answer. Send it, or empty this field to close."]},
        ),
    ],
)
def test_what_cannot_be_settled_is_said_and_kept(client, concern, data, errors):
    form = send(client, concern, **data).context["form"]

    assert form.errors == errors
    assert form["answer"].value() == data.get("answer", "We reworded it.")
    assert Concern.objects.get().is_open


def test_second_author_is_told_and_decides(client, concern, author):
    first = settle(concern, answer="Theirs.")

    conflict = send(client, concern, answer="Mine.")

    html = conflict.content.decode()
    assert conflict.status_code == 409
    assert f"Not saved: {first.settled_by} settled this after you had opened it" in html
    assert "<p>Theirs.</p>" in html
    assert conflict.context["form"]["answer"].value() == "Mine."
    assert Concern.objects.get().answer == "Theirs."
    send(client, concern, answer="Mine.", base=conflict.context["form"]["base"].value())
    assert Concern.objects.get().answer == "Mine."


def test_second_click_answers_once(client, concern):
    answers = [send(client, concern) for _ in range(2)]

    assert [answer.url for answer in answers] == [url("concern-list")] * 2


def test_answer_is_changed_from_its_page(client, concern):
    settled = settle(concern, reason="elsewhere")

    form = client.get(concern.get_absolute_url()).context["form"]
    assert (form["base"].value(), form["reason"].value()) == (settled.stamp, "elsewhere")
    send(client, concern, base=form["base"].value(), reason="elsewhere")

    concern = Concern.objects.get()
    assert (concern.answer, concern.reason) == ("We reworded it.", "")


def test_what_is_typed_outlives_the_session(client, concern, author):
    client.session.flush()

    response = send(client, concern)
    page = client.post(
        response.url, {"login": author.email, "password": factories.PASSWORD}, follow=True
    )

    assert page.redirect_chain[-1][0] == concern.get_absolute_url()
    assert page.context["form"]["answer"].value() == "We reworded it."
    assert Concern.objects.get().is_open


# -- From the question bank -----------------------------------------------------------------


def test_question_and_bank_tell_of_open_concerns(client, concern):
    settle(factories.make_concern(concern.response, text="Settled."))
    settle(factories.make_concern())
    item = concern.item_version.item

    bank_page = client.get(url("item-list")).content.decode()
    question_page = client.get(url("item-detail", item.slug)).content.decode()
    filtered = client.get(url("item-list"), {"concerns": "open"}).context["page"]

    assert f'<a href="{url("concern-list")}">Learners’ concerns, 1 open</a>' in bank_page
    link = f"{url('concern-list')}?state=open&amp;question={item.slug}"
    assert f'<a href="{link}">1 open concern</a>' in question_page
    assert [version.item for version in filtered] == [item]


def test_question_without_concerns_says_nothing_of_them(client, concern):
    settle(concern)
    item = concern.item_version.item

    assert "open concern" not in client.get(url("item-detail", item.slug)).content.decode()
