"""Exporting content: what is loaded is written back to the same bytes."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from quizzes import bank
from quizzes.models import Item, ItemVersion
from tests.small_course import FILES, change, write_course

pytestmark = pytest.mark.django_db

SHIPPED = Path(__file__).parents[2] / "fixtures" / "courses"


def load(folder, settings):
    settings.COURSES_DIR = folder
    call_command("load_content", stdout=StringIO())


def export(folder, *options):
    out = StringIO()
    call_command("export_content", str(folder), *options, stdout=out)
    return out.getvalue().splitlines()


def texts(folder):
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def first():
    return ItemVersion.objects.published().get(item__slug="m1-first-1")


@pytest.fixture
def loaded(tmp_path, settings):
    load(write_course(tmp_path / "from").parent, settings)
    return tmp_path / "to"


def test_shipped_courses_come_back_byte_for_byte(tmp_path, settings):
    load(SHIPPED, settings)

    export(tmp_path)

    assert texts(tmp_path) == texts(SHIPPED)


def test_small_course_comes_back_byte_for_byte(loaded):
    told = export(loaded)

    assert told == [f"{loaded / 'small'}: 13 files"]
    assert texts(loaded / "small") == {path: text.encode() for path, text in FILES.items()}


def test_export_can_be_loaded_again(loaded, settings):
    export(loaded)

    settings.COURSES_DIR = loaded
    out = StringIO()
    call_command("load_content", stdout=out)

    assert out.getvalue() == "small: 0 added, 0 changed, 0 retired, 26 unchanged\n"


def test_published_change_is_exported_and_a_draft_is_not(loaded):
    fields = bank.fields_of(first())
    version = bank.save_draft(first().item, replace(fields, note="Names loss."), actor=None)
    bank.publish_version(version, actor=None)
    bank.save_draft(version.item, replace(fields, note="Unfinished."), actor=None)

    export(loaded)

    changed = FILES["01-begin/items.yaml"].replace("Names a bed.", "Names loss.")
    assert (loaded / "small/01-begin/items.yaml").read_text() == changed


def test_retired_question_is_not_exported(loaded, settings):
    bank.retire_item(Item.objects.get(slug="m1-second-1"), actor=None)

    export(loaded)

    module = (loaded / "small/01-begin/module.yaml").read_text()
    assert "m1-second-1" not in (loaded / "small/01-begin/items.yaml").read_text()
    assert module == FILES["01-begin/module.yaml"].replace(", m1-second-1", "")


def test_question_written_in_the_application_is_exported_last(loaded):
    item = first().item
    fields = bank.fields_of(first())
    own = bank.create_item(item.course, item.module, "m1-own-1", fields, actor=None)
    bank.publish_version(own.versions.get(), actor=None)

    export(loaded)

    text = (loaded / "small/01-begin/items.yaml").read_text()
    assert text.startswith(FILES["01-begin/items.yaml"] + "- id: m1-own-1\n")


def test_what_left_the_files_is_not_exported(loaded, settings):
    root = loaded.parent / "from" / "small"
    change(root, "course.yaml", ", 02-go-on]", "]")
    change(root, "01-begin/1-2-the-second-hour.md", "[S3]", "[S2]")
    change(root, "01-begin/items.yaml", "[S3]", "[S2]")
    text = (root / "statements.yaml").read_text()
    (root / "statements.yaml").write_text(text[: text.index("- id: S3")])
    load(root.parent, settings)

    export(loaded)

    assert texts(loaded / "small") == {
        path: text for path, text in texts(root).items() if not path.startswith("02-go-on")
    }


def test_strange_files_in_the_folder_are_named_and_stay(loaded):
    (loaded / "small").mkdir(parents=True)
    (loaded / "small" / "notes.txt").write_text("Mine.")

    told = export(loaded)

    assert told[1:] == ["  not from this export: notes.txt"]
    assert (loaded / "small" / "notes.txt").read_text() == "Mine."


def test_one_course_is_exported(loaded):
    assert len(export(loaded, "--course", "small")) == 1
    with pytest.raises(CommandError) as caught:
        export(loaded, "--course", "large")
    assert str(caught.value) == "There is no course “large”."
