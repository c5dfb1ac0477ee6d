"""A question's versions, and what two of them say differently."""

import pytest

from courses.models import Objective
from quizzes import bank
from tests import factories
from tests.quizzes.authoring import FIELDS, changed, make_question, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, author):
    client.force_login(author)
    return client


def publish(item, fields, author):
    bank.publish_version(bank.save_draft(item, fields, actor=author), actor=author)


def changes(response):
    return {
        change.label: [(run.kind, run.text) for run in change.runs]
        for change in response.context["changes"]
    }


@pytest.mark.parametrize("versions", [1, 3])
def test_history_lists_every_version(client, module, author, versions, django_assert_num_queries):
    item = make_question(module, "m1-first-1", author)
    for number in range(1, versions):
        publish(item, changed(stem=f"Question {number}?"), author)
    bank.save_draft(item, changed(stem="The draft?"), actor=factories.make_author())
    client.get(url("item-history", item.slug))

    with django_assert_num_queries(7):
        page = client.get(url("item-history", item.slug))

    numbers = [version.number for version in page.context["versions"]]
    assert numbers == list(range(versions + 1, 0, -1))
    assert page.content.decode().count("<td>draft</td>") == 1


def test_single_version_has_nothing_to_compare(client, module, author):
    item = make_question(module, "m1-first-1", author)

    page = client.get(url("item-history", item.slug))

    assert changes(page) == {}
    assert "There is one version so far." in page.content.decode()


def test_two_newest_versions_are_compared_unasked(client, module, author):
    item = make_question(module, "m1-first-1", author)
    publish(item, changed(stem="Where do you begin?"), author)
    publish(item, changed(stem="Where do you begin today?"), author)

    page = client.get(url("item-history", item.slug))

    assert (page.context["before"].number, page.context["after"].number) == (2, 3)
    assert changes(page) == {
        "Question": [("same", "Where do you "), ("removed", "begin?"), ("added", "begin today?")]
    }
    html = page.content.decode()
    assert '<del><span class="visually-hidden"> [removed: </span>begin?<span' in html
    assert '<ins><span class="visually-hidden"> [added: </span>begin today?<span' in html


def test_any_two_versions_can_be_compared(client, module, author):
    item = make_question(module, "m1-first-1", author)
    publish(item, changed(stem="Second?"), author)
    publish(item, changed(stem="Third?"), author)

    page = client.get(url("item-history", item.slug), {"from": "3", "to": "1"})

    assert (page.context["before"].number, page.context["after"].number) == (3, 1)


@pytest.mark.parametrize("asked", [{"from": "9"}, {"to": "x"}, {"from": "", "to": "\x00"}])
def test_versions_that_do_not_exist_are_as_if_not_asked(client, module, author, asked):
    item = make_question(module, "m1-first-1", author)
    publish(item, changed(stem="Second?"), author)

    page = client.get(url("item-history", item.slug), asked)

    assert (page.context["before"].number, page.context["after"].number) == (1, 2)


def test_every_field_is_compared(client, module, author):
    Objective.objects.create(module=module, code="m1-o1", position=1, text="Do", bloom="apply")
    item = make_question(module, "m1-first-1", author)
    fields = changed(
        type="multiple_response",
        bloom="create",
        area="foundations",
        is_case=True,
        objective="m1-o1",
        note="Names loss.",
        lint_ok={"L01": "A quote."},
        statements=("S1", "S2"),
    )
    bank.save_draft(item, fields, actor=author)

    page = client.get(url("item-history", item.slug))

    assert changes(page) == {
        "Type": [("removed", "Single best answer"), ("added", "Several answers")],
        "Case": [("removed", "no"), ("added", "yes")],
        "Content note": [("added", "Names loss.")],
        "Statements": [("removed", "S1"), ("added", "S1, S2")],
        "Objective": [("added", "m1-o1")],
        "What it asks of the learner": [("removed", "apply"), ("added", "create")],
        "Area": [("removed", "Trauma-informed service delivery"), ("added", "Foundations")],
        "Reasons for words that stay": [("added", "L01: A quote.")],
    }


def test_version_from_the_files_names_no_author(client, module):
    item = bank.create_item(module.course, module, "m1-file-1", FIELDS, actor=None)

    html = client.get(url("item-history", item.slug)).content.decode()

    assert "<td>the content files</td>" in html
