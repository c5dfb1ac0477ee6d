"""Reading Moodle XML: each type, the odd corners of the format, and what is refused."""

import base64
import time
from html import escape
from pathlib import Path

import pytest

from quizzes.formats import moodle_xml
from quizzes.formats.drafts import Fault, UnreadableFile
from quizzes.formats.moodle.cloze import Alternative, cut
from quizzes.types import TYPES

EXCHANGE = Path(__file__).parents[3] / "fixtures" / "exchange"
PNG = b"\x89PNG\r\n\x1a\n and what follows"


def read(*questions):
    return moodle_xml.read(f"<quiz>{''.join(questions)}</quiz>".encode())


def question(kind, inner="", text="Why?", text_format="html", files=""):
    return (
        f'<question type="{kind}"><name><text>Name</text></name>'
        f'<questiontext format="{text_format}"><text>{escape(text)}</text>{files}</questiontext>'
        f"{inner}</question>"
    )


def answer(fraction, text, feedback="Because.", answer_format="html"):
    return (
        f'<answer fraction="{fraction}" format="{answer_format}"><text>{escape(text)}</text>'
        f'<feedback format="html"><text>{escape(feedback)}</text></feedback></answer>'
    )


def only(*questions):
    reading = read(*questions)
    assert reading.faults == ()
    (draft,) = reading.drafts
    return draft


def file(name, data=PNG, path="/"):
    return (
        f'<file name="{name}" path="{path}" encoding="base64">'
        f"{base64.b64encode(data).decode()}</file>"
    )


TWO = answer(100, "Yes") + answer(0, "No")


# -- The files in fixtures/exchange -----------------------------------------------------------


def test_file_with_every_type_is_read_whole():
    reading = moodle_xml.read((EXCHANGE / "moodle-every-type.xml").read_bytes())

    assert reading.faults == ()
    assert [(draft.name, draft.fields.type, draft.category) for draft in reading.drafts] == [
        ("First words", "single_best", ("First contact", "Talk/listen")),
        ("Keeps the choice", "multiple_response", ("First contact", "Talk/listen")),
        ("A signature today", "single_best", ("First contact", "Talk/listen")),
        ("The word for it", "short_text", ("First contact", "Talk/listen")),
        ("What is asked for", "matching", ("First contact", "Talk/listen")),
        ("The first hour", "ordering", ("First contact", "Talk/listen")),
        ("How firmly", "cloze", ("Gaps",)),
        ("Words in their places", "cloze", ("Gaps",)),
        ("Words to drag", "cloze", ("Gaps",)),
    ]
    first = reading.drafts[0]
    assert first.where == "line 10"
    assert first.fields.content == {
        "stem": "What do you say **first**?\n\n![Two chairs at a table](picture:two-chairs.png)",
        "options": [
            {
                "text": "My name, and what I can do today",
                "correct": True,
                "feedback": "It asks for nothing.",
            },
            {"text": "What happened to you?", "feedback": "It asks for the story first."},
            {"text": "Who did this & where are they?", "feedback": "Care comes before facts."},
        ],
    }
    assert (first.fields.tags, first.fields.bloom) == (("intake",), "apply")
    assert list(first.pictures) == ["two-chairs.png"]
    assert first.losses == ("The ID number “first-words” is not kept.",)
    finished = [
        draft.name
        for draft in reading.drafts
        if not TYPES[draft.fields.type].problems(draft.fields.content)
    ]
    assert finished == [  # the others lack feedback, which Moodle has no place for
        "First words",
        "Keeps the choice",
        "A signature today",
        "The word for it",
        "How firmly",
    ]


