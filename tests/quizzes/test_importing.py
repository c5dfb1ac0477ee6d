"""Importing what was read: once, all or nothing, for a day."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from quizzes import bank, importing
from quizzes.formats.apart import FileRead
from quizzes.formats.drafts import Reading
from quizzes.models import Item, Picture, QuestionImport
from tests import factories
from tests.quizzes.exchange import ONE, THREE, make_import
from tests.threads import at_once


@pytest.fixture
def module():
    return factories.make_course(lessons=1, questions=0).modules.get()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_import_once(module, author):
    kept = make_import(module, author, THREE)

    def import_it():
        return importing.import_drafts(QuestionImport.objects.get(pk=kept.pk), actor=author)

    first, second = sorted(at_once(import_it, import_it), key=lambda done: type(done).__name__)

    assert type(first) is importing.ImportedBefore
    assert first.made == second.made == ["m1-first-1", "m1-second-1", "m1-third-1"]
    assert Item.objects.count() == 3


@pytest.mark.django_db
def test_failure_in_the_middle_leaves_nothing(module, author, monkeypatch):
    kept = make_import(module, author, f"a | ![B](picture:blue.png)? | A | B\n{THREE}")
    save, calls = bank.save_draft, []

    def save_two(*args, **kwargs):
        calls.append(args)
        if len(calls) == 3:
            raise OSError("the disk is full")
        return save(*args, **kwargs)

    monkeypatch.setattr(bank, "save_draft", save_two)
    with pytest.raises(OSError, match="the disk is full"):
        importing.import_drafts(kept, actor=author)

    kept.refresh_from_db()
    assert (Item.objects.count(), Picture.objects.count()) == (0, 0)
    assert (kept.imported_at, len(kept.reading["drafts"]), kept.pictures.count()) == (None, 4, 1)


@pytest.mark.django_db
def test_pictures_that_no_question_shows_any_more_are_not_kept(module, author):
    kept = make_import(module, author)
    kept.reading["drafts"][0]["fields"]["content"]["stem"] = "What?"
    kept.save()

    importing.import_drafts(kept, actor=author)

    assert Picture.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (ONE.encode(), ONE),
        (b"\xef\xbb\xbf" + ONE.encode(), ONE),
        (b"\xff\xfe", ""),
        (b"a\x00b", ""),
        (b"a" * 50_001, ""),
    ],
)
def test_text_is_kept_to_be_mended_where_it_can_be(module, author, data, text):
    kept = make_import(module, author)

    mended = importing.keep_reading(
        FileRead("tiny", Reading(), {}),
        data=data,
        file_name="a" * 300,
        module=module,
        has_category_tags=True,
        actor=author,
        mends=kept,
    )

    assert (mended.text, len(mended.file_name)) == (text, 200)
    assert list(QuestionImport.objects.all()) == [mended]


@pytest.mark.django_db
def test_command_takes_out_what_was_left_for_a_day(module, author):
    old, new = make_import(module, author), make_import(module, author)
    QuestionImport.objects.filter(pk=old.pk).update(read_at=timezone.now() - timedelta(days=1))
    out = StringIO()

    call_command("clear_imports", stdout=out)

    assert out.getvalue() == "1 taken out\n"
    assert list(QuestionImport.objects.all()) == [new]
