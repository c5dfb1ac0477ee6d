"""Writing questions: nothing typed is lost, nobody's work is undone."""

from dataclasses import replace

import pytest
from django.contrib.sessions.models import Session

from courses import language, readability
from courses.copying import shingles
from courses.models import Module, Objective, Source, SourceShingles
from quizzes import bank, problems
from quizzes import fields as quiz_fields
from quizzes.checks import CHECKS
from quizzes.content_forms import change_rows
from quizzes.language_findings import RULES
from quizzes.models import Item
from quizzes.types import TYPES, single_best
from tests import factories
from tests.quizzes.authoring import FIELDS, changed, make_question, posted, url

pytestmark = pytest.mark.django_db

CLAIM = "All victims form a bond with the trafficker."  # rule L01, to be changed


@pytest.fixture
def module():
    factories.make_statement("S1")
    factories.make_statement("S2", text="Some return.", certainty="may")
    return factories.make_course(lessons=1, questions=0).modules.get()


@pytest.fixture
def item(module, author):
    return make_question(module, "m1-first-1", author)


@pytest.fixture
def client(client, author):
    client.force_login(author)
    return client


def newest(item):
    return item.versions.order_by("-number")[0]


def edit(client, item, fields, **more):
    more = {"base": newest(item).stamp, "save": "draft"} | more
    return client.post(url("item-edit", item.slug), posted(fields, **more))


def create(client, to, fields=FIELDS, **more):
    data = posted(fields, **{"slug": "m1-new-1", "module": to.pk, "save": "draft"} | more)
    return client.post(url("item-create"), data)


def end_session(client):
    """Let the session run out: the browser still sends its cookie."""
    client.session.flush()


def texts(response):
    """Return the options that the page shows, by the beginning of their texts."""
    options = response.context["editor"].fields.content["options"]
    return [option["text"].split()[0] if option["text"] else "" for option in options]


# -- Who ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        factories.make_user,
        lambda: factories.make_supervisor(team=factories.make_team()),
        factories.make_administrator,
    ],
)
def test_editor_exists_for_authors_alone(client, module, item, make):
    client.force_login(make())

    assert client.get(url("item-create")).status_code == 404
    assert create(client, module).status_code == 404
    assert client.get(url("item-edit", item.slug)).status_code == 404
    assert edit(client, item, changed(stem="Mine?")).status_code == 404
    assert client.post(url("findings"), posted()).status_code == 404
    assert list(Item.objects.all()) == [item]
    assert bank.fields_of(newest(item)) == FIELDS


def test_unknown_question_is_not_found(client):
    assert client.get(url("item-edit", "m1-none-1")).status_code == 404


# -- Saving ---------------------------------------------------------------------------------


def test_new_question_is_kept_as_a_draft(client, module, author):
    response = create(client, module)

    version = Item.objects.get(slug="m1-new-1").versions.get()
    assert response.url == url("item-edit", "m1-new-1")
    assert (version.is_draft, version.author) == (True, author)
    assert bank.fields_of(version) == FIELDS


def test_unfinished_question_is_kept_and_says_what_is_missing(client, module):
    empty = {"stem": "", "options": [{"text": "", "feedback": ""}] * 2}
    fields = replace(FIELDS, content=empty, bloom="", area="", statements=())

    response = client.get(create(client, module, fields).url)

    assert bank.fields_of(Item.objects.get().versions.get()) == fields
    assert response.context["editor"].problems == [
        "The question has no text.",
        "Option 1 has no text.",
        "Option 1 has no feedback.",
        "Option 2 has no text.",
        "Option 2 has no feedback.",
        "Mark exactly one option as the supported answer.",
        "The question rests on no statement.",
        "It is not said what the question asks of the learner.",
        "The question belongs to no area.",
    ]


def test_change_to_a_published_question_is_a_draft(client, item, author):
    fields = changed(stem="Where do you begin?", note="Names loss.", is_case=True)

    response = edit(client, item, fields, save="preview")

    assert response.url == url("item-preview", item.slug)
    draft = newest(item)
    assert (draft.number, draft.is_draft, draft.author) == (2, True, author)
    assert bank.fields_of(draft) == fields
    assert bank.fields_of(item.versions.get(number=1)) == FIELDS


