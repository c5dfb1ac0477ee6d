"""Reading QTI 2.1 and 3.0 and writing 3.0: items, packages, feedback, and what is refused."""

import time
from pathlib import Path

import pytest

from quizzes.fields import ItemFields
from quizzes.formats import qti2, qti3
from quizzes.formats.drafts import Draft, Fault, UnreadableFile
from quizzes.formats.packages import pack, unpack
from quizzes.formats.xml import parse
from quizzes.types import TYPES

EXCHANGE = Path(__file__).parents[3] / "fixtures" / "exchange"
PNG = b"\x89PNG\r\n\x1a\n and what follows"
MAP_RESPONSE = '<responseProcessing template="http://example.org/rptemplates/map_response"/>'
MATCH_CORRECT = '<responseProcessing template="http://example.org/rptemplates/match_correct.xml"/>'


def item(body, declared="", marking=MAP_RESPONSE, rest="", attributes=""):
    return (
        f'<assessmentItem identifier="i1" title="Name" {attributes}>{declared}'
        f"<itemBody>{body}</itemBody>{marking}{rest}</assessmentItem>"
    ).encode()


def declaration(correct=(), worth=None, cardinality="single", kind="identifier", name="RESPONSE"):
    values = "".join(f"<value>{value}</value>" for value in correct)
    entries = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in (worth or {}).items()
    )
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{kind}">'
        f"<correctResponse>{values}</correctResponse><mapping>{entries}</mapping>"
        "</responseDeclaration>"
    )


def choices(*names, most=1, inner=""):
    listed = "".join(
        f'<simpleChoice identifier="{n}">Option {n}{inner}</simpleChoice>' for n in names
    )
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="{most}">'
        f"<prompt>Why?</prompt>{listed}</choiceInteraction>"
    )


def only(data):
    reading = qti2.read(data)
    assert reading.faults == ()
    (draft,) = reading.drafts
    return draft


def fault(data):
    reading = qti2.read(data)
    assert reading.drafts == ()
    (found,) = reading.faults
    return found.reason


def package(items, *others, files=None):
    """Return a package of items by name; `others` are more resources of its manifest."""
    listed = "".join(
        f'<resource identifier="R{n}" type="imsqti_item_xmlv2p1" href="items/{name}"/>'
        for n, name in enumerate(items)
    )
    manifest = f"<manifest><resources>{listed}{''.join(others)}</resources></manifest>"
    named = {f"items/{name}": data for name, data in items.items()}
    return pack({"imsmanifest.xml": manifest.encode(), **named, **(files or {})})


# -- The files in fixtures/exchange -----------------------------------------------------------


@pytest.mark.parametrize("name", ["qti-2.1", "qti-2.1-with-faults", "qti-3.0"])
def test_packages_hold_the_files_beside_them(name):
    folder = EXCHANGE / name
    files = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }

    assert unpack((EXCHANGE / f"{name}.zip").read_bytes()) == files


def test_package_of_2_1_is_read_whole():
    reading = qti2.read((EXCHANGE / "qti-2.1.zip").read_bytes())

    assert reading.faults == ()
    talk, words = ("First contact", "Talk"), ("First contact", "Talk", "Words")
    assert [(one.name, one.fields.type, one.category) for one in reading.drafts] == [
        ("First words", "single_best", talk),
        ("Keeps the choice", "multiple_response", talk),
        ("The first hour", "ordering", talk),
        ("What is asked for", "matching", talk),
        ("Two and two", "matching", words),
        ("Words to drag", "cloze", words),
        ("How firmly", "cloze", words),
        ("The word for it", "short_text", words),
    ]
    first, several = reading.drafts[:2]
    assert (first.where, first.fields.tags) == ("items/choice.xml", ("intake",))
    assert list(first.pictures) == ["two-chairs.png"]
    assert first.losses == several.losses == ()
    assert first.fields.content["stem"] == (
        "A person sits down with you.\n\n![Two chairs at a table](picture:two-chairs.png)\n\n"
        "What do you say *first*?"
    )
    assert [option["feedback"] for option in several.fields.content["options"]] == [
        "A choice of a size to hold.",
        "A choice of a size to hold.",
        "Look again at who decides.",
        "Kind, and it decides for them.",
    ]