def test_file_with_faults_names_each():
    reading = moodle_xml.read((EXCHANGE / "moodle-with-faults.xml").read_bytes())

    assert [draft.name for draft in reading.drafts] == ["Loses several things", "Words around it"]
    assert [fault.where for fault in reading.faults] == [
        f"line {line}" for line in (4, *range(9, 65, 5))
    ]
    named = [
        "essay", "numerical", "calculated", "description", "ddimageortext", "ddmarker",
        "randomsamatch", "stack", "pattern",
    ]  # fmt: skip
    for kind, fault in zip(named, reading.faults[1:], strict=False):
        assert kind in fault.reason
    assert reading.faults[0].reason == "The description of the category “Unit 1” is not kept."
    assert reading.faults[-1] == Fault(
        "line 64", "“A word that is not there”: Its text names the word [[2]], which is not there."
    )
    assert reading.drafts[0].losses == (
        "The file “plan.svg” is not kept: only PNG, JPEG, GIF and WebP pictures are.",
        "The file “broken.png” is broken and not kept.",
        "A script is not kept.",
        "The form of words in option 1, such as bold or a link, is not kept.",
        "Feedback for a partly right answer is not kept: “Nearly.”",
        "Feedback for the whole question is not kept: “The person does.”",
        "It counts 2 marks there; here each question of a quiz counts the same.",
        "A second try costs 42% there; that is not kept.",
        "It is hidden there; here it becomes a draft as the others do.",
        "Answers stand in a fixed order there; here each attempt has its own.",
        "A hint is not kept: “Whose life is it?”",
        "The ID number “Q-17” is not kept.",
        "The tag “Who Decides” becomes “who-decides”: tags are small letters and hyphens.",
    )


# -- Files as a whole -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04", "This is a package"),
        (b"<assessmentItem/>", "begins with “assessmentItem”"),
        (b"::GIFT:: What? {=a ~b}", "no sound XML"),
        (b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>', "document type"),
    ],
)
def test_other_files_are_refused(data, reason):
    with pytest.raises(UnreadableFile, match=reason):
        moodle_xml.read(data)


def test_empty_quiz_has_nothing():
    assert read().drafts == read().faults == ()


@pytest.mark.parametrize(
    ("path", "category"),
    [
        ("$course$/top/Unit 1/Talk", ("Unit 1", "Talk")),
        ("$course$/Unit 1", ("Unit 1",)),
        ("$module$/top", ()),
        ("$system$/top/Talk//listen/ Last ", ("Talk/listen", "Last")),
        ("Unit 1/top", ("Unit 1", "top")),
        ("top/Unit 1", ("top", "Unit 1")),
        ("", ()),
    ],
)
def test_category_is_the_path_without_where_it_begins(path, category):
    named = f'<question type="category"><category><text>{path}</text></category></question>'

    assert only(named, question("multichoice", TWO)).category == category


def test_thousands_of_questions_are_read_in_time():
    start = time.process_time()

    reading = read(*[question("multichoice", TWO, "<p>Why <b>so</b>?</p>")] * 1000)

    assert len(reading.drafts) == 1000
    assert time.process_time() - start < 20


# -- Texts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text_format", "text", "stem"),
    [
        ("html", "<p>a <em>b</em></p><ul><li>c</li></ul>", "a *b*\n\n- c"),
        ("markdown", "a *b*\n\n- c", "a *b*\n\n- c"),
        ("plain_text", "a *b*\nc < d", "a \\*b\\*\\\nc \\< d"),
        ("moodle_auto_format", "a <b>b</b>\nc\n\nd", "a **b**\\\nc\n\nd"),
        ("moodle_auto_format", "<p>a\nb</p>", "a\nb"),
        ("wiki_like", "a *b*", "a \\*b\\*"),
        ("", "a <em>b</em>", "a *b*"),
    ],
)
def test_texts_are_read_in_their_format(text_format, text, stem):
    draft = only(question("multichoice", TWO, text, text_format))

    assert draft.fields.content["stem"] == stem


def test_cdata_and_escapes_say_the_same():
    html = "<p>1 &lt; 2 &amp; <b>3</b></p>"
    escaped = only(question("multichoice", TWO, html))
    cdata = only(question("multichoice", TWO, html).replace(escape(html), f"<![CDATA[{html}]]>"))

    assert escaped.fields.content["stem"] == cdata.fields.content["stem"] == "1 \\< 2 & **3**"


