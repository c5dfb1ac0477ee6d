"""Pictures in questions: uploaded by authors, shown in questions, served to who is signed in."""

from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from PIL import Image

from accounts.models import AuditEntry
from quizzes import bank
from quizzes.models import ItemVersion, Picture
from quizzes.picture_files import clean
from quizzes.pictures import keep_picture, line_for
from tests import factories
from tests.quizzes.authoring import FIELDS, changed, make_question, posted, url
from tests.quizzes.tiny import picture
from tests.small_course import write_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def module():
    factories.make_statement("S1")
    return factories.make_course(lessons=1, questions=0).modules.get()


@pytest.fixture
def client(client, author):
    client.force_login(author)
    return client


@pytest.fixture
def blue(author):
    return factories.make_picture(author)


def upload(client, data, *, name="map.png", words="A map of two roads"):
    file = SimpleUploadedFile(name, data)
    return client.post(url("picture-create"), {"picture": file, "words": words}, follow=True)


def test_upload_gives_the_line_to_paste(client, author):
    html = upload(client, picture(kind="JPEG")).content.decode()

    kept = Picture.objects.get()
    assert f"![A map of two roads](picture:{kept.digest})</textarea>" in html
    assert (
        f'<img class="picture" src="/pictures/{kept.digest}.jpg" alt="A map of two roads"' in html
    )
    assert (kept.author, kept.width, kept.height, kept.size) == (author, 30, 20, len(kept.data))
    assert AuditEntry.objects.get().action == "picture.saved"


def test_picture_is_kept_once(client):
    upload(client, picture())
    upload(client, picture())

    assert Picture.objects.count() == 1
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words", "said"),
    [
        (b"<svg/>", "A", "The picture is not taken: it is no PNG, JPEG, GIF or WebP."),
        (b"a" * (2 * 1024**2 + 1), "A", "The picture has more than 2 MB."),
        (b"a" * (12 * 1024**2), "A", "The picture has more than 2 MB."),
        (picture(), " ", "This field is required."),
        (picture(), "\x00", "Null characters are not allowed."),
        (b"", "A", "The submitted file is empty."),
    ],
    ids=["svg", "large", "larger", "no-words", "nul", "empty"],
)
def test_upload_that_is_not_taken_says_why(client, data, words, said):
    html = upload(client, data, words=words).content.decode()

    assert said in html
    assert Picture.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_latest_pictures_are_the_authors_own(client, author, count, django_assert_num_queries):
    for number in range(count):
        keep_picture(clean(picture(color=(number, 0, 0))), actor=author)
    keep_picture(clean(picture(color=(9, 9, 9))), actor=factories.make_author())
    client.get(url("picture-create"))

    with django_assert_num_queries(4):
        page = client.get(url("picture-create"))

    assert len(page.context["latest"]) == count


def test_page_without_pictures_says_so(client):
    assert "None yet." in client.get(url("picture-create")).content.decode()


@pytest.mark.parametrize("words", ["", "\x00", "a" * 301])
def test_page_of_a_picture_needs_words_for_its_line(client, blue, words):
    page = client.get(url("picture-detail", blue.digest), {"words": words})

    assert page.status_code == 200
    assert "The line to paste" not in page.content.decode()


def test_words_cannot_break_out_of_their_line(blue, author, module):
    line = line_for(blue, "](x) [S1] <b> *a* \\")
    fields = changed(stem=f"{line} What?")
    version = make_question(
        module, "m1-map-1", author, published=False, stem=fields.content["stem"]
    )

    assert 'alt="](x) [S1] &lt;b&gt; *a* \\"' in version.versions.get().html["stem"]


def test_picture_is_served_to_who_is_signed_in(client, blue, django_assert_num_queries):
    client.force_login(factories.make_user())
    with django_assert_num_queries(3):
        answer = client.get(blue.get_absolute_url())

    assert answer.content == bytes(Picture.objects.get().data)
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert client.get(f"/pictures/{blue.digest}.svg").status_code == 404
    client.logout()
    assert client.get(blue.get_absolute_url()).status_code == 302