def test_package_with_faults_names_each():
    reading = qti2.read((EXCHANGE / "qti-2.1-with-faults.zip").read_bytes())

    assert {fault.where.removeprefix("items/"): fault.reason for fault in reading.faults} == {
        "broken.xml": "The file is no sound XML: line 3, mismatched tag.",
        "missing.xml": "The manifest names this file; it is not there.",
        "extendedText.xml": "“With extendedText”: It asks for a long text to write "
        "(extendedTextInteraction), and there is no such question here.",
        "hottext.xml": "“With hottext”: It asks for words to choose in a text "
        "(hottextInteraction), and there is no such question here.",
        "slider.xml": "“With slider”: It asks for a slider (sliderInteraction), and there is no "
        "such question here.",
        "upload.xml": "“With upload”: It asks for a file to upload (uploadInteraction), and there "
        "is no such question here.",
        "nothing.xml": "“With nothing”: It holds nothing to answer.",
        "two.xml": "“With two”: It asks 2 questions in one; here each stands alone.",
        "template.xml": "“Changing values”: It has values that change with each attempt; there "
        "are none here.",
    }
    (draft,) = reading.drafts
    assert draft.fields.content["stem"] == "Who decides? A plan\n\nx+1\n\nSee more."
    assert draft.fields.content["options"][1]["mark"] == 50
    assert set(draft.losses) == {
        "Instructions beside the question are not kept: “Take your time.”",
        "The file “plan.svg” is not kept: only PNG, JPEG, GIF and WebP pictures are.",
        "The picture “../media/gone.png” is not in the package.",
        "The file “talk.mp3” is not kept: only PNG, JPEG, GIF and WebP pictures are.",
        "A formula is kept as its letters and signs alone.",
        "The link “more” leads into the package: it is cut.",
        "It has rules of marking of its own, which are not kept.",
        "The form of words in option 1, such as bold or a link, is not kept.",
        "Options stand in a fixed order there; here each attempt has its own.",
        "A script is not kept.",
        "Feedback with rules of its own is not kept: “Well chosen.”",
    }


def test_package_of_3_0_is_read_by_the_names_of_3_0():
    reading = qti3.read((EXCHANGE / "qti-3.0.zip").read_bytes())

    assert [(draft.name, draft.fields.type) for draft in reading.drafts] == [
        ("First words", "single_best"),
        ("Whose task", "categorize"),
        ("The capital", "short_text"),
    ]
    assert reading.drafts[0].fields.note == "Names a debt."
    assert [one["feedback"] for one in reading.drafts[0].fields.content["options"]] == [
        "It asks for nothing.",
        "It asks for the story first.",
    ]
    assert [fault.where for fault in reading.faults] == ["items/upload.xml"]


# -- Packages and files as a whole ------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<questestinterop/>", "This is QTI 1.2"),
        (b'<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd"><questestinterop/>', "QTI 1.2"),
        (b"<assessmentTest/>", "is a test"),
        (b"<qti-assessment-test/>", "is a test"),
        (b"<quiz/>", "begins with “quiz”"),
        (b"no XML", "no sound XML"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><assessmentItem/>', "document type"),
        (pack({"a.xml": b"<assessmentItem/>"}), "no imsmanifest.xml"),
        (pack({"imsmanifest.xml": b"<manifest/>"}), "lists no QTI items"),
        (pack({"imsmanifest.xml": b"<manifest>"}), "no sound XML"),
        (
            pack(
                {
                    "imsmanifest.xml": b'<manifest><resources><resource href="q.xml" '
                    b'type="imsqti_xmlv1p2"/></resources></manifest>'
                }
            ),
            "This is QTI 1.2",
        ),
    ],
)
def test_other_files_are_refused(data, reason):
    with pytest.raises(UnreadableFile, match=reason):
        qti2.read(data)


def test_single_item_is_a_file_too():
    draft = only(item(choices("A", "B"), declaration(["B"])))

    assert (draft.name, draft.where) == ("Name", "line 1")
    assert draft.fields.content == {
        "stem": "Why?",
        "options": [
            {"text": "Option A", "feedback": ""},
            {"text": "Option B", "correct": True, "feedback": ""},
        ],
    }


def test_package_may_lie_in_a_folder():
    inside = unpack(package({"a b.xml": item(choices("A", "B"), declaration(["B"]))}))
    manifest = inside["imsmanifest.xml"].replace(b"a b.xml", b"a%20b.xml")
    files = {f"export/{name}": data for name, data in inside.items()}

    data = pack({**files, "export/imsmanifest.xml": manifest, "__MACOSX/imsmanifest.xml": b"\0\1"})

    assert only(data).where == "export/items/a b.xml"