@pytest.mark.parametrize("text_format", ["html", "markdown"])
def test_files_are_found_by_their_path(text_format):
    shown = '<img src="@@PLUGINFILE@@/sub%20folder/a%20map.png" alt="A map">'
    text = shown if text_format == "html" else "![A map](@@PLUGINFILE@@/sub%20folder/a%20map.png)"
    files = file("a map.png", path="/sub folder/") + file("a map.png", PNG + b"2")

    draft = only(question("multichoice", TWO, text, text_format, files))

    assert draft.fields.content["stem"] == "![A map](picture:a-map.png)"
    assert draft.pictures["a-map.png"] == PNG


def test_feedback_has_files_of_its_own():
    shown = escape('<img src="@@PLUGINFILE@@/x.png" alt="X">')
    inner = TWO.replace("<text>Because.</text>", f"<text>{shown}</text>{file('x.png')}")

    draft = only(question("multichoice", inner))

    assert [one["feedback"] for one in draft.fields.content["options"]] == [
        "![X](picture:x.png)"
    ] * 2


@pytest.mark.parametrize(
    ("files", "loss"),
    [
        ("", "The file “a.png” is not in the file of questions."),
        ('<file name="a.png" encoding="base64">%%</file>', "The file “a.png” is broken"),
        (file("a.png", b"%PDF-1.7"), "The file “a.png” is not kept: only PNG"),
    ],
)
def test_files_that_cannot_be_shown_are_lost_by_name(files, loss):
    html = 'Why? <img src="@@PLUGINFILE@@/a.png" alt="A">'
    markdown = "Why? ![A](@@PLUGINFILE@@/a.png)"

    in_html = only(question("multichoice", TWO, html, files=files))
    in_markdown = only(question("multichoice", TWO, markdown, "markdown", files))

    assert in_html.fields.content["stem"] == "Why?"
    assert in_markdown.fields.content["stem"] == "Why? A"
    for draft in (in_html, in_markdown):
        assert len(draft.losses) == 1
        assert draft.losses[0].startswith(loss)


def test_picture_of_old_files_stands_below_the_text():
    data = base64.b64encode(PNG).decode()
    old = f"<image>folder/map.png</image><image_base64>{data}</image_base64>"

    draft = only(question("multichoice", old + TWO))

    assert draft.fields.content["stem"] == "Why?\n\n![](picture:map.png)"


def test_text_that_is_too_long_is_a_fault_of_its_question():
    reading = read(question("multichoice", TWO, "a" * 100_001), question("multichoice", TWO))

    assert len(reading.drafts) == 1
    assert reading.faults == (Fault("line 1", "“Name”: A text is longer than 100,000 characters."),)


# -- Types ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("single", "fractions", "kind", "marks"),
    [
        ("true", (100, 0, 0), "single_best", [None, None, None]),
        ("1", (0, 100, 0), "single_best", [None, None, None]),
        ("", (100, 50, 0), "single_best", [None, 50, None]),
        ("false", (50, 50, -100), "multiple_response", [None, None, None]),
        ("0", (33.33333, 33.33333, 33.33333, -100), "multiple_response", [None] * 4),
        ("false", (70, 30, -100), "multiple_response", [70, 30, None]),
        ("false", (50, 50, 0), "multiple_response", [None, None, 0]),
    ],
)
def test_fractions_become_what_options_earn(single, fractions, kind, marks):
    answers = [answer(fraction, f"Option {n}") for n, fraction in enumerate(fractions)]

    draft = only(question("multichoice", f"<single>{single}</single>{''.join(answers)}"))

    options = draft.fields.content["options"]
    assert draft.fields.type == kind
    assert [option.get("mark") for option in options] == marks
    assert [bool(option.get("correct")) for option in options] == [
        fraction == max(fractions) if kind == "single_best" else fraction > 0
        for fraction in fractions
    ]
    assert TYPES[kind].problems(draft.fields.content) == []


