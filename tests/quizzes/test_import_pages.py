"""Bringing a file of questions in: read, looked at, imported all or nothing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from zeal import zeal_ignore

from accounts.models import AuditEntry
from quizzes import bank, importing
from quizzes.fields import ItemFields
from quizzes.formats import FORMATS
from quizzes.models import ImportedPicture, Item, ItemVersion, Picture, QuestionImport
from quizzes.types import TYPES
from tests import factories
from tests.quizzes import tiny
from tests.quizzes.authoring import changed, make_question, url
from tests.quizzes.exchange import ONE, THREE, _tiny, kept, page_of, paste, upload

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


def slugs():
    return list(Item.objects.values_list("slug", flat=True))


def shown(client, question_import=None):
    return client.get(page_of(question_import or kept())).content.decode()


def import_now(client, question_import=None, **more):
    """Press the button, and follow. Each question is written by itself, as by its author."""
    with zeal_ignore():
        return client.post(page_of(question_import or kept()), more, follow=True)


@pytest.mark.parametrize(
    "make",
    [
        factories.make_user,
        lambda: factories.make_supervisor(team=factories.make_team()),
        factories.make_administrator,
    ],
)
def test_pages_exist_for_authors_alone(client, module, make):
    upload(client, ONE, module)
    client.force_login(make())

    pages = [url("import-create"), page_of(kept()), f"{url('import-template')}?format=tiny"]
    assert [client.get(page).status_code for page in pages] == [404] * 3
    assert client.post(page_of(kept())).status_code == 404
    assert client.post(url("import-discard", kept().pk)).status_code == 404
    assert QuestionImport.objects.count() == 1
    assert slugs() == []


def test_another_author_has_no_part_in_an_import(client, module):
    upload(client, ONE, module)
    client.force_login(factories.make_author())

    answers = [client.get(page_of(kept())), client.post(page_of(kept()))]
    client.post(url("import-discard", kept().pk))

    assert [answer.url for answer in answers] == [url("import-create")] * 2
    assert QuestionImport.objects.count() == 1
    assert slugs() == []


@pytest.mark.parametrize(("text", "count"), [(ONE, 1), (THREE, 3)])
def test_preview_shows_each_question(client, module, text, count, django_assert_num_queries):
    answer = upload(client, text, module)
    client.get(answer.url)

    with django_assert_num_queries(9):
        page = client.get(answer.url)

    html = page.content.decode()
    assert [each.proposal.slug for each in page.context["previews"]] == [
        "m1-first-1",
        "m1-second-1",
        "m1-third-1",
    ][:count]
    assert html.count('<article class="sheet proposal"') == count
    assert html.count("What the guidance points to") == count
    assert f"Import {count} draft" in html
    assert slugs() == []


def test_ids_of_controls_are_the_pages_own(client, module):
    upload(client, THREE, module)

    html = shown(client)

    assert [html.count(f'name="answer-{number}"') for number in (1, 2, 3)] == [2, 2, 2]
    assert [html.count(f'id="question-{number}"') for number in (1, 2, 3)] == [1, 1, 1]


def test_import_makes_drafts_in_the_module(client, module, author):
    upload(client, THREE, module)

    answer = import_now(client)

    assert slugs() == ["m1-first-1", "m1-second-1", "m1-third-1"]
    versions = ItemVersion.objects.order_by("item__position")
    assert [version.is_draft for version in versions] == [True] * 3
    assert {version.author for version in versions} == {author}
    assert [version.item.module for version in versions] == [module] * 3
    assert versions[0].content["options"][0] == {
        "text": "This",
        "correct": True,
        "feedback": "Yes.",
    }
    assert "3 drafts imported" in answer.content.decode()
    actions = AuditEntry.objects.values_list("action", flat=True)
    assert sorted(actions) == [
        *["item.created"] * 3,
        "questions.imported",
        *["version.saved"] * 3,
    ]


def test_what_was_read_goes_when_it_was_imported(client, module):
    upload(client, "a | ![Blue](picture:blue.png) What? | This | That", module)
    import_now(client)

    assert (kept().reading, kept().text, kept().made) == ({}, "", ["a"])
    assert ImportedPicture.objects.count() == 0


def test_second_click_imports_nothing_twice(client, module):
    upload(client, ONE, module)
    import_now(client)

    answer = import_now(client)

    assert slugs() == ["m1-first-1"]
    assert "These drafts were imported before." in answer.content.decode()
    assert AuditEntry.objects.filter(action="questions.imported").count() == 1


def test_nothing_is_imported_when_one_question_fails(client, module, monkeypatch):
    upload(client, THREE, module)
    create, calls = bank.create_item, []

    def create_two(*args, **kwargs):
        calls.append(args)
        if len(calls) == 3:
            raise bank.SlugTaken
        return create(*args, **kwargs)

    monkeypatch.setattr(bank, "create_item", create_two)
    answer = import_now(client)

    assert slugs() == []
    assert AuditEntry.objects.count() == 0
    assert kept().imported_at is None
    assert "Nothing was imported." in answer.content.decode()
    assert "Import 3 drafts" in answer.content.decode()


def test_faults_stop_the_import_until_the_author_chooses(client, module):
    upload(client, f"{ONE}? There is no right answer.\n", module)
    html = shown(client)

    refused = import_now(client)

    assert "<dt>line 2</dt>" in html
    assert "There is no right answer." in html
    assert "say that they may stay out" in refused.content.decode()
    assert slugs() == []
    import_now(client, without_faults="on")
    assert slugs() == ["m1-first-1"]


def test_faults_can_be_mended_in_place(client, module):
    paste(client, f"{ONE}? No key.\n", module, format="tiny", has_category_tags="on")
    first = kept()
    html = shown(client)
    assert f"{ONE}? No key.</textarea>" in html
    assert '<option value="tiny" selected>Tiny</option>' in html

    answer = paste(client, THREE, module, format="tiny", mends=first.pk)

    assert answer.url == page_of(kept())
    assert list(QuestionImport.objects.all()) == [kept()]
    assert "fault" not in shown(client)


def test_file_with_nothing_but_faults_is_not_imported(client, module):
    upload(client, "? No key.\n", module)

    html = import_now(client, without_faults="on").content.decode()

    assert "There is no question to import." in html
    assert kept().imported_at is None


def test_losses_category_and_tags_are_shown(client, module):
    text = "# Service/First days\na | On paper? | This | That\nb | And then? | A | B\n"
    upload(client, text, module, has_category_tags="on")

    html = shown(client)
    import_now(client)

    assert html.count("The color of the paper is lost.") == 1
    assert "Something is lost of 1 of them" in html
    assert html.count("Service / First days") == 2
    assert ItemVersion.objects.get(item__slug="a").tags == " first-days "


def test_category_stays_out_of_the_tags_when_not_wanted(client, module):
    upload(client, "# Service\na | What? | This | That\n", module)
    import_now(client)

    assert ItemVersion.objects.get().tags == ""


def test_ids_are_made_unique_and_it_is_said(client, module, author):
    make_question(module, "m1-first-1", author, stem="Another one?")
    upload(client, ONE + ONE + " | How to begin? | A | B\n | ¿? | A | B\n", module)

    html = shown(client)
    import_now(client)

    assert slugs() == ["m1-first-1", "m1-first-1-2", "m1-first-1-3", "how-to-begin", "m1-question"]
    assert "The id m1-first-1 is taken, so this one would be m1-first-1-2." in html


def test_questions_that_ask_the_same_are_pointed_out(client, module, author):
    make_question(module, "m1-first-9", author, stem="What is *first*?")
    upload(client, f"{ONE}again | What is first? | A | B\n", module)

    html = shown(client)

    same = f'It asks the same as <a href="{url("item-detail", "m1-first-9")}">m1-first-9</a>.'
    assert html.count(same) == 2
    assert html.count("It asks the same as question 1 of this file.") == 1


def test_pictures_come_along(client, module, author):
    upload(client, "a | ![A blue square](picture:blue.png) What? | This | That\n", module)
    html = shown(client)
    [own] = kept().pictures.all()

    assert f'src="{own.get_absolute_url()}" alt="A blue square" width="30" height="20"' in html
    served = client.get(own.get_absolute_url())
    assert (served["Content-Type"], served.content) == ("image/png", bytes(own.data))
    assert Picture.objects.count() == 0

    import_now(client)
    version = ItemVersion.objects.get()
    assert version.content["stem"] == f"![A blue square](picture:{own.digest}) What?"
    assert f'src="/pictures/{own.digest}.png"' in version.html["stem"]
    assert Picture.objects.get().author == author


def test_picture_of_an_import_is_its_authors_alone(client, module):
    upload(client, "a | ![Blue](picture:blue.png) What? | This | That\n", module)
    [own] = kept().pictures.all()
    client.force_login(factories.make_author())

    assert client.get(own.get_absolute_url()).status_code == 404


def test_picture_that_is_not_taken_is_a_loss(client, module):
    upload(client, "a | ![Blue](picture:drawing.svg) What? | This | That\n", module)

    html = shown(client)

    assert "The picture “drawing.svg” is not kept: it is no PNG, JPEG, GIF or WebP." in html
    assert "[A picture that is not here: Blue]" in html


def test_statements_that_are_not_there_are_a_loss(client, module, author, monkeypatch):
    monkeypatch.setattr(tiny, "_draft", lambda *_: tiny.Draft(changed(statements=("S1", "S99"))))
    upload(client, "a", module)

    html = shown(client)
    import_now(client)

    assert "There is no statement S99; the question will not rest on it." in html
    version = ItemVersion.objects.get()
    assert [statement.code for statement in version.statements.all()] == ["S1"]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "questions.tiny", "The file is empty."),
        (b"\xff\xfe\x00", "questions.tiny", "This is no text."),
        (b"BOOM\n", "questions.tiny", "Something in the file was not expected"),
        (b"a\n", "questions.tiny", "Something in the file was not expected"),
        (b"\n", "questions.tiny", "There is no question in it."),
        (b"PK\x03\x04", "questions.docx", "None of the formats here fits this file."),
        (b"a" * (importing.LARGEST + 1), "questions.tiny", "The file has more than 10 MB."),
        (b"a" * (12 * 1024**2), "questions.tiny", "The file has more than 10 MB."),
        ((ONE * 301).encode(), "questions.tiny", "The file has 301 questions."),
    ],
    ids=["empty", "no-text", "crash", "crash-2", "nothing", "zip", "large", "larger", "many"],
)
def test_file_that_cannot_be_read_says_why(client, module, data, name, said):
    answer = upload(client, data, module, name=name)

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert QuestionImport.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file, or paste questions below."),
        ({"text": "a" * 50_001}, "This has 50,001 characters, more than 50,000."),
        ({"text": "a\x00"}, "There is a character that cannot be shown."),
        ({"text": ONE, "module": ""}, "Choose the module that the drafts go to."),
        ({"text": ONE, "format": "doc"}, "Select a valid choice."),
        ({"text": "\x1b"}, "There is a character that cannot be shown."),
    ],
)
def test_form_says_what_is_missing(client, module, sent, said):
    answer = client.post(url("import-create"), {"module": module.pk} | sent)

    assert said in answer.content.decode()
    assert QuestionImport.objects.count() == 0


def test_file_and_text_together_are_refused(client, module):
    html = upload(client, ONE, module, text=ONE).content.decode()

    assert "There is a file as well." in html


def test_names_in_a_file_are_shown_as_text(client, module):
    upload(client, "<script>a</script> | <b onclick=x>What?</b> | <i>T</i> | That\n", module)

    html = shown(client)

    for forbidden in ("<script>a", "<b onclick", "<i>T"):
        assert forbidden not in html


def test_expired_preview_says_so(client, module):
    upload(client, ONE, module)
    QuestionImport.objects.update(read_at=timezone.now() - timedelta(days=1, minutes=1))

    answers = [client.get(page_of(kept()), follow=True), client.post(page_of(kept()), follow=True)]

    for answer in answers:
        assert "This is no longer kept" in answer.content.decode()
    assert slugs() == []


def test_what_was_left_goes_at_the_next_import(client, module):
    upload(client, ONE, module)
    QuestionImport.objects.update(read_at=timezone.now() - timedelta(days=1, minutes=1))

    upload(client, THREE, module)

    assert QuestionImport.objects.count() == 1
    assert len(kept().reading["drafts"]) == 3


def test_file_can_be_forgotten(client, module):
    upload(client, ONE, module)

    answer = client.post(url("import-discard", kept().pk), follow=True)

    assert "Nothing was imported from it." in answer.content.decode()
    assert QuestionImport.objects.count() == 0


def test_pasted_text_survives_the_end_of_the_session(client, module, author):
    client.get(url("import-create"))
    client.logout()
    client.cookies["csrftoken"] = "x" * 32

    paste(client, THREE * 500, module, format="tiny")
    client.force_login(author)
    page = client.get(url("import-create"))

    assert page.context["form"]["text"].value() == THREE * 500
    assert "You were signed out before this was read." in page.content.decode()
    assert str(page.context["form"]["module"].value()) == str(module.pk)


def test_confirmation_after_the_end_of_the_session_leads_back(client, module, author):
    upload(client, ONE, module)
    page = page_of(kept())
    client.logout()

    answer = client.post(page, headers={"referer": f"http://testserver{page}"})
    client.force_login(author)

    assert answer.url == f"/account/sign-in/?next={page}"
    assert "Import 1 draft" in client.get(page).content.decode()
    assert slugs() == []


def test_long_list_is_shown_page_by_page(client, module):
    lines = "".join(f"q-{number} | Number {number}? | A | B\n" for number in range(30))
    upload(client, lines, module)

    first = client.get(page_of(kept()))
    second = client.get(page_of(kept()), {"page": 2})
    import_now(client)

    assert [len(page.context["previews"]) for page in (first, second)] == [25, 5]
    assert Item.objects.count() == 30


def test_empty_site_says_what_is_missing(client):
    html = client.get(url("import-create")).content.decode()

    assert "There is no course yet" in html


def test_templates_are_offered_where_a_format_has_one(client, module, monkeypatch):
    html = client.get(url("import-create")).content.decode()
    file = client.get(url("import-template"), {"format": "tiny"})
    monkeypatch.delattr(tiny, "template")

    assert "Template: Tiny" in html
    assert file["Content-Disposition"] == 'attachment; filename="questions-template.tiny"'
    assert file.content.startswith(b"m1-example-1")
    for name in ("tiny", "none", "", "\x00"):
        assert client.get(url("import-template"), {"format": name}).status_code == 404


def test_format_is_found_by_content_when_the_name_does_not_tell(client, module):
    upload(client, ONE, module, name="questions")

    assert kept().format == "tiny"
    assert set(FORMATS) >= {"tiny"}


def test_upload_of_several_files_takes_the_form_apart_safely(client, module):
    file = SimpleUploadedFile("../../etc/<x>.tiny", ONE.encode())
    client.post(url("import-create"), {"file": file, "module": module.pk})

    assert kept().file_name == "<x>.tiny"
    assert "&lt;x&gt;.tiny" in shown(client)


@pytest.mark.parametrize("name", sorted(TYPES))
@pytest.mark.parametrize("is_finished", [True, False])
def test_every_type_is_shown_and_imported(client, module, monkeypatch, name, is_finished):
    content = TYPES[name].CONTENT if is_finished else {"stem": "Not finished"}
    draft = tiny.Draft(ItemFields(name, content, "", ""), name=f"a-{name}")
    monkeypatch.setattr(tiny, "_draft", lambda *_: draft)
    upload(client, "a", module)

    html = shown(client)
    import_now(client)

    assert f"<dd>{TYPES[name].LABEL}</dd>" in html
    version = ItemVersion.objects.get()
    assert (version.type, version.content["stem"]) == (name, content["stem"])


@pytest.mark.parametrize("pk", ["9" * 30, "-1", "x", "٣", "\x00"])
def test_number_of_no_import_is_no_fault(client, module, pk):
    answer = paste(client, ONE, module, format="tiny", mends=pk)

    assert answer.url == page_of(kept())