def test_opening_and_saving_changes_nothing(client, item):
    page = client.get(edit(client, item, FIELDS).url)

    assert item.versions.count() == 1
    assert "Nothing was changed, so there is no new draft." in page.content.decode()


def test_line_ends_of_browsers_are_no_change(client, module, author):
    item = make_question(module, "m1-lines-1", author, stem="One line.\n\nAnother?")

    edit(client, item, changed(stem="One line.\r\n\r\nAnother?"))

    assert item.versions.count() == 1


@pytest.mark.parametrize("pages", [1, 3])
def test_editor_asks_the_same_of_the_database(
    client, item, author, pages, django_assert_num_queries
):
    for number in range(pages):
        factories.make_statement(f"C{number}")
    codes = ("S1", *(f"C{number}" for number in range(pages)))
    bank.save_draft(item, changed(statements=codes), actor=author)
    client.get(url("item-edit", item.slug))

    with django_assert_num_queries(12):
        client.get(url("item-edit", item.slug))


# -- What is refused ------------------------------------------------------------------------


def test_id_that_is_taken_is_answered_in_words(client, module, item):
    response = create(client, module, changed(stem="Kept?"), slug=item.slug)

    assert Item.objects.count() == 1
    html = response.content.decode()
    assert html.count("There is a question with this id already.") == 2
    assert "Kept?" in html


def test_double_click_makes_one_question(client, module):
    create(client, module)
    response = create(client, module)

    item = Item.objects.get()
    assert response.url == url("item-edit", item.slug)
    assert item.versions.count() == 1


def test_id_taken_between_check_and_save_is_answered_in_words(client, module, monkeypatch):
    def taken(*args, **kwargs):
        raise bank.SlugTaken

    monkeypatch.setattr(bank, "create_item", taken)

    response = create(client, module)

    assert "There is a question with this id already." in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("slug", "", "Give the question an id."),
        ("slug", "M1 First", "Use small letters, digits and single hyphens."),
        ("slug", "a" * 81, "Ensure this value has at most 80 characters (it has 81)."),
        ("module", "", "Choose the module that the question belongs to."),
        ("type", "riddle", "Select a valid choice. riddle is not one of the available choices."),
        ("stem", "x" * 5001, "This has 5,001 characters, more than 5,000."),
        ("stem", "a\x07b", "There is a character that cannot be shown. Type it anew."),
        ("stem", "a\x00b", "There is a character that cannot be shown. Type it anew."),
        ("slug", "a\x00b", "Null characters are not allowed."),
        ("statements", "S99", "There is no statement S99."),
        ("statements", "S\x00", "There is no statement &#x27;S\\x00&#x27;."),
        ("objective", "o-none", "Select a valid choice. That choice is not one of the available"),
        ("note", "word " * 41, "The note has 41 words, more than 40."),
        ("options-1-feedback", "x" * 3001, "This has 3,001 characters, more than 3,000."),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(client, module, field, value, message):
    response = create(client, module, **{field: value})

    assert Item.objects.count() == 0
    assert message in response.content.decode()
    assert [place for place, _, _ in response.context["editor"].errors] == [f"id_{field}"]


def test_objective_of_another_module_is_refused(client, module):
    other = Module.objects.create(course=module.course, slug="two", number=2, title="Two")
    Objective.objects.create(module=other, code="m2-o1", position=1, text="Do", bloom="apply")

    response = create(client, module, changed(objective="m2-o1"))

    assert "This objective belongs to another module." in response.content.decode()


def test_text_that_markdown_refuses_is_kept_and_named(client, item):
    edit(client, item, changed(stem="# Loud\n\nWhat now?"))

    page = client.get(url("item-edit", item.slug))
    assert newest(item).content["stem"] == "# Loud\n\nWhat now?"
    assert page.context["editor"].problems[0].startswith("The question cannot be shown: line 1,")


def test_very_large_form_is_refused_politely(client, module):
    response = create(client, module, stem="x" * 10_000_000)

    assert response.status_code == 400
    assert "larger than any form here" in response.content.decode()
    assert Item.objects.count() == 0


