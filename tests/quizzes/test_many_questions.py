"""The bank with 3 and with 3,000 questions: its pages ask the database the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import Statement
from quizzes.models import Item, ItemVersion
from tests.quizzes.authoring import make_question, url

pytestmark = pytest.mark.django_db

# name: (address, what is asked for, queries)
PAGES = {
    "list": (url("item-list"), {}, 13),
    "search": (url("item-list"), {"q": "whole week"}, 13),
    "filters": (url("item-list"), {"statement": "S1", "sort": "-saved"}, 14),
    "figures": (url("item-list"), {"figures": "attention"}, 12),
    "coverage": (url("coverage"), {}, 13),
    "quizzes": (url("quiz-list"), {}, 4),
    "export": (url("item-export"), {"format": "gift"}, 11),
    "question": (url("item-detail", "m1-many-0"), {}, 17),
    "editor": (url("item-edit", "m1-many-0"), {}, 12),
}


def fill(module, author, count):
    """Put so many published questions into a module."""
    first = make_question(module, "m1-many-0", author)
    version = first.versions.get()
    items = Item.objects.bulk_create(
        Item(slug=f"m1-many-{n}", course=module.course, module=module, position=n)
        for n in range(1, count)
    )
    fields = {
        field.attname: getattr(version, field.attname)
        for field in ItemVersion._meta.concrete_fields
        if field.name not in ("id", "item", "content", "search_text")
    }
    versions = ItemVersion.objects.bulk_create(
        ItemVersion(item=item, **fields, **_worded(version, item.position)) for item in items
    )
    statement = Statement.objects.get(code="S1")
    link = ItemVersion.statements.through
    link.objects.bulk_create(link(itemversion=version, statement=statement) for version in versions)


def _worded(version, number):
    """Return a wording of its own, or each would look like all others."""
    words = " ".join(f"word{number * 7 % 997 + n * 31}" for n in range(9))
    content = {**version.content, "stem": f"{words}: what do you do?"}
    return {"content": content, "search_text": version.search_text + words}


def queries_of(client, page, asked):
    with CaptureQueriesContext(connection) as context:
        assert client.get(page, asked).status_code == 200
    return len(context)


@pytest.mark.parametrize("count", [3, 3000])
def test_pages_of_the_bank_ask_the_same_of_the_database(client, module, author, count):
    fill(module, author, count)
    client.force_login(author)
    client.get(url("item-edit", "m1-many-0"))  # whose first opening is noted

    assert {name: queries_of(client, page, asked) for name, (page, asked, _) in PAGES.items()} == {
        name: queries for name, (_, _, queries) in PAGES.items()
    }