def test_address_that_leads_out_of_the_package_finds_nothing():
    one = item('<p><img src="../../../../etc/passwd"/></p>' + choices("A", "B"), declaration(["B"]))

    draft = only(package({"a.xml": one}))

    assert draft.pictures == {}
    assert draft.losses == ("The picture “../../../../etc/passwd” is not in the package.",)


def test_resource_that_is_no_item_is_a_fault():
    reading = qti2.read(package({"a.xml": b"<html/>"}))

    assert reading.faults == (Fault("items/a.xml", "The file is no item: it begins with “html”."),)


# -- What options earn ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("correct", "worth", "cardinality", "marks"),
    [
        (["A"], {}, "single", [None, None, None]),
        ([], {"A": 1}, "single", [None, None, None]),
        (["A"], {"A": 2, "B": 1}, "single", [None, 50, None]),
        (["A", "B"], {"A": 0.5, "B": 0.5, "C": -1}, "multiple", [None, None, None]),
        (["A", "B"], {"A": 7, "B": 3, "C": 0}, "multiple", [70, 30, 0]),
        ([], {"A": 1, "C": -1}, "multiple", [None, 0, -100]),
    ],
)
def test_mapping_becomes_what_options_earn(correct, worth, cardinality, marks):
    most = 1 if cardinality == "single" else 0
    declared = declaration(correct, worth, cardinality)

    draft = only(item(choices("A", "B", "C", most=most), declared))

    assert [option.get("mark") for option in draft.fields.content["options"]] == marks
    assert TYPES[draft.fields.type].grade(
        draft.fields.content, TYPES[draft.fields.type].key(draft.fields.content)
    ) == pytest.approx(1)


def test_all_or_nothing_is_lost_in_words():
    one = item(
        choices("A", "B", "C", most=0), declaration(["A", "B"], {}, "multiple"), MATCH_CORRECT
    )

    assert only(one).losses == (
        "It earns all or nothing there; here each right option earns a part of the mark.",
    )


# -- Feedback ---------------------------------------------------------------------------------

SETS = (
    '<setOutcomeValue identifier="F"><baseValue baseType="identifier">{}</baseValue>'
    "</setOutcomeValue>"
)
VARIABLE = '<variable identifier="RESPONSE"/>'


def when(test, shown, otherwise=""):
    rest = f"<responseElse>{SETS.format(otherwise)}</responseElse>" if otherwise else ""
    return (
        f"<responseProcessing><responseCondition><responseIf>{test}{SETS.format(shown)}"
        f"</responseIf>{rest}</responseCondition></responseProcessing>"
    )


def modal(*names, show="show"):
    return "".join(
        f'<modalFeedback outcomeIdentifier="F" identifier="{name}" showHide="{show}">'
        f"<p>About {name}</p></modalFeedback>"
        for name in names
    )


@pytest.mark.parametrize(
    ("marking", "names", "feedback"),
    [
        (f"<responseProcessing><setOutcomeValue identifier='F'>{VARIABLE}</setOutcomeValue>"
         "</responseProcessing>", ["A", "B"], ["About A", "About B"]),
        (when(f"<match>{VARIABLE}<correct identifier='RESPONSE'/></match>", "yes", "no"),
         ["yes", "no"], ["About yes", "About no"]),
        (when(f"<match>{VARIABLE}<baseValue>B</baseValue></match>", "x"), ["x"], ["", "About x"]),
        (when(f"<and><member><baseValue>B</baseValue>{VARIABLE}</member></and>", "x"), ["x"],
         ["", "About x"]),
        (when("<isNull/>", "x"), ["A", "x"], ["About A", ""]),
    ],
    ids=["mirrored", "right and wrong", "by value", "within and", "unknown"],
)  # fmt: skip
def test_feedback_goes_to_the_option_that_brings_it(marking, names, feedback):
    one = item(choices("A", "B"), declaration(["A"]), marking, modal(*names))

    assert [row["feedback"] for row in only(one).fields.content["options"]] == feedback


def test_feedback_within_an_option_is_its_own():
    inner = (
        '<feedbackInline outcomeIdentifier="F" identifier="odd" showHide="show">So</feedbackInline>'
    )

    draft = only(item(choices("A", "B", inner=inner), declaration(["A"])))

    assert draft.fields.content["options"] == [
        {"text": "Option A", "correct": True, "feedback": "So"},
        {"text": "Option B", "feedback": "So"},
    ]