@pytest.mark.parametrize("fraction", ["", "x", "nan", "inf", "1e99"])
def test_fraction_that_is_no_number_earns_nothing(fraction):
    draft = only(question("multichoice", answer(100, "Yes") + answer(fraction, "No")))

    assert draft.fields.content["options"][1] == {"text": "No", "feedback": "Because."}


def test_combined_feedback_of_moodle_itself_is_no_loss():
    inner = "".join(
        f"<{tag} format='html'><text>{escape(f'<p>Your answer is {words}.</p>')}</text></{tag}>"
        for tag, words in (
            ("correctfeedback", "correct"),
            ("partiallycorrectfeedback", "partially correct"),
            ("incorrectfeedback", "incorrect"),
        )
    )

    assert only(question("multichoice", inner + TWO)).losses == ()


def test_short_answers_keep_parts_and_what_is_said_to_any_other():
    inner = (
        answer(100, "trauma bond", answer_format="moodle_auto_format")
        + answer(50, "bond", "Nearly.", "moodle_auto_format")
        + answer(100, "Trauma-Bond", "", "moodle_auto_format")
        + answer(0, "*", "No.", "moodle_auto_format")
    )

    draft = only(question("shortanswer", inner))

    assert draft.fields.content == {
        "stem": "Why?",
        "answers": [
            {"text": "trauma bond", "feedback": "Because."},
            {"text": "bond", "mark": 50, "feedback": "Nearly."},
        ],
        "otherwise": "No.",
    }
    assert draft.losses == ()


@pytest.mark.parametrize(
    ("typed", "text", "is_lost"),
    [
        (r"a\*b", "a*b", False),
        ("*bond*", "bond", True),
        ("trauma*bond", "trauma bond", True),
        ("a <b> c", "a <b> c", False),
    ],
)
def test_wildcards_are_lost_in_words(typed, text, is_lost):
    draft = only(question("shortanswer", answer(100, typed, answer_format="")))

    assert [one["text"] for one in draft.fields.content["answers"]] == [text]
    assert any("accepts any words in place of *" in loss for loss in draft.losses) == is_lost


def test_matching_takes_answers_without_a_question_as_others():
    inner = "".join(
        f'<subquestion format="html"><text>{text}</text><answer><text>{match}</text></answer>'
        "</subquestion>"
        for text, match in (("One", "a"), ("Two", "b"), ("", "c"), ("", ""))
    )

    draft = only(question("matching", inner))

    assert draft.fields.content == {
        "stem": "Why?",
        "pairs": [
            {"text": "One", "match": "a", "feedback": ""},
            {"text": "Two", "match": "b", "feedback": ""},
        ],
        "others": [{"text": "c"}],
    }


def test_general_feedback_fills_what_has_none():
    general = "<generalfeedback format='html'><text>In general.</text></generalfeedback>"
    inner = general + answer(100, "Yes", "") + answer(0, "No")

    draft = only(question("multichoice", inner))

    assert draft.fields.content["options"][0]["feedback"] == "In general."
    assert draft.losses == ()


# -- Gaps -------------------------------------------------------------------------------------


def alternatives(text):
    _, (gap,) = cut(text)
    return [(one.text, one.percent, one.feedback) for one in gap.alternatives]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{1:SHORTANSWER:=may}", [("may", 100, "")]),
        ("{:SA:=may~=might}", [("may", 100, ""), ("might", 100, "")]),
        ("{2:MC:=may#Yes.~will#No.}", [("may", 100, "Yes."), ("will", 0, "No.")]),
        ("{1:MULTICHOICE_V:%50%may~%-25%will}", [("may", 50, ""), ("will", -25, "")]),
        (r"{1:SA:=a\}b\~c\#d#e\}f}", [("a}b~c#d", 100, "e}f")]),
        ("{1:SA:=caf&#233;#Caf&#233;.}", [("caf&#233;", 100, "Caf&#233;.")]),
        ("{1:NUMERICAL:=5:0.1#Near.~*}", [("5:0.1", 100, "Near."), ("*", 0, "")]),
        ("{1:SA: = may }", [("may", 100, "")]),
    ],
)
def test_embedded_answers_are_read(text, found):
    assert alternatives(text) == found


