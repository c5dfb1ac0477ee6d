"""Files are read in a process of its own, within limits; the format is found out."""

import sys

import pytest

from quizzes.fields import ItemFields
from quizzes.formats import FORMATS, apart
from quizzes.formats.bounds import within_bounds
from quizzes.formats.choosing import best_reading, likely_formats
from quizzes.formats.drafts import Draft, Fault, Reading, UnreadableFile
from quizzes.formats.embedded import MOST_PICTURES, with_own_pictures
from quizzes.readings import packed, unpacked
from quizzes.types import TYPES
from tests.quizzes import tiny
from tests.quizzes.authoring import FIELDS, changed
from tests.quizzes.exchange import ONE


@pytest.fixture
def _child(monkeypatch):
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-m", "tests.quizzes.reader_of_tiny"))


def reading_of(*drafts):
    return Reading(tuple(drafts))


def losses_of(reading):
    return [loss for draft in reading.drafts for loss in draft.losses]


@pytest.mark.usefixtures("_child")
def test_child_reads_questions_faults_and_pictures():
    text = f"{ONE}? No key.\na | ![Blue](picture:blue.png) What? | This | That\n"

    read = apart.read_apart([[tiny.NAME]], text.encode())

    assert read.format == tiny.NAME
    assert [draft.name for draft in read.reading.drafts] == ["m1-first-1", "a"]
    assert read.reading.faults == (Fault("line 2", "No key."),)
    [(digest, picture)] = read.pictures.items()
    assert (picture.digest, picture.width) == (digest, 30)
    assert read.reading.drafts[1].fields.content["stem"] == f"![Blue](picture:{digest}) What?"


@pytest.mark.usefixtures("_child")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n", "There is no question in it."),
        ("BOOM\n", "Something in the file was not expected"),
        ("EAT\n", "Something in the file was not expected"),
        ("SLEEP\n", "Reading the file took more than"),
    ],
)
def test_child_that_breaks_or_dawdles_is_a_clear_error(monkeypatch, text, said):
    monkeypatch.setattr(apart, "LONGEST_SECONDS", 2 if text == "SLEEP\n" else 30)

    with pytest.raises(UnreadableFile, match=said):
        apart.read_apart([[tiny.NAME]], text.encode())


@pytest.mark.usefixtures("_child")
def test_child_that_cannot_start_is_a_clear_error(monkeypatch, caplog):
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", "import nothing_of_this_name"))

    with pytest.raises(UnreadableFile, match="Something in the file was not expected"):
        apart.read_apart([[tiny.NAME]], b"")
    assert "nothing_of_this_name" in caplog.text


@pytest.mark.usefixtures("_child")
def test_child_is_given_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "quiet")
    show = "import json, os; json.dump({'refusal': ' '.join(sorted(os.environ))}, open(1, 'w'))"
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", show))

    with pytest.raises(UnreadableFile) as refusal:
        apart.read_apart([], b"")

    assert set(str(refusal.value).split()) <= {"LANG", "LC_CTYPE", "PATH", "PYTHONPYCACHEPREFIX"}


def named(*suffixes):
    return type("Form", (), {"SUFFIXES": suffixes})


@pytest.mark.parametrize(
    ("name", "data", "groups"),
    [
        ("a.txt", b"x", [["gift", "aiken"], ["table"]]),
        ("A.CSV", b"x", [["table"], ["gift", "aiken"]]),
        ("", b"x", [["gift", "aiken", "table"]]),
        ("a.doc", b"x", [["gift", "aiken", "table"]]),
        ("", b"\xef\xbb\xbf \n<quiz>", [["moodle"]]),
        ("a.txt", b"<quiz>", [["gift", "aiken"], ["moodle"]]),
        ("a.xml", b"<quiz>", [["moodle"]]),
        ("", "<quiz>".encode("utf-16"), [["moodle"]]),
        ("", b"PK\x03\x04", [["package", "book"]]),
        ("a.xlsx", b"PK\x03\x04", [["book"], ["package"]]),
    ],
)
def test_formats_to_try_follow_name_and_content(monkeypatch, name, data, groups):
    monkeypatch.setattr(
        "quizzes.formats.choosing.FORMATS",
        {
            "gift": named(".txt", ".gift"),
            "aiken": named(".txt"),
            "table": named(".csv"),
            "moodle": named(".xml"),
            "package": named(".zip"),
            "book": named(".xlsx"),
        },
    )

    assert likely_formats(name, data) == groups


QUESTION, FAULT = Draft(FIELDS), Fault("", "No.")
READINGS = {
    "good": Reading((QUESTION, QUESTION)),
    "better": Reading((QUESTION, QUESTION, QUESTION), (FAULT,)),
    "spoiled": Reading((QUESTION, QUESTION), (FAULT, FAULT)),
    "faulty": Reading((), (FAULT,)),
}


def read(name):
    if name not in READINGS:
        raise UnreadableFile(f"This is not {name}.")
    return READINGS[name]


