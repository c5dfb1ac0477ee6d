"""Giving questions out: which, in which version, what is lost, and the file."""

import pytest
from django.utils import timezone

from quizzes import bank, exporting_files
from quizzes.formats import FORMATS
from quizzes.models import ItemVersion
from tests import factories
from tests.quizzes import tiny
from tests.quizzes.authoring import changed, make_question, url
from tests.quizzes.exchange import _tiny

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_tiny")]
__all__ = ["_tiny"]


@pytest.fixture
def module():
    factories.make_statement("S1")
    return factories.make_course(lessons=1, questions=0).modules.get()


@pytest.fixture
def client(client, author):
    client.force_login(author)
    return client


def export(client, **asked):
    return client.get(url("item-export"), {"format": "tiny"} | asked)


def download(client, **asked):
    return client.get(url("item-download"), {"format": "tiny"} | asked)


@pytest.mark.parametrize(
    "make",
    [
        factories.make_user,
        lambda: factories.make_supervisor(team=factories.make_team()),
        factories.make_administrator,
    ],
)
def test_export_exists_for_authors_alone(client, module, author, make):
    make_question(module, "m1-first-1", author)
    client.force_login(make())

    assert [export(client).status_code, download(client).status_code] == [404, 404]


@pytest.mark.parametrize("count", [1, 3])
def test_page_says_what_is_lost(client, module, author, count, django_assert_num_queries):
    shown = factories.make_picture(author)
    for number in range(count):
        make_question(
            module,
            f"m1-first-{number}",
            author,
            stem=f"![A](picture:{shown.digest}) Number {number}?",
            tags=("intake",) if number == 0 else (),
        )
    export(client)

    with django_assert_num_queries(13):
        page = export(client)

    slugs = [f"m1-first-{number}" for number in range(count)]
    losses = [("Pictures are left out.", slugs), ("Tags are left out.", slugs[:1])]
    assert sorted(page.context["losses"]) == losses
    assert f"Download {count} question" in page.content.decode()


def test_file_holds_what_the_filters_find(client, module, author):
    for number in range(3):
        tags = ("intake",) if number else ()
        make_question(module, f"m1-first-{number}", author, stem=f"Number {number}?", tags=tags)

    answer = download(client, tag="intake", sort="changed")

    names = [line.split(" | ")[0] for line in answer.content.decode().splitlines()]
    assert names == ["m1-first-2", "m1-first-1"]
    assert answer["Content-Type"] == "application/octet-stream"
    today = f"{today_of(author):%Y-%m-%d}"
    assert answer["Content-Disposition"] == f'attachment; filename="questions-{today}.tiny"'


def today_of(author):
    """The day as the author's organization has it, which may be yesterday here."""
    return timezone.localdate(timezone=author.organization.zone)