def test_thousands_of_options_are_not_read(client, module):
    response = create(client, module, **{"options-TOTAL_FORMS": "100000"})

    editor = response.context["editor"]
    assert editor.errors == [("options", "Options", "There are more than 8 options.")]
    assert len(editor.content.rows["options"]) == 16
    assert Item.objects.count() == 0


def test_damaged_form_is_refused_in_words(client, item):
    response = client.post(url("item-edit", item.slug), {"save": "draft"})

    assert "The options could not be read. Go back and save again." in response.content.decode()
    assert item.versions.count() == 1


# -- Two authors, an ended session ----------------------------------------------------------


def test_newer_save_of_another_author_is_not_undone(client, item):
    base = newest(item).stamp
    other = factories.make_author()
    bank.save_draft(item, changed(stem="Theirs, of what?"), actor=other)

    response = edit(client, item, changed(stem="Mine, of what?"), base=base)

    assert response.status_code == 409
    assert newest(item).content["stem"] == "Theirs, of what?"
    html = response.content.decode()
    assert f"Not saved: {other.name} saved this question after you had opened it" in html
    assert [
        (change.label, [(run.kind, run.text) for run in change.runs])
        for change in response.context["differences"]
    ] == [("Question", [("removed", "Theirs,"), ("added", "Mine,"), ("same", " of what?")])]
    assert response.context["editor"].fields == changed(stem="Mine, of what?")


def test_saving_again_after_seeing_the_other_text_is_a_decision(client, item):
    base = newest(item).stamp
    bank.save_draft(item, changed(stem="Theirs?"), actor=factories.make_author())
    response = edit(client, item, changed(stem="Mine?"), base=base)

    edit(client, item, changed(stem="Mine?"), base=response.context["editor"].base)

    assert newest(item).content["stem"] == "Mine?"


def test_second_click_on_save_is_no_conflict(client, item):
    base = newest(item).stamp

    first = edit(client, item, changed(stem="Mine?"), base=base)
    second = edit(client, item, changed(stem="Mine?"), base=base)

    assert (first.status_code, second.status_code) == (302, 302)
    assert item.versions.count() == 2


def test_what_is_typed_outlives_the_session(client, module, author):
    end_session(client)

    response = create(client, module, changed(stem="Kept?"))
    page = client.post(
        response.url, {"login": author.email, "password": factories.PASSWORD}, follow=True
    )

    assert Item.objects.count() == 0
    assert page.request["PATH_INFO"] == url("item-create")
    assert page.context["editor"].fields == changed(stem="Kept?")
    html = page.content.decode()
    assert "You were signed out before this was saved. Save it now." in html
    assert 'value="m1-new-1"' in html
    assert client.get(url("item-create")).context["editor"].fields.content["stem"] == ""


def test_what_is_typed_in_one_question_does_not_turn_up_in_another(client, module, item, author):
    end_session(client)
    create(client, module, changed(stem="Kept?"))
    client.force_login(author)

    page = client.get(url("item-edit", item.slug))

    assert page.context["editor"].fields == FIELDS


def test_script_is_told_that_nobody_is_signed_in(client, item):
    end_session(client)

    response = client.post(url("item-edit", item.slug), posted(), headers={"HX-Request": "true"})

    assert response.status_code == 401
    assert "unsaved" not in client.session


def test_too_much_to_keep_is_not_kept(client, module):
    end_session(client)

    create(client, module, changed(stem="x" * 64 * 1024))

    assert "unsaved" not in client.session


def test_nothing_is_kept_for_who_never_signed_in(client, module):
    client.logout()

    response = create(client, module, changed(stem="Kept?"))

    assert response.status_code == 302
    assert not Session.objects.exists()