@pytest.mark.parametrize(
    ("groups", "best"),
    [
        ([["good"]], "good"),
        ([["spoiled", "good"]], "good"),
        ([["good", "better"]], "better"),
        ([["spoiled"], ["good"]], "spoiled"),
        ([["faulty"], ["good"]], "good"),
        ([["none"], ["good"]], "good"),
        ([["none", "faulty"], ["none"]], "faulty"),
    ],
)
def test_the_format_that_reads_most_is_taken(groups, best):
    assert best_reading(groups, read) == (best, READINGS[best])


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ([["none"]], "This is not none."),
        ([["none", "nor"]], "None of the formats here fits"),
        ([], "None of the formats here fits"),
    ],
)
def test_what_no_format_reads_is_refused(groups, said):
    with pytest.raises(UnreadableFile, match=said):
        best_reading(groups, read)


@pytest.mark.parametrize("name", sorted(TYPES))
def test_reading_comes_back_from_json(name):
    fields = ItemFields(
        name,
        TYPES[name].CONTENT,
        "",
        "",
        tags=("a", "b"),
        lint_ok={"L1": "Why."},
        statements=("S1",),
    )
    reading = Reading(
        (Draft(fields, "line 1", "name", ("Top", "Inner"), ("Lost.",)),), (Fault("line 2", "No."),)
    )

    assert unpacked(packed(reading)) == reading


def test_characters_that_cannot_be_shown_are_left_out():
    fields = changed(stem="What\x00 is\ud800 first?", note="A\x1b threat.")
    [draft] = within_bounds(reading_of(Draft(fields, "line\x00 1", "na\x07me"))).drafts

    assert (draft.fields.content["stem"], draft.fields.note) == ("What is first?", "A threat.")
    assert (draft.where, draft.name) == ("line 1", "name")
    assert draft.losses == ("Characters that cannot be shown are left out.",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"stem": "a" * 5001}, "Question has 5,001 characters, more than 5,000."),
        (
            {"options": [{"text": "a" * 1001}]},
            "Option 1 has 1,001 characters, more than 1,000.",
        ),
        (
            {"options": [{"text": str(n)} for n in range(17)]},
            "It has 17 options; a question here has at most 8.",
        ),
    ],
)
def test_question_beyond_the_limits_is_a_fault(content, reason):
    fields = changed(content={**FIELDS.content, **content})

    bounded = within_bounds(reading_of(Draft(fields, "line 7"), QUESTION))

    assert bounded.faults == (Fault("line 7", reason),)
    assert len(bounded.drafts) == 1


def test_what_a_question_can_do_without_is_a_loss():
    fields = changed(
        tags=("intake", "Big Tag", "a" * 41),
        note="word " * 41,
        bloom="know",
        area="elsewhere",
        lint_ok={"L1": "a" * 501},
    )
    bounded = within_bounds(reading_of(Draft(fields)))

    assert bounded.drafts[0].fields == changed(bloom="", area="", tags=("intake",))
    assert losses_of(bounded) == [
        "The tag “Big Tag” is left out.",
        f"The tag “{'a' * 40}” is left out.",
        "The content note is left out: it has more than 40 words.",
        "“know”, what it asks of the learner, is not known here, and is left out.",
        "“elsewhere”, the area, is not known here, and is left out.",
    ]


def with_pictures(stem, **pictures):
    named = {f"{name}.png": data for name, data in pictures.items()}
    return with_own_pictures(reading_of(Draft(changed(stem=stem), pictures=named)))


def test_pictures_are_named_by_their_digests_and_kept_once():
    stem = "![A](picture:a.png) ![B](picture:b.png) ![A](picture:a.png)?"
    reading, kept = with_pictures(stem, a=tiny.picture(), b=tiny.picture())

    [digest] = kept
    assert reading.drafts[0].fields.content["stem"] == stem.replace("a.png", digest).replace(
        "b.png", digest
    )
    assert losses_of(reading) == []


def test_pictures_that_are_shown_nowhere_are_a_loss():
    reading, kept = with_pictures("What?", a=tiny.picture())

    assert kept == {}
    assert losses_of(reading) == ["The picture “a.png” is not kept: no text here can show it."]


def test_pictures_of_a_file_have_a_limit_together(monkeypatch):
    monkeypatch.setattr("quizzes.formats.embedded.MOST_PIXELS", 600)
    stem = "![A](picture:a.png) ![B](picture:b.png)?"
    reading, kept = with_pictures(stem, a=tiny.picture(), b=tiny.picture(color=(0, 0, 0)))

    assert len(kept) == 1
    assert losses_of(reading) == [
        "The picture “b.png” is not kept: the pictures of this file are too many, or too large "
        "together."
    ]
    assert MOST_PICTURES == 200


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_formats_of_the_bank_have_what_the_pages_ask_of_them(name):
    form = FORMATS[name]

    assert form.LABEL
    assert all(suffix.startswith(".") for suffix in form.SUFFIXES)
    assert hasattr(form, "write") == hasattr(form, "losses")
    with pytest.raises(UnreadableFile):
        form.read(b"")