@pytest.mark.parametrize(
    ("suffix", "content_type"),
    [
        (".txt", "text/plain; charset=utf-8"),
        (".csv", "text/csv; charset=utf-8"),
        (".xml", "application/xml; charset=utf-8"),
        (".zip", "application/zip"),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_file_says_what_it_is(client, module, author, monkeypatch, suffix, content_type):
    make_question(module, "m1-first-1", author)
    monkeypatch.setattr(tiny, "SUFFIXES", (suffix,))

    answer = download(client, item="m1-first-1")

    assert answer["Content-Type"] == content_type
    assert f'filename="m1-first-1-{today_of(author):%Y-%m-%d}{suffix}"' in str(answer.headers)


def test_newest_or_last_published_versions_are_given(client, module, author):
    item = make_question(module, "m1-first-1", author, stem="Published?")
    bank.save_draft(item, changed(stem="Changed?"), actor=author)
    make_question(module, "m1-second-1", author, published=False, stem="Never?")

    newest, published = download(client), download(client, version="published")
    page = export(client, version="published")

    assert newest.content == (
        b"m1-first-1 | Changed? | Ask what matters today | Plan the whole week\n"
        b"m1-second-1 | Never? | Ask what matters today | Plan the whole week\n"
    )
    assert published.content == (
        b"m1-first-1 | Published? | Ask what matters today | Plan the whole week\n"
    )
    assert "1 more was never published, and is left out." in page.content.decode()


def test_filters_hold_for_published_versions_too(client, module, author):
    for name in ("m1-first-1", "m1-second-1"):
        item = make_question(module, name, author, stem="Published?")
    bank.save_draft(item, changed(stem="Changed?", tags=("intake",)), actor=author)
    asked = {"status": "changed", "tag": "intake", "q": "changed", "sort": "changed"}

    file = download(client, version="published", **asked)

    assert file.content.startswith(b"m1-second-1 | Published? |")
    assert len(file.content.splitlines()) == 1


def test_one_question_is_exported_from_its_page(client, module, author):
    make_question(module, "m1-first-1", author)
    make_question(module, "m1-second-1", author)
    link = f"{url('item-export')}?item=m1-first-1"

    assert f'href="{link}"' in client.get(url("item-detail", "m1-first-1")).content.decode()
    assert export(client, item="m1-first-1").context["count"] == 1
    assert download(client, item="m1-first-1").content.startswith(b"m1-first-1 |")
    for item in ("\x00", "none", "é"):
        assert [export(client, item=item).status_code] * 2 == [
            download(client, item=item).status_code,
            404,
        ]


def test_list_leads_to_the_export_of_what_it_found(client, module, author):
    make_question(module, "m1-first-1", author)

    html = client.get(url("item-list"), {"q": "matters", "tag": ""}).content.decode()

    assert f'href="{url("item-export")}?q=matters&amp;tag="' in html


def test_pictures_go_into_the_file_by_names_of_files(client, module, author, monkeypatch):
    shown, given = factories.make_picture(author), []
    stem = f"![A](picture:{shown.digest}) ![B](picture:0000) What?"
    make_question(module, "m1-first-1", author, published=False, stem=stem)
    monkeypatch.setattr(tiny, "write", lambda drafts: given.extend(drafts) or b"")

    download(client)

    name = f"{shown.digest}.png"
    assert given[0].fields.content["stem"] == f"![A](picture:{name}) ![B](picture:0000) What?"
    assert given[0].pictures == {name: bytes(shown.data)}
    assert given[0].category == (module.title,)


def test_nothing_found_says_what_to_do(client, module, author):
    assert "Write or import a question first." in export(client).content.decode()
    make_question(module, "m1-first-1", author)
    assert "narrow less" in export(client, q="elsewhere").content.decode()
    assert download(client, q="elsewhere").url == f"{url('item-export')}?format=tiny&q=elsewhere"


@pytest.mark.parametrize("name", ["", "none", "\x00", "readonly"])
def test_format_that_is_not_written_is_asked_for(client, module, author, monkeypatch, name):
    monkeypatch.setitem(FORMATS, "readonly", type("Form", (), {"LABEL": "R", "SUFFIXES": (".r",)}))
    make_question(module, "m1-first-1", author)

    page, answer = export(client, format=name), download(client, format=name)

    assert "Choose a format to go on." in page.content.decode()
    assert answer.status_code == 302


@pytest.mark.parametrize("limit", ["MOST_QUESTIONS", "MOST_PICTURE_BYTES"])
def test_too_much_for_a_file_is_said(client, module, author, monkeypatch, limit):
    monkeypatch.setattr(exporting_files, limit, 1)
    shown = factories.make_picture(author)
    for number in range(2):
        stem = f"![A](picture:{shown.digest}) Number {number}?"
        make_question(module, f"m1-first-{number}", author, stem=stem)

    page, answer = export(client), download(client)

    assert "Narrow what is found." in page.content.decode()
    assert answer.status_code == 302


def test_export_comes_back_as_it_was(client, module, author):
    make_question(module, "m1-first-1", author, stem="What is first?")

    [draft] = tiny.read(download(client).content).drafts

    version = ItemVersion.objects.get()
    assert draft.name == "m1-first-1"
    assert draft.fields.content["stem"] == version.content["stem"]
