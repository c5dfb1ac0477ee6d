"""What is gathered of a question: texts within limits, pictures, tags, feedback of the whole."""

import base64
import time

import pytest

from quizzes.fields import ItemFields
from quizzes.formats import markup, metadata
from quizzes.formats.gaps import GAP, cut_stem, fill, gap
from quizzes.formats.gathering import Gathered, UnkeptQuestion, decoded_base64, quoted
from quizzes.formats.pictures import kind_of, names_in, picture_name, with_addresses
from quizzes.formats.whole_feedback import WholeFeedback, share_out, together

PNG, OTHER = b"\x89PNG\r\n\x1a\n one", b"\x89PNG\r\n\x1a\n two"
# Each made a converter or an expression take time by the square of its length, or would
HOSTILE_HTML = [
    "<" * 100_000,
    "<p on" * 20_000,
    "<input onx" * 9_000,
    "<!--" * 25_000,
    "<img src=" * 11_000,
    r"\(" * 50_000,
    "$$" * 50_000,
    "<li>" * 25_000,
    "<b></b>" * 14_000,
    "</b>" * 25_000,
    "&" * 100_000,
    "[x](" * 25_000,
]


@pytest.mark.parametrize("html", HOSTILE_HTML, ids=[html[:6] for html in HOSTILE_HTML])
def test_hostile_html_is_read_in_time(html):
    start = time.process_time()

    Gathered().markdown(html)
    Gathered().plain(html, "option 1")

    assert time.process_time() - start < 4


@pytest.mark.parametrize("html", ["<div>" * 101, "<b><i>" * 51, "<ul><li>" * 101])
def test_html_nested_too_deep_is_not_kept(html):
    with pytest.raises(UnkeptQuestion, match="nested 100 deep"):
        Gathered().markdown(html)
    with pytest.raises(UnkeptQuestion, match="nested 100 deep"):
        Gathered().plain(html, "option 1")


def test_html_that_is_too_long_is_not_kept():
    with pytest.raises(UnkeptQuestion, match="longer than 100,000 characters"):
        Gathered().markdown("a" * 100_001)


def test_scripts_are_cleaned_away_with_a_sentence():
    gathered = Gathered()

    text = gathered.markdown('<p onclick="x()">Hello<script>alert(1)</script> <b>you</b></p>')

    assert text == "Hello **you**"
    assert gathered.losses == ["A script is not kept."]


@pytest.mark.parametrize(
    ("html", "words", "losses"),
    [
        ("<p>one</p><p>two &amp; &lt;three&gt;</p>", "one two & <three>", 0),
        ("a<br>b\n c", "a b c", 0),
        ("<b>bold</b>ly <a href='x'>there</a>", "boldly there", 1),
        ("a <img src='picture:x.png' alt='map'>", "a", 1),
        ("<script>alert(1)</script>a", "a", 0),
    ],
)
def test_plain_gives_words_on_one_line(html, words, losses):
    gathered = Gathered()

    assert gathered.plain(html, "option 1") == words
    assert len(gathered.losses) == losses


def test_pictures_within_html_are_taken_out_of_it():
    gathered = Gathered()
    data = base64.b64encode(PNG).decode()

    text = gathered.markdown(f'<p>Look: <img src="data:image/png;base64,{data}" alt="A map"></p>')

    assert text == "Look: ![A map](picture:picture.png)"
    assert gathered.pictures == {"picture.png": PNG}


def test_broken_picture_within_html_is_lost():
    gathered = Gathered()

    text = gathered.markdown('Look: <img src="data:image/png;base64,AAAA" alt="A map">')

    assert (text, gathered.pictures) == ("Look:", {})
    assert gathered.losses == [
        "The file “picture” is not kept: only PNG, JPEG, GIF and WebP pictures are."
    ]


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"GIF89a", "gif"),
        (b"RIFF\x01\x02\x03\x04WEBPVP8 ", "webp"),
        (b"<svg/>", ""),
        (b"%PDF-1.7", ""),
        (b"", ""),
    ],
)
def test_the_bytes_tell_a_picture(data, ending):
    assert kind_of(data) == ending


def test_file_that_is_no_picture_is_lost_by_name():
    gathered = Gathered()

    assert gathered.picture("media/plan.png", b"<svg/>") == ""
    assert gathered.pictures == {}
    assert gathered.losses == [
        "The file “plan.png” is not kept: only PNG, JPEG, GIF and WebP pictures are."
    ]


def test_names_of_pictures_are_plain_and_of_one_picture():
    taken = {"two-chairs.png": PNG}

    assert picture_name("a/two chairs.jpeg", PNG, taken) == "two-chairs.png"
    assert picture_name("a/two chairs.png", OTHER, taken) == "two-chairs-2.png"
    assert picture_name("../../ü.png", PNG, taken) == "picture.png"


def test_pictures_in_a_text_get_addresses():
    text = "![A [map\\]](picture:a.png) and [a link](picture:b.png) ![](picture:a.png)"

    assert names_in(text) == ["a.png"]
    assert with_addresses("![A map](picture:a.png)", "images/{}") == "![A map](images/a.png)"


def test_base64_may_be_broken_into_lines_but_not_otherwise():
    assert decoded_base64("aGVs\n bG8=") == b"hello"
    assert decoded_base64("aGVs%bG8=") is None
    assert decoded_base64("aGVsbG8") is None


