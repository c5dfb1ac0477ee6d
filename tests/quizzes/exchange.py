"""What the tests of import and export share."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quizzes import importing
from quizzes.formats import FORMATS, apart
from quizzes.formats.bounds import within_bounds
from quizzes.formats.embedded import with_own_pictures
from quizzes.models import QuestionImport
from tests.quizzes import tiny
from tests.quizzes.authoring import url

ONE = "m1-first-1 | What is first? | This | That\n"
THREE = ONE + "m1-second-1 | What is second? | Those | These\nm1-third-1 | And then? | A | B\n"


@pytest.fixture
def _tiny(monkeypatch):
    """Know the tests' format alone, and read without a process of its own, which takes longer."""
    for name in list(FORMATS):
        monkeypatch.delitem(FORMATS, name)
    monkeypatch.setitem(FORMATS, tiny.NAME, tiny)
    monkeypatch.setattr(importing, "read_apart", read_in_this_process)


def read_in_this_process(groups, data):
    return apart.told(json.loads(json.dumps(apart.read_here(groups, data))))


def upload(client, content, module, *, name="questions.tiny", **more):
    """Send a file to be read, as the form does."""
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    data = {"file": file, "text": "", "format": "", "module": module.pk} | more
    return client.post(url("import-create"), data)


def paste(client, text, module, **more):
    data = {"text": text, "format": "", "module": module.pk} | more
    return client.post(url("import-create"), data)


def kept():
    return QuestionImport.objects.latest("pk")


def page_of(question_import):
    return url("import-detail", question_import.pk)


def make_import(module, author, text="a | ![Blue](picture:blue.png) What? | This | That"):
    """What was read of a file in the tests' format, with a picture."""
    reading, pictures = with_own_pictures(within_bounds(tiny.read(text.encode())))
    return importing.keep_reading(
        apart.FileRead(tiny.NAME, reading, pictures),
        data=text.encode(),
        file_name="questions.tiny",
        module=module,
        has_category_tags=False,
        actor=author,
    )