def test_question_shows_its_picture_to_learners(client, author, module, blue):
    item = make_question(
        module,
        "m1-map-1",
        author,
        stem=f"![A map](picture:{blue.digest})\n\nWhich road is shorter?",
    )
    html = client.get(url("item-preview", item.slug)).content.decode()

    src = f'src="/pictures/{blue.digest}.png"'
    assert f'<img class="picture" {src} alt="A map" width="30" height="20">' in html
    assert ">[A map]<" in client.get(url("item-list")).content.decode()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("![]({})", "The question shows a picture without words."),
        ("![A map](picture:0000)", "Question shows a picture that is not here, “0000”."),
        (
            "![A map](https://x.org/a.png)",
            "The question cannot be shown: line 1, a picture is kept here",
        ),
    ],
)
def test_picture_that_cannot_be_shown_keeps_a_question_back(
    client, author, module, blue, line, problem
):
    stem = f"{line.format(f'picture:{blue.digest}')} Which road is shorter?"
    item = make_question(module, "m1-map-1", author, published=False, stem=stem)

    with pytest.raises(bank.CannotPublish, match="picture"):
        bank.publish_version(item.versions.get(), actor=author)
    assert problem in client.get(url("item-detail", item.slug)).content.decode()
    typed = posted(changed(stem=stem))
    assert problem in client.post(url("findings"), typed).content.decode()


def test_questions_without_pictures_ask_nothing_more(author, module, django_assert_num_queries):
    item = make_question(module, "m1-plain-1", author)
    bank.save_draft(item, FIELDS, actor=author)
    with django_assert_num_queries(9):
        bank.save_draft(item, FIELDS, actor=author)


@pytest.fixture
def exported(tmp_path, settings, author):
    """A course's files with a question that shows a picture, as they are exported."""
    settings.COURSES_DIR = write_course(tmp_path / "from").parent
    call_command("load_content", stdout=StringIO())
    kept = factories.make_picture(author)
    version = ItemVersion.objects.published().get(item__slug="m1-first-1")
    fields = bank.fields_of(version)
    content = {**fields.content, "stem": f"![A map](picture:{kept.digest})\n\nWhat comes first?"}
    draft = bank.save_draft(
        version.item, changed(**vars(fields) | {"content": content}), actor=author
    )
    bank.publish_version(draft, actor=author)
    call_command("export_content", str(tmp_path / "to"), stdout=StringIO())
    settings.COURSES_DIR = tmp_path / "to"
    return tmp_path / "to" / "small", kept


def test_pictures_are_exported_beside_the_questions_and_loaded(exported):
    folder, kept = exported
    [file] = folder.glob("*/pictures/*")
    Picture.objects.all().delete()

    call_command("load_content", "--take-file", stdout=StringIO())

    assert file.relative_to(folder).as_posix() == f"01-begin/pictures/{kept.digest}.png"
    assert Image.open(BytesIO(bytes(Picture.objects.get().data))).size == (30, 20)
    assert Picture.objects.get().digest == kept.digest


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        (None, b"", "the picture of m1-first-1 is missing"),
        ("{}.png", b"<svg/>", "it is no PNG, JPEG, GIF or WebP"),
        ("{}.png", picture(color=(1, 1, 1)), "by its bytes the picture should be called "),
        ("{}.png", bytes(5 * 1024**2), "the picture is larger than "),
    ],
    ids=["missing", "svg", "other", "large"],
)
def test_fault_in_a_picture_of_a_folder_is_named(exported, name, data, reason):
    folder, kept = exported
    [file] = folder.glob("*/pictures/*")
    file.unlink()
    if name:
        (file.parent / name.format(kept.digest)).write_bytes(data)

    with pytest.raises(CommandError, match=reason):
        call_command("load_content", stdout=StringIO())
