"""Reading XML without trust."""

import time

import pytest

from quizzes.formats.drafts import UnreadableFile
from quizzes.formats.texts import LARGEST
from quizzes.formats.xml import html_of, parse, xml_text

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]>
<quiz>&lol3;</quiz>"""
EXTERNAL = b"""<?xml version="1.0"?>
<!DOCTYPE quiz [<!ENTITY passwords SYSTEM "file:///etc/passwd">]><quiz>&passwords;</quiz>"""
HOSTILE = [
    (BOMB, "document type"),
    (EXTERNAL, "document type"),
    (b'<!DOCTYPE quiz SYSTEM "http://elsewhere.example/quiz.dtd"><quiz/>', "document type"),
    (b"<a>" * 101, "nested 100 deep"),
    (b"<a>" + b"<b/>" * 200_001 + b"</a>", "more than 200,000 elements"),
    (b"<a>" + b" " * LARGEST + b"</a>", "larger than 10 MB"),
    (b"", "line 1, no element found"),
    (b"not XML at all", "line 1, syntax error"),
    (b"<a>\n<b>\n</a>", "line 3, mismatched tag"),
    (b"<a>\n&nbsp;</a>", "line 2, undefined entity"),
    (b"<a/><b/>", "line 1, junk after document element"),
    (b"<a>\0</a>", "line 1, not well-formed"),
    (b"<?xml version='1.0' encoding='klingon'?><a/>", "encoding that is not known"),
]


@pytest.mark.parametrize(("data", "reason"), HOSTILE, ids=range(len(HOSTILE)))
def test_parse_refuses_hostile_and_broken_files_in_time(data, reason):
    start = time.process_time()

    with pytest.raises(UnreadableFile, match=reason):
        parse(data)

    assert time.process_time() - start < 5


def test_parse_gives_local_names_lines_and_texts_in_order():
    root = parse(b'<q:a xmlns:q="urn:q" q:x="1">\none<b>two</b>\n<c/>three</q:a>')

    assert (root.tag, root.namespace, root.attributes, root.line) == ("a", "urn:q", {"x": "1"}, 1)
    assert [(part.tag, part.where) for part in root] == [("b", "line 2"), ("c", "line 3")]
    assert root.words() == "onetwo\nthree"
    assert root.words_of("b") == "two"
    assert root.words_of("b", "c") == ""


@pytest.mark.parametrize(
    "data",
    [
        "<a>Café</a>".encode(),
        "\ufeff<a>Café</a>".encode(),
        "<a>Café</a>".encode("cp1252"),
        "<?xml version='1.0'?><a>Café</a>".encode("cp1252"),
        "<?xml version='1.0' encoding='iso-8859-1'?><a>Café</a>".encode("latin-1"),
        "<?xml version='1.0' encoding='windows-1252'?><a>Café</a>".encode("cp1252"),
        "<?xml version='1.0' encoding='utf-16'?><a>Café</a>".encode("utf-16"),
    ],
)
def test_parse_reads_the_encodings_of_real_files(data):
    assert parse(data).words() == "Café"


def test_a_long_text_is_read_in_time():
    start = time.process_time()

    root = parse(b"<a>" + b"a line\n" * 1_000_000 + b"</a>")

    assert len(root.content[0]) == 7_000_000
    assert time.process_time() - start < 5


def test_html_of_elements_has_no_namespaces_and_leaves_nothing_open():
    root = parse(
        b'<a xmlns="urn:q"><p class="x &amp; &quot;y&quot;">1 &lt; 2<br/><img src="i"/></p></a>'
    )

    assert html_of(root.content) == '<p class=\'x &amp; "y"\'>1 &lt; 2<br><img src="i"></p>'


def test_xml_text_leaves_out_what_xml_cannot_hold():
    assert xml_text("a\0b\x1f & <c>\ud800\n") == "ab &amp; &lt;c&gt;\n"