def test_tags_become_ours_and_what_changes_is_said():
    gathered = Gathered()

    assert gathered.tags(["intake", "Who Decides", "?", "who-decides"]) == ("intake", "who-decides")
    assert gathered.losses == [
        "The tag “Who Decides” becomes “who-decides”: tags are small letters and hyphens.",
        "The tag “?” is not kept: tags are small letters and hyphens.",
    ]


def test_words_carry_what_is_said_of_a_question():
    fields = ItemFields(
        "single_best",
        {},
        bloom="apply",
        area="replication",
        is_case=True,
        objective="m1-o1",
        tags=("intake",),
        statements=("S1", "C2"),
    )

    said, others = metadata.from_words(metadata.to_words(fields))

    assert others == ["intake"]
    assert ItemFields("single_best", {}, tags=tuple(others), **said) == fields


def test_words_that_say_nothing_we_know_are_tags():
    said, others = metadata.from_words(["bloom:fly", "area:", "kind:odd", "statement:", " "])

    assert said == {"bloom": "", "area": "", "statements": ()}
    assert others == ["bloom:fly", "area:", "kind:odd", "statement:"]


def test_quoted_is_short_and_on_one_line():
    assert quoted("a\n b") == "“a b”"
    assert quoted("a" * 100) == f"“{'a' * 79}…”"


# -- Gaps -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "stem", "rest"),
    [
        ("One.\n\nTwo.\n\nA [1] b.\n\nC [2].", "One.\n\nTwo.", "A [1] b.\n\nC [2]."),
        ("A [1] b.", "", "A [1] b."),
        ("- One\n\n  A [1] b.", "", "- One\n\n  A [1] b."),
        ("No gap.\n\nAt all.", "", "No gap.\n\nAt all."),
    ],
)
def test_stem_ends_before_the_paragraph_with_the_first_gap(text, stem, rest):
    def mark(text):
        return text.replace("[1]", GAP.format(1)).replace("[2]", GAP.format(2))

    assert cut_stem(mark(text)) == (stem, mark(rest))
    assert fill(mark("A [1].")) == "A [[1]]."


def test_gap_has_each_word_once():
    assert gap(["may", "may", ""], ["may", "will", "will"]) == {
        "accepted": ["may"],
        "others": ["will"],
        "feedback": "",
    }
    assert gap(["may"], []) == {"accepted": ["may"], "feedback": ""}


def test_gaps_stand_in_texts_and_not_in_addresses():
    html = markup.with_gaps('[[1]] and [x](http://a.example "[[2]]") <b>', "<gap{}/>".format)

    assert html == '<p><gap1/> and <a href="http://a.example" title="">x</a> &lt;b&gt;</p>'


def test_xhtml_is_closed_and_has_no_styles():
    assert markup.to_xhtml("a\\\nb\0\n\n| a |\n|--:|\n| b |") == (
        "<p>a<br />\nb</p>\n<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
        "<td>b</td>\n</tr>\n</tbody>\n</table>"
    )


# -- Feedback of the whole question -----------------------------------------------------------


def shared_out(kind, content, **feedback):
    gathered = Gathered()
    share_out(kind, content, WholeFeedback(**feedback), gathered)
    return content, gathered.losses


def test_options_without_feedback_take_that_of_the_question():
    options = [
        {"text": "a", "correct": True, "feedback": ""},
        {"text": "b", "feedback": "No."},
        {"text": "c", "feedback": ""},
    ]

    content, losses = shared_out(
        "single_best", {"options": options}, right="Yes.", any="Always.", wrong="Look.", partly="?"
    )

    assert [one["feedback"] for one in content["options"]] == ["Yes.\n\nAlways.", "No.", "Look."]
    assert losses == ["Feedback for a partly right answer is not kept: “?”"]


def test_feedback_that_fits_nowhere_is_lost_in_words():
    options = [{"text": "a", "correct": True, "feedback": "Yes."}]

    _, losses = shared_out("single_best", {"options": options}, any="Always.")

    assert losses == ["Feedback for the whole question is not kept: “Always.”"]


def test_wrong_typed_answers_take_the_feedback_of_wrong_ones():
    answers = [{"text": "a", "feedback": ""}, {"text": "b", "mark": 50, "feedback": ""}]

    content, losses = shared_out(
        "short_text", {"answers": answers, "otherwise": ""}, right="Yes.", wrong="No."
    )

    assert content["otherwise"] == "No."
    assert [one["feedback"] for one in content["answers"]] == ["Yes.", ""]
    assert losses == []


def test_rows_share_out_a_text_that_names_them():
    rows = [
        {"text": "To ask", "feedback": "First.\n\nAnd then."},
        {"text": "To ask: why", "feedback": ""},
        {"text": "To (wait)", "feedback": "Last."},
    ]
    bare = [{**row, "feedback": ""} for row in rows]

    content, losses = shared_out("ordering", {"cards": bare}, any=together(rows))

    assert (content["cards"], losses) == (rows, [])


def test_first_row_takes_a_text_that_names_none():
    bare = [{"text": "a", "match": "b", "feedback": ""}, {"text": "c", "feedback": ""}]

    content, losses = shared_out("matching", {"pairs": bare}, any="About both.")

    assert [row["feedback"] for row in content["pairs"]] == ["About both.", ""]
    assert losses == [
        "The feedback for the whole question stands with the first pair: here each has its own."
    ]
