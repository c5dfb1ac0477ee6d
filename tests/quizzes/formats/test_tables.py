"""Questions in tables: CSV and XLSX."""

import io
import zipfile
from dataclasses import replace

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formats import csv_table, tables, xlsx_table
from quizzes.formats.category_paths import names_in, path_of
from quizzes.formats.cells import guarded, unguarded
from quizzes.formats.drafts import UnreadableFile
from quizzes.types import TYPES
from tests.quizzes.formats.generated import drafts, said

TABLES = pytest.mark.parametrize("table", [csv_table, xlsx_table], ids=["csv", "xlsx"])

SIMPLE = (
    "id;Type;question;right;option 1;feedback 1;option 2;statements;case\n"
    "bed-1;;Ines asks for a bed.;2;Show it;Soon.;Ask her;s42, S44;yes\n"
)


def test_rows_are_read():
    [draft] = csv_table.read(SIMPLE.encode("cp1252")).drafts

    assert draft.fields.type == "single_best"
    assert draft.fields.content["options"] == [
        {"text": "Show it", "feedback": "Soon."},
        {"text": "Ask her", "correct": True, "feedback": ""},
    ]
    assert (draft.fields.statements, draft.fields.is_case) == (("S42", "S44"), True)
    assert (draft.name, draft.where) == ("bed-1", "row 2")


@pytest.mark.parametrize(
    ("changes", "where", "reason"),
    [
        ((";2;", ";3;"), "row 2", "“right” says “3”"),
        ((";2;", ";b;"), "row 2", "“right” says “b”"),
        (("bed-1;;", "bed-1;essay;"), "row 2", "There is no type “essay”"),
        (("bed-1;;", "bed-1;matching;"), "row 2", "needs an arrow"),
        (("Ines asks for a bed.", ""), "row 2", "has no text"),
        (("case\n", "color\n"), "row 1", "The column “color” is not known"),
    ],
)
def test_faults_are_named_by_row(changes, where, reason):
    faults = csv_table.read(SIMPLE.replace(*changes).encode()).faults

    assert faults[0].where == where
    assert reason in faults[0].reason


def test_table_without_names_of_columns_is_refused():
    with pytest.raises(UnreadableFile, match="first row has to name"):
        csv_table.read(b"a,b\nc,d\n")


def test_too_many_rows_are_refused():
    with pytest.raises(UnreadableFile, match="5,000 rows"):
        csv_table.read(b"question,option 1\n" + b"a,b\n" * (tables.MOST_ROWS + 1))


def test_cell_that_is_too_long_is_refused():
    with pytest.raises(UnreadableFile, match="Row 2 cannot be read"):
        csv_table.read(b"question,option 1\n" + b'"' + b"a" * 200_000 + b'",b\n')


@TABLES
def test_template_shows_every_type_and_can_be_read(table):
    reading = table.read(table.template())

    assert reading.faults == ()
    assert [draft.fields.type for draft in reading.drafts] == list(tables.KINDS.values())
    for draft in reading.drafts:
        assert TYPES[draft.fields.type].problems(draft.fields.content) == []


@TABLES
@pytest.mark.parametrize("kind", list(tables.KINDS.values()))
@given(data=st.data())
def test_our_questions_come_back(table, kind, data):
    draft = data.draw(drafts(kind))
    if not tables.is_written(draft):
        assert "left out" in tables.losses(draft)[0]
        return

    reading = table.read(table.write([draft]))

    assert reading.faults == ()
    assert said(reading.drafts[0]) == said(replace(draft, pictures={}))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "'=1", "''-", "it's", "a=1"])
def test_formulas_are_words_and_come_back(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text)[0] not in "=+-@\t"


def test_no_cell_of_a_workbook_is_a_formula():
    draft = tables.examples()[0]
    content = {**draft.fields.content, "stem": "=HYPERLINK(1)"}
    draft = replace(draft, fields=replace(draft.fields, content=content))

    with zipfile.ZipFile(io.BytesIO(xlsx_table.write([draft]))) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    assert b"'=HYPERLINK(1)" in csv_table.write([draft])


def test_numbers_and_formulas_of_a_workbook_are_read_as_words():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["question", "right", "option 1", "option 2"])
        sheet.write_row(1, 0, ["How many?", 2, 3, 4.5])
        sheet.write_formula(2, 0, "=1+1", value="Two?")
        sheet.write_row(2, 1, [1, "a", "b"])

    first, second = xlsx_table.read(out.getvalue()).drafts

    assert [row["text"] for row in first.fields.content["options"]] == ["3", "4.5"]
    assert second.fields.content["stem"] == "Two?"


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"no workbook", bomb(), csv_table.template()],
    ids=["empty", "cut", "text", "bomb", "csv"],
)
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(UnreadableFile):
        xlsx_table.read(data)


def test_package_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("readme.txt", "no")

    with pytest.raises(UnreadableFile, match="cannot be read"):
        xlsx_table.read(out.getvalue())


@pytest.mark.parametrize(
    "names",
    [
        ("Service", "First days"),
        ("a /", "b"),
        ("a", "/ b"),
        ("/",),
        ("/", "//"),
        ("his/her", "x"),
        ("a / 1",),
        ("/ / b", "a // b /"),
    ],
)
def test_category_keeps_slashes_of_its_names(names):
    assert names_in(path_of(names)) == names