def test_feedback_that_is_hidden_for_an_answer_is_lost_in_words():
    one = item(choices("A", "B"), declaration(["A"]), rest=modal("A", show="hide"))

    assert only(one).losses == (
        "The feedback “About A” is hidden for an answer; that is not kept.",
    )


# -- Types ------------------------------------------------------------------------------------


def match(correct, left, right, extra=""):
    def one_set(names):
        return (
            "<simpleMatchSet>"
            + "".join(
                f'<simpleAssociableChoice identifier="{n}" matchMax="9">{n.lower()}'
                "</simpleAssociableChoice>"
                for n in names
            )
            + "</simpleMatchSet>"
        )

    body = (
        f'<matchInteraction responseIdentifier="RESPONSE" {extra}><prompt>Q</prompt>'
        f"{one_set(left)}{one_set(right)}</matchInteraction>"
    )
    worth = dict.fromkeys(correct, 1)
    return item(body, declaration(correct, worth, "multiple", "directedPair"))


def test_match_becomes_pairs_with_choices_that_fit_nothing():
    draft = only(match(["A X", "B X"], "AB", "XY"))

    assert draft.fields.type == "matching"
    assert draft.fields.content == {
        "stem": "Q",
        "pairs": [
            {"text": "a", "match": "x", "feedback": ""},
            {"text": "b", "match": "x", "feedback": ""},
        ],
        "others": [{"text": "y"}],
    }


@pytest.mark.parametrize(
    ("correct", "left", "right", "extra"),
    [
        (["A X", "B Y"], "AB", "XY", 'class="other qti-match-tabular"'),
        ([f"{name} X" for name in "ABCDEFGHI"], "ABCDEFGHI", "XY", ""),
        (["X A", "X B", "Y C"], "XY", "ABC", 'class="qti-match-tabular"'),
    ],
    ids=["a table", "too many pairs", "columns come first"],
)
def test_match_becomes_columns(correct, left, right, extra):
    draft = only(match(correct, left, right, extra))

    assert draft.fields.type == "categorize"
    assert [one["text"] for one in draft.fields.content["categories"]] == ["x", "y"]


def test_text_that_fits_nothing_is_lost_in_words():
    draft = only(match(["A X"], "AB", "XY"))

    assert draft.losses == ("“b” fits nothing there, so it is left out.",)


def test_match_of_many_with_many_is_a_fault():
    assert "Several things fit one another" in fault(match(["A X", "A Y", "B X"], "AB", "XY"))


def test_order_without_all_its_cards_is_a_fault():
    body = '<orderInteraction responseIdentifier="RESPONSE">' + choices("A", "B").split(
        "</prompt>"
    )[1].replace("choiceInteraction", "orderInteraction")

    assert "does not say the right order" in fault(item(body, declaration(["A"])))


GAP = '<textEntryInteraction responseIdentifier="RESPONSE"/>'


@pytest.mark.parametrize(
    ("body", "kind", "stem"),
    [
        (f"<p>Q?</p><p>{GAP}</p>", "short_text", "Q?"),
        (f"<p>Q?</p><div><p><span>{GAP}</span></p></div><p>Type.</p>", "short_text", "Q?\n\nType."),
        (f"<p>Q? {GAP}</p>", "short_text", "Q?"),
        (f"<div><p>Q? {GAP}</p></div>", "short_text", "Q?"),
        (f"<p>Q?</p>{GAP}", "short_text", "Q?"),
        (f"<p>Q {GAP} so?</p>", "cloze", "Fill in the gaps."),
        (f"<p>Q?</p><p>It {GAP}</p>", "cloze", "Q?"),
        (f"<div><p>Q?</p><p>So</p><p>It {GAP}.</p></div>", "cloze", "Q?\n\nSo"),
        (f"Q? <b>It</b> {GAP} helps.", "cloze", "Fill in the gaps."),
    ],
)  # fmt: skip
def test_box_in_a_text_is_a_gap_and_one_alone_is_not(body, kind, stem):
    draft = only(item(body, declaration(["may"], kind="string")))

    assert (draft.fields.type, draft.fields.content["stem"]) == (kind, stem)


def test_gaps_that_share_a_variable_are_two():
    declared = declaration(["may"], kind="string")

    draft = only(item(f"<p>Q?</p><p>It {GAP} or {GAP} help.</p>", declared))

    assert draft.fields.content["text"] == "It [[1]] or [[2]] help."
    assert [gap["accepted"] for gap in draft.fields.content["gaps"]] == [["may"], ["may"]]