# -- Options without a script ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "shown"),
    [
        ("add", ["Ask", "Plan", "Wait", ""]),
        ("remove-2", ["Ask", "Wait"]),
        ("up-3", ["Ask", "Wait", "Plan"]),
        ("down-1", ["Plan", "Ask", "Wait"]),
        ("up-1", ["Ask", "Plan", "Wait"]),
        ("down-3", ["Ask", "Plan", "Wait"]),
    ],
)
def test_row_buttons_lose_nothing(client, module, button, shown):
    fields = changed(stem="Half a thou", note="Names loss.", lint_ok={"L01": "A quote."})

    response = client.post(
        url("item-create"),
        posted(fields, slug="Not checked yet", module=module.pk, row=f"options.{button}"),
    )

    editor = response.context["editor"]
    assert texts(response) == shown
    assert replace(editor.fields, content={}) == replace(fields, content={})
    assert editor.fields.content["stem"] == "Half a thou"
    html = response.content.decode()
    assert 'value="Not checked yet"' in html
    assert "Use small letters" not in html
    assert Item.objects.count() == 0


def test_key_and_feedback_move_with_their_option(client, item):
    response = client.post(url("item-edit", item.slug), posted(FIELDS, row="options.down-1"))

    first, second, third = single_best.CONTENT["options"]
    assert response.context["editor"].fields.content["options"] == [second, first, third]


@pytest.mark.parametrize("button", ["", "up-", "up-0", "down-9", "remove-0", "spin-1", "up-x"])
def test_buttons_that_do_not_exist_change_nothing(button):
    assert change_rows(["a", "b"], button) == ["a", "b"]


def test_enter_saves_and_in_the_search_finds(client, item):
    data = posted(changed(stem="By Enter?"), base=newest(item).stamp, enter="yes")

    found = client.post(url("item-edit", item.slug), data | {"find": "return"})
    assert newest(item).number == 1
    assert [statement.code for statement in found.context["editor"].matches] == ["S2"]

    client.post(url("item-edit", item.slug), data)
    assert newest(item).content["stem"] == "By Enter?"


# -- Statements -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("return", ["S2"]),
        ("s2", ["S2"]),
        ("S2 return", ["S2"]),
        ("return nowhere", []),
        ("S1", []),  # chosen already
        ("...", []),
        ("", []),
        ("\x00", []),
    ],
)
def test_statements_are_found_by_number_and_words(client, item, words, codes):
    response = client.post(url("item-edit", item.slug), posted(FIELDS, find=words, part="find"))

    editor = response.context["editor"]
    assert [statement.code for statement in editor.matches] == codes
    assert [statement.code for statement in editor.picked] == ["S1"]


def test_statements_are_shown_with_certainty_and_text(client, item):
    html = client.post(
        url("item-edit", item.slug), posted(FIELDS, find="return"), headers={"HX-Request": "true"}
    ).content.decode()

    assert "<h1" not in html
    assert 'value="S1" checked' in html
    assert '<span class="certainty certainty-may">may</span>' in html
    assert "Some return." in html


# -- Care for language ----------------------------------------------------------------------


def test_findings_come_as_the_author_types(client, django_assert_num_queries):
    client.post(url("findings"), posted(changed(stem=CLAIM)))

    with django_assert_num_queries(8):
        html = client.post(url("findings"), posted(changed(stem=CLAIM))).content.decode()

    assert "<mark>All victims</mark> form a bond with the trafficker." in html
    assert "Please change" in html
    assert "No source supports a claim about everyone" in html
    assert "U.S. Department of State" in html
    assert "“some people”" in html
    assert 'name="reason-L01"' in html
    assert "Question: change “All victims”, or write why it stays." in html


def test_checks_of_writing_come_as_the_author_types(client):
    html = client.post(url("findings"), posted(changed(stem="What must you do"))).content.decode()

    assert "Question: End with the question itself" in html
    assert "Q12: The stem ends with a question." in html
    assert 'name="reason-Q12"' in html


def test_reason_settles_a_check(client):
    fields = changed(stem="What must you do", lint_ok={"Q12": "It is a dialog."})

    html = client.post(url("findings"), posted(fields)).content.decode()

    assert "Question: End with the question itself" not in html
    assert "It is a dialog." in html


def test_words_of_a_source_are_found_in_a_question(client, module):
    source = Source.objects.get()
    text = "Patience and consistency with service responses may increase."
    SourceShingles.objects.create(source=source, shingles=sorted(shingles(text)))
    stem = "Do patience and consistency with service responses help?"

    html = client.post(url("findings"), posted(changed(stem=stem))).content.decode()

    assert "a source has the same: “patience and consistency with service responses”" in html


