"""What a start prepares: static files, again only when one changed, and all that pages name."""

import re

import pytest
from django.apps import apps
from django.conf import settings as project
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from config import preparing

NAMED = re.compile(r"""{% static ["']([^"']+)["'] %}""")


@pytest.fixture
def style_sheet(settings, tmp_path):
    """A site with one style sheet, whose static files go to a folder of their own."""
    (tmp_path / "source").mkdir()
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "made"
    path = tmp_path / "source" / "page.css"
    path.write_text("body { color: black }")
    return path


@pytest.fixture
def copies(monkeypatch):
    """The commands that were called, each still carried out."""
    called = []

    def call(name, **options):
        called.append(name)
        call_command(name, **options)

    monkeypatch.setattr(preparing, "call_command", call)
    return called


def test_static_files_are_copied_once(style_sheet, copies):
    preparing.prepare_static_files()
    preparing.prepare_static_files()

    assert copies == ["collectstatic"]
    assert (style_sheet.parent.parent / "made" / "page.css").read_text() == "body { color: black }"


def test_static_files_are_copied_again_when_one_changed(style_sheet, copies):
    preparing.prepare_static_files()
    style_sheet.write_text("body { color: navy }")

    preparing.prepare_static_files()

    assert copies == ["collectstatic", "collectstatic"]


def test_static_files_are_copied_again_after_an_interruption(style_sheet, copies):
    preparing.prepare_static_files()
    (style_sheet.parent.parent / "made" / "made-from").unlink()  # it is written last

    preparing.prepare_static_files()

    assert copies == ["collectstatic", "collectstatic"]


def test_static_files_that_pages_name_are_served():
    templates = (project.BASE_DIR / "templates").rglob("*.html")
    named = {name for template in templates for name in NAMED.findall(template.read_text())}
    named.add("django_htmx/htmx-2.min.js")  # by {% htmx_script %}

    assert named - set(served_names()) == set()
    assert "bootstrap/css/bootstrap.min.css" in named


def served_names():
    ignored = apps.get_app_config("staticfiles").ignore_patterns
    for finder in get_finders():
        for name, storage in finder.list(ignored):
            yield f"{storage.prefix}/{name}" if getattr(storage, "prefix", None) else name