def test_typed_answers_keep_their_parts():
    declared = declaration(["may"], {"may": 2, "might": 1, "must": 0}, kind="string")

    draft = only(item(f"<p>Q?</p><p>{GAP}</p>", declared))

    assert draft.fields.content["answers"] == [
        {"text": "may", "feedback": ""},
        {"text": "might", "mark": 50, "feedback": ""},
    ]
    assert draft.losses == ("The answer “must” earns nothing and is not kept.",)


@pytest.mark.parametrize(
    "name",
    ["customInteraction", "drawingInteraction", "extendedTextInteraction", "hotspotInteraction",
     "hottextInteraction", "mediaInteraction", "sliderInteraction", "neverHeardInteraction"],
)  # fmt: skip
def test_other_interactions_are_faults_by_name(name):
    assert name in fault(item(f'<{name} responseIdentifier="RESPONSE"/>'))


# -- Writing ----------------------------------------------------------------------------------


def test_written_package_is_as_the_standard_has_it():
    drafts = [
        Draft(
            ItemFields(kind, TYPES[kind].CONTENT, "apply", "replication"),
            name=kind,
            category=("Talk",),
        )
        for kind in TYPES
    ]
    shown = {**TYPES["single_best"].CONTENT, "stem": "![A map](picture:map.png)"}
    drafts.append(
        Draft(ItemFields("single_best", shown, "", ""), name="map", pictures={"map.png": PNG})
    )

    files = unpack(qti3.write(drafts))

    items = [f"items/item-{number}.xml" for number in range(1, 9)]
    assert set(files) == {
        "imsmanifest.xml",
        *items,
        "images/item-8/map.png",
        "test-1.xml",
    }
    manifest = parse(files["imsmanifest.xml"])
    resources = list(manifest.first("resources"))
    assert manifest.words_of("metadata", "schema") == "QTI Package"
    assert [one.get("type") for one in resources] == ["imsqti_item_xmlv3p0"] * 8 + [
        "imsqti_test_xmlv3p0"
    ]
    listed = {file.get("href") for one in resources for file in one.all("file")}
    assert listed == set(files) - {"imsmanifest.xml"}
    for name in items:
        root = parse(files[name])
        assert root.namespace == "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
        order = [part.tag for part in root]
        assert order == sorted(order, key=IN_ORDER.index)
        _check_names(root)


IN_ORDER = [
    "qti-response-declaration",
    "qti-outcome-declaration",
    "qti-item-body",
    "qti-response-processing",
    "qti-modal-feedback",
]


def _check_names(root):
    """Every variable that is used is declared, and every feedback that is set is there."""
    parts = list(root.walk())
    declared = {part.get("identifier") for part in parts if part.tag.endswith("-declaration")}
    used = {part.get("response-identifier") for part in parts if part.get("response-identifier")}
    used |= {part.get("identifier") for part in parts if part.tag == "qti-set-outcome-value"}
    used |= {part.get("identifier") for part in parts if part.tag == "qti-map-response"}
    feedback = {part.get("identifier") for part in parts if part.tag == "qti-modal-feedback"}
    identifiers = {
        part.words()
        for part in parts
        if part.tag == "qti-base-value" and part.get("base-type") == "identifier"
    }
    assert used <= declared
    assert identifiers <= feedback


@pytest.mark.parametrize("kind", ["cloze", "short_text", "single_best", "matching"])
def test_hostile_words_of_an_author_stay_words(kind):
    evil = "</qti-item-body><script>alert(1)</script> ]]> &lol; \"'"
    content = {**TYPES[kind].CONTENT, "stem": evil}
    draft = Draft(ItemFields(kind, content, "", ""), name=evil, category=(evil,))

    back = qti3.read(qti3.write([draft])).drafts[0]

    assert (back.name, back.category) == (evil, (evil,))
    assert back.fields.content["stem"].replace("\\", "").replace("\n", "") == evil
    assert back.losses == ()


def test_thousand_items_are_read_in_time():
    one = item("<p>Some <b>text</b></p>" + choices("A", "B", "C"), declaration(["A"]))
    data = package({f"{number}.xml": one for number in range(1000)})
    start = time.process_time()

    reading = qti2.read(data)

    assert len(reading.drafts) == 1000
    assert time.process_time() - start < 30