def test_findings_of_an_empty_form_are_none(client):
    assert "Nothing found." in client.post(url("findings"), {}).content.decode()


TOO_LONG = "This text is too long to check; shorten it first."


@pytest.fixture
def checks(monkeypatch):
    """The lengths of the texts that are checked for language or read as Markdown."""
    lengths = []

    def noting(function):
        def run(text, *args, **kwargs):
            lengths.append(len(text))
            return function(text, *args, **kwargs)

        return run

    monkeypatch.setattr(language, "check", noting(language.check))
    for module, name in (
        (problems, "render"),
        (problems, "citations"),
        (quiz_fields, "render"),
        (readability, "plain"),
    ):
        monkeypatch.setattr(module, name, noting(getattr(module, name)))
    return lengths


@pytest.mark.parametrize(
    ("field", "longest", "label"),
    [
        ("stem", 5000, "Question"),
        ("options-0-text", 1000, "Option 1"),
        ("options-1-feedback", 3000, "Option 2, feedback"),
        ("note", 500, "Content note"),
    ],
)
def test_long_text_is_not_checked_and_says_so(client, checks, field, longest, label):
    text = "[" * (longest + 1)

    html = client.post(url("findings"), posted(**{field: text})).content.decode()

    assert html.count(f"{label}: {TOO_LONG}") == 2
    assert max(checks) <= longest
    assert (
        TOO_LONG not in client.post(url("findings"), posted(**{field: text[1:]})).content.decode()
    )


@pytest.mark.parametrize("button", [{"save": "draft"}, {"save": "preview"}, {"row": "options.add"}])
def test_long_text_is_not_checked_in_any_form(client, module, item, checks, button):
    checks.clear()

    new = create(client, module, stem="[" * 500_000, **{"save": ""} | button)
    change = edit(client, item, FIELDS, stem="[" * 500_000, **{"save": ""} | button)

    assert f"Question: {TOO_LONG}" in new.content.decode()
    assert f"Question: {TOO_LONG}" in change.content.decode()
    assert max(checks) <= 5000
    assert item.versions.count() == 1


def test_texts_that_are_too_long_together_are_neither_checked_nor_kept(client, module, checks):
    option = {"text": "Ask", "feedback": "[" * 3000}
    fields = changed(content={"stem": "What now?", "options": [option] * 7})

    typed = client.post(url("findings"), posted(fields)).content.decode()
    response = create(client, module, fields)

    assert "Together the texts are too long to check; shorten them first." in typed
    assert response.context["editor"].errors == [
        ("wording", "The texts", "Together they have more than 10,000 characters.")
    ]
    assert checks == []
    assert Item.objects.count() == 0


def test_no_more_reasons_are_read_than_there_are_rules(client):
    reasons = {f"reason-R{number}": "Kept." for number in range(500)}

    html = client.post(url("findings"), posted(**reasons)).content.decode()

    assert html.count("<textarea") == len(RULES) + len(CHECKS)


def test_long_search_is_cut(client, item):
    data = posted(FIELDS, find="return " * 5000, part="find")

    response = client.post(url("item-edit", item.slug), data)

    assert len(response.context["editor"].find) == 200


def test_reason_is_kept_and_allows_publishing(client, item, author):
    fields = changed(stem=f"{CLAIM} What do you say?", lint_ok={"L01": "A colleague says it."})

    edit(client, item, fields)

    bank.publish_version(newest(item), actor=author)
    assert newest(item).lint_ok == {"L01": "A colleague says it."}
    page = client.get(url("item-edit", item.slug)).content.decode()
    assert "What you keep, and why" in page
    assert "A colleague says it." in page


def test_blank_reason_is_none(client, item, author):
    edit(client, item, changed(stem=CLAIM, lint_ok={"L01": "  "}))

    with pytest.raises(bank.CannotPublish):
        bank.publish_version(newest(item), actor=author)


# -- Texts of every kind --------------------------------------------------------------------

SCRIPT = '<script>alert("x")</script>'