def test_text_is_cut_at_its_gaps():
    text, gaps = cut("a {1:SA:=b} c {x:SA:=d} {3:MCS:e} {1:ODD:f}")

    assert text == "a \ue0001\ue001 c {x:SA:=d} \ue0002\ue001 {1:ODD:f}"
    assert [(gap.weight, gap.kind) for gap in gaps] == [(1, "SA"), (3, "MCS")]
    assert gaps[1].alternatives == (Alternative("e", 0, ""),)


def test_cloze_becomes_gaps_to_type_or_choose():
    text = (
        "<p>How firmly?</p><p>It {1:MC:=may#It says <b>may</b>.~will#It says <b>may</b>.} help, "
        "{1:SA:=not known~=unknown~*#Nobody counted.}.</p>"
    )

    draft = only(question("cloze", text=text))

    assert draft.fields.content == {
        "stem": "How firmly?",
        "text": "It [[1]] help, [[2]].",
        "gaps": [
            {"accepted": ["may"], "others": ["will"], "feedback": "It says **may**."},
            {"accepted": ["not known", "unknown"], "feedback": "Nobody counted."},
        ],
    }
    assert draft.losses == ()


@pytest.mark.parametrize(
    ("text", "loss"),
    [
        ("It {1:MC:=a~%50%b} is.", "“b” earns a part in gap 1; a gap has no parts here."),
        ("It {1:SAC:=a} is.", "Small and capital letters differ there"),
        ("It {1:SA:=a} {2:SA:=b} is.", "Gaps weigh differently there"),
        ("It {1:NM:=5:1} is.", "Gap 1 accepts numbers near 5 there"),
        ("It {1:SA:=a} is.", "Nothing stands before the text with gaps there"),
        ("It {1:SA:=a*} is.", "“a*” accepts any words in place of *"),
    ],
)
def test_cloze_loses_in_words(text, loss):
    draft = only(question("cloze", text=text))

    assert any(one.startswith(loss) for one in draft.losses)


def test_feedback_that_differs_within_a_gap_names_its_words():
    draft = only(question("cloze", text="Q\n\nIt {1:MC:=may#Yes.~will#No.} help."))

    assert draft.fields.content["gaps"][0]["feedback"] == "may: Yes.\n\nwill: No."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("No gap", "There is no gap in its text."),
        ("{1:SA:=a", "Gap 1 has no closing brace."),
        ("{1:MR:=a~=b}", "Gap 1 asks for several answers at once (MR)."),
    ],
)
def test_cloze_that_we_cannot_ask_is_a_fault(text, reason):
    assert read(question("cloze", text=text)).faults == (Fault("line 1", f"“Name”: {reason}"),)


def test_words_of_one_group_are_the_list_of_a_gap():
    inner = "".join(
        f"<selectoption><text>{word}</text><group>{group}</group></selectoption>"
        for word, group in (("a", 1), ("b", 1), ("c", 2), ("d", 2))
    )

    draft = only(question("gapselect", inner, "<p>Q</p><p>[[4]] and [[1]] and [[1]]</p>"))

    assert draft.fields.content["text"] == "[[1]] and [[2]] and [[3]]"
    assert draft.fields.content["gaps"] == [
        {"accepted": ["d"], "others": ["c"], "feedback": ""},
        {"accepted": ["a"], "others": ["b"], "feedback": ""},
        {"accepted": ["a"], "others": ["b"], "feedback": ""},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{1:SA:" * 20_000,
        "{1:SA:=" + "~=a" * 20_000 + "}",
        "[[1]]" * 10_000,
        "{1:MC:" + "\\}" * 9999,
    ],
    ids=["open", "answers", "places", "escapes"],
)
def test_hostile_gaps_are_read_in_time(text):
    start = time.process_time()

    read(
        question("cloze", text=text),
        question("gapselect", "<selectoption><text>a</text></selectoption>", text),
    )

    assert time.process_time() - start < 5
