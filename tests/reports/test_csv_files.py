import csv
import io

import pytest

from reports.files.csv_files import csv_chunks, harmless


def read(chunks):
    return list(csv.reader(io.StringIO("".join(chunks).removeprefix("\ufeff"))))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x")', "＝1"],
)
def test_harmless_puts_an_apostrophe_before_a_formula(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ada", "3 of 5", "a=b", " ", "–", "100 %", "'=1", "דנה"])
def test_harmless_leaves_other_texts_alone(text):
    assert harmless(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Okafor, Ada",
        'Jo "Joey" Park',
        "Two\nlines",
        "Two\r\nlines",
        "דנה לוי",
        "O’Neill",
        "a;b",
        "",
    ],
)
def test_csv_gives_every_text_back(text):
    assert read(csv_chunks(["Name", "State"], [[text, "done"]])) == [
        ["Name", "State"],
        [text, "done"],
    ]


def test_csv_makes_headings_harmless_too():
    assert read(csv_chunks(["=1"], [["+1"]])) == [["'=1"], ["'+1"]]


def test_csv_starts_with_one_byte_order_mark_and_the_header():
    text = "".join(csv_chunks(["Name"], [["Ada"], ["Ben"]], size=1))

    assert text == "\ufeffName\r\nAda\r\nBen\r\n"


@pytest.mark.parametrize(("rows", "pieces"), [(0, 1), (1, 1), (2, 2), (5, 3)])
def test_csv_comes_in_pieces_of_a_size(rows, pieces):
    assert len(list(csv_chunks(["Name"], [["Ada"]] * rows, size=2))) == pieces


def test_csv_asks_for_rows_only_as_it_goes():
    taken = []
    rows = ([str(taken.append(n))] for n in range(100))

    next(csv_chunks(["Name"], rows, size=10))

    assert len(taken) == 10