def test_script_in_every_field_is_inert(client, module):
    options = [
        {"text": SCRIPT, "correct": True, "feedback": SCRIPT},
        {"text": f"{SCRIPT} 2", "feedback": SCRIPT},
    ]
    content = {"stem": SCRIPT, "options": options}
    fields = replace(FIELDS, content=content, note=SCRIPT, lint_ok={"L01": SCRIPT})
    create(client, module, fields)

    pages = [client.get(url("item-list"))]
    for name in ("item-edit", "item-detail", "item-preview", "item-history"):
        pages.append(client.get(url(name, "m1-new-1")))
    pages.append(client.post(url("item-preview", "m1-new-1"), {"answer-1": "0"}))
    pages.append(create(client, module, fields, note=SCRIPT * 50, find=SCRIPT))

    for page in pages:
        assert page.status_code == 200
        assert "<script>" not in page.content.decode()
        assert "unsafe-inline" not in page.headers["Content-Security-Policy"]


def test_long_and_right_to_left_texts_are_kept_whole(client, item):
    stem = "ما الذي تسأل عنه أولا؟ " + "כן " * 500 + "x" * 3000

    edit(client, item, changed(stem=stem))

    assert newest(item).content["stem"] == stem
    page = client.get(url("item-edit", item.slug)).content.decode()
    assert page.count('dir="auto"') >= 8


# -- Types and tags -------------------------------------------------------------------------


@pytest.mark.parametrize("name", TYPES)
def test_question_of_every_type_is_written_kept_and_published(client, module, author, name):
    kind = TYPES[name]
    fields = changed(type=name, content=kind.CONTENT, lint_ok={"Q12": "It tells what to do."})

    create(client, module, fields)
    version = Item.objects.get().versions.get()
    page = client.get(url("item-edit", "m1-new-1"))

    assert bank.fields_of(version) == fields
    assert page.context["editor"].fields == fields
    assert client.get(url("item-detail", "m1-new-1")).status_code == 200
    bank.publish_version(version, actor=author)
    again = edit(client, version.item, fields)
    assert again.url == url("item-edit", "m1-new-1")
    assert version.item.versions.count() == 1


def test_choosing_another_type_brings_along_what_has_a_place(client, module):
    data = posted(FIELDS, slug="m1-new-1", module=module.pk, part="type") | {"type": "judgment"}

    response = client.post(url("item-create"), data)

    editor = response.context["editor"]
    rows = editor.fields.content["responses"]
    options = single_best.CONTENT["options"]
    assert editor.fields.content["stem"] == single_best.CONTENT["stem"]
    assert [(row["text"], row["feedback"]) for row in rows] == [
        (option["text"], option["feedback"]) for option in options
    ]
    assert "This is the form for the type" in response.content.decode()
    assert Item.objects.count() == 0


def test_saving_with_a_type_whose_form_was_not_seen_saves_nothing_yet(client, item):
    data = posted(FIELDS, base=newest(item).stamp, save="draft") | {"type": "ordering"}

    response = client.post(url("item-edit", item.slug), data)

    cards = response.context["editor"].fields.content["cards"]
    assert [card["text"] for card in cards] == [
        option["text"] for option in single_best.CONTENT["options"]
    ]
    assert item.versions.count() == 1


def test_types_that_share_a_form_change_at_once(client, item):
    fields = changed(type="multiple_response")
    data = posted(fields, base=newest(item).stamp, save="draft") | {"form_of": "single_best"}

    client.post(url("item-edit", item.slug), data)

    assert bank.fields_of(newest(item)) == fields


def test_tags_are_kept_each_once(client, item):
    edit(client, item, FIELDS, tags=" intake,rules  intake ")

    assert bank.fields_of(newest(item)).tags == ("intake", "rules")


@pytest.mark.parametrize("tags", ["In Take", "a_b", "x" * 41, "-a"])
def test_what_is_no_tag_is_refused_and_kept_as_typed(client, item, tags):
    response = edit(client, item, FIELDS, tags=tags)

    [(place, label, message)] = response.context["editor"].errors
    assert (place, label) == ("id_tags", "Tags")
    assert "is no tag" in message
    assert item.versions.count() == 1
