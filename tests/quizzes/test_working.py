"""What is typed in the editor is kept until it is saved; authors see who else is there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from quizzes import bank
from quizzes.models import Item, OpenEditor
from quizzes.unsaved import LONGEST
from tests import factories
from tests.quizzes.authoring import FIELDS, changed, make_question, posted, url

pytestmark = pytest.mark.django_db
TYPED = changed(stem="What would you do first, and why?")
KEPT = "Yours, typed and not saved"


@pytest.fixture
def item(module, author):
    return make_question(module, "m1-first-1", author)


@pytest.fixture
def client(client, author):
    client.force_login(author)
    return client


def type_in(client, item=None, fields=TYPED, **more):
    base = item.versions.order_by("-number").first().stamp if item else ""
    return client.post(
        url("findings"), posted(fields, base=base, **more), headers={"HX-Request": "true"}
    )


def shown(client, item=None):
    page = client.get(url("item-edit", item.slug) if item else url("item-create"))
    return page.context["editor"].fields, page.content.decode()


def test_what_is_typed_is_there_when_the_page_is_opened_again(client, item):
    answer = type_in(client, item).content.decode()
    fields, html = shown(client, item)

    assert "Kept at" in answer
    assert fields == TYPED
    assert KEPT in html
    assert item.versions.count() == 1
    assert AuditEntry.objects.filter(action="version.saved").count() == 1


def test_typed_new_question_is_there_again(client, module):
    type_in(client, slug="m1-new-1", module=module.pk)

    fields, html = shown(client)

    assert fields == TYPED
    assert KEPT in html
    assert "m1-new-1" in html
    assert not Item.objects.exists()


def test_what_another_author_typed_is_theirs(client, item):
    type_in(client, item)
    client.force_login(factories.make_author())

    fields, html = shown(client, item)

    assert fields == FIELDS
    assert KEPT not in html
    assert KEPT not in client.get(url("item-list")).content.decode()


def test_saving_lets_go_of_it(client, item):
    type_in(client, item)

    client.post(
        url("item-edit", item.slug),
        posted(TYPED, base=item.versions.get().stamp, save="draft"),
    )

    assert not OpenEditor.objects.begun().exists()
    assert KEPT not in shown(client, item)[1]


def test_creating_lets_go_of_it(client, module):
    data = {"slug": "m1-new-1", "module": module.pk}
    type_in(client, **data)

    client.post(url("item-create"), posted(TYPED, save="draft", **data))

    assert Item.objects.get().slug == "m1-new-1"
    assert not OpenEditor.objects.begun().exists()


def test_what_arrives_after_it_was_saved_is_no_news(client, item):
    type_in(client, item, FIELDS)

    assert KEPT not in shown(client, item)[1]
    assert not OpenEditor.objects.begun().exists()


def test_it_is_dropped_when_its_author_says_so(client, item):
    type_in(client, item)

    page = client.post(url("typed-drop", OpenEditor.objects.get().pk), follow=True)

    assert page.context["editor"].fields == FIELDS
    assert "What you had typed is dropped." in page.content.decode()
    assert KEPT not in page.content.decode()


def test_nobody_drops_what_another_typed(client, item):
    type_in(client, item)
    client.force_login(factories.make_author())

    assert client.post(url("typed-drop", OpenEditor.objects.get().pk)).status_code == 404
    assert OpenEditor.objects.begun().exists()


def test_it_says_when_the_question_was_saved_meanwhile(client, item):
    type_in(client, item)
    theirs = bank.save_draft(item, changed(stem="Theirs?"), actor=factories.make_author())

    fields, html = shown(client, item)
    answer = client.post(
        url("item-edit", item.slug), posted(TYPED, base=f"{item.pk} before", save="draft")
    )

    assert fields == TYPED
    assert "was saved by" in html
    assert answer.status_code == 409
    assert item.versions.get(published_at=None).stamp == theirs.stamp
    assert OpenEditor.objects.begun().exists()


def test_list_leads_to_what_was_begun(client, item, module):
    type_in(client, item)
    type_in(client, slug="m1-new-1", module=module.pk)

    html = client.get(url("item-list")).content.decode()

    assert KEPT in html
    assert f'<a href="{url("item-edit", item.slug)}">m1-first-1</a>, until' in html
    assert ">A new question</a>, until" in html


def test_far_too_much_is_not_kept_and_the_last_stays(client, item):
    type_in(client, item)
    type_in(client, item, changed(note="x" * LONGEST))

    assert shown(client, item)[0] == TYPED


@pytest.mark.parametrize("base", ["999999 x", "x", "-1 ", "9" * 30])
def test_question_that_is_not_there_keeps_nothing(client, base):
    answer = client.post(url("findings"), posted(TYPED, base=base))

    assert answer.status_code == 200
    assert not OpenEditor.objects.filter(item__isnull=False).exists()


def test_preview_shows_what_is_typed_and_sends_nothing(client, item):
    html = type_in(client, item).content.decode()

    preview = html.partition('<fieldset class="as-learner" disabled inert>')[2]
    assert "What would you do first, and why?" in preview.partition("</fieldset>")[0]


# -- Other authors -------------------------------------------------------------------------


def open_by_another(item, minutes=0):
    other = factories.make_author()
    moment = timezone.now() - timedelta(minutes=minutes)
    OpenEditor.objects.create(author=other, item=item, opened_at=moment, seen_at=moment)
    return other


@pytest.mark.parametrize("count", [1, 3])
def test_authors_are_told_of_each_other(client, item, count, django_assert_num_queries):
    others = [open_by_another(item) for _ in range(count)]
    open_by_another(item, minutes=3)  # has left
    client.post(url("item-open", item.slug))

    with django_assert_num_queries(7):
        answer = client.post(url("item-open", item.slug)).content.decode()

    for html in (answer, shown(client, item)[1]):
        assert [other.name in html for other in others] == [True] * count
        assert html.count("has this question open too") == count
    assert "has this question open to edit it" in (
        client.get(url("item-detail", item.slug)).content.decode()
    )


def test_same_people_are_not_told_of_again(client, item):
    open_by_another(item)
    first = client.post(url("item-open", item.slug))
    ids = ",".join(str(each.pk) for each in first.context["others"])

    assert client.post(url("item-open", item.slug), {"shown": ids}).status_code == 204


def test_who_comes_back_later_has_it_open_since_then(client, item, author):
    long_ago = timezone.now() - timedelta(hours=3)
    OpenEditor.objects.create(author=author, item=item, opened_at=long_ago, seen_at=long_ago)

    shown(client, item)

    assert OpenEditor.objects.get().opened_at > long_ago
