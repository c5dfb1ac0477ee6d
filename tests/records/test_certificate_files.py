"""Certificates as PDFs: their structure, their one page, names in any script."""

import io
from datetime import UTC, date, datetime

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Organization, User
from courses.models import Certificate
from records import certificate_files, certificate_texts
from records.certificate_layout import COURSE_SIZES, NAME_SIZES, fitting, two_columns

CODE = "7Q2MX-0HJ4K-WZ83N-C5RTB"


def make(name="Keisha Brown", **fields):
    home = Organization(name="Harbor", time_zone="America/Chicago")
    contents = [
        {
            "title": f"{n}. Module",
            "minutes": 50,
            "objectives": [f"Objective {n}.{k}: say what it is." for k in range(4)],
        }
        for n in range(1, 10)
    ]
    given_fields = {
        "code": CODE,
        "learner": User(name=name, organization=home),
        "name": name,
        "course_title": "Working with people who may have experienced trauma bonding",
        "edition": 3,
        "completed_on": date(2026, 3, 9),
        "valid_until": date(2028, 3, 9),
        "minutes": 450,
        "contents": contents,
        "organization_name": "Harbor",
        "credit_statement": "Approved for 7 hours, provider 12.",
        "issued_at": datetime(2026, 3, 9, 20, tzinfo=UTC),
    }
    return Certificate(**given_fields | fields)


def opened(certificate):
    return pikepdf.open(io.BytesIO(certificate_files.pdf_of(certificate)))


def structure(node, found):
    """Collect the types of a PDF's structure elements, and their alternative texts."""
    kinds, alternatives = found
    if isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            kinds.append(str(node["/S"]))
        if "/Alt" in node:
            alternatives.append(str(node["/Alt"]))
        if "/K" in node:
            structure(node["/K"], found)
    elif isinstance(node, pikepdf.Array):
        for each in node:
            structure(each, found)


def test_pdf_is_tagged_and_says_that_it_is_accessible():
    pdf = opened(make())
    metadata = pdf.Root.Metadata.read_bytes().decode()
    assert "pdfuaid:part" in metadata
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "en"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert "Certificate of completion: Keisha Brown" in metadata


def test_pdf_has_headings_lists_a_table_and_a_described_picture():
    kinds, alternatives = [], []
    pdf = opened(make())
    structure(pdf.Root.StructTreeRoot.K, (kinds, alternatives))
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 1
    assert {"/Table", "/L", "/LI", "/Figure", "/Link", "/P"} <= set(kinds)
    assert any(CODE in text for text in alternatives)


def test_every_font_is_embedded_with_its_characters():
    pdf = opened(make())
    fonts = pdf.pages[0].Resources.Font
    assert len(fonts) > 1
    for name in list(fonts):
        (descendant,) = fonts[name].DescendantFonts
        descriptor = descendant.FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert "/ToUnicode" in fonts[name]


def test_the_same_certificate_is_the_same_file():
    assert certificate_files.pdf_of(make()) == certificate_files.pdf_of(make())


@pytest.mark.parametrize(
    "name",
    [
        "Keisha Brown",
        "ليلى عبد الرحمن الحسيني",
        "王小明 欧阳娜娜",
        "山田 太郎",
        "김서연",
        "รัตนาภรณ์ สุขใจ",
        "אבנר כהן",
        "आरती शर्मा",
        "Ελένη Παππά",
        "ሰላም ተስፋዬ",
        "Maximiliana Alexandrina-Wilhelmina von Hohenzollern-Sigmaringen y Echeverría Ibáñ",
        "W" * 80,
        "Ludovico-" * 9,
        "#strong[Bobby] $x$ \\ // @ref <label> *a* _b_",
    ],
)
def test_name_in_any_script_fits_the_page_and_stays_accessible(name):
    pdf = opened(make(name))
    assert len(pdf.pages) == 1
    assert "pdfuaid:part" in pdf.Root.Metadata.read_bytes().decode()
    assert name in pdf.Root.Metadata.read_bytes().decode().replace("&lt;", "<").replace("&gt;", ">")


@pytest.mark.parametrize(
    "name",
    [
        "નરેન્દ્ર પટેલ",
        "ਗੁਰਪ੍ਰੀਤ ਕੌਰ",
        "ರಮೇಶ್ ಕುಮಾರ್",
        "ലക്ഷ്മി നായർ",
        "ସୁଭାଷ ଦାସ",
        "සුනිල් පෙරේරා",
        "བསྟན་འཛིན",
        "Աննա Պետրոսյան",
        "ნინო ბერიძე",
        "ܡܪܝܡ",
        "އަޙްމަދު",
    ],
)
def test_name_in_a_script_of_which_debian_has_the_font(name):
    """With its package fonts-noto-core; without it the page has boxes, and is not marked."""
    pdf = opened(make(name))
    assert len(pdf.pages) == 1
    assert "pdfuaid:part" in pdf.Root.Metadata.read_bytes().decode()
    fonts = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
    assert any("Noto" in font and "NotoSans-" not in font for font in fonts)


def test_name_that_no_font_has_is_drawn_all_the_same():
    pdf = opened(make("Amal \U0001f9ed\U00013000"))
    assert len(pdf.pages) == 1


def test_page_has_every_fact():
    data = certificate_files.data_of(make())
    large = [("Name", data["name"]), ("Course", data["course"])]
    assert large + data["facts"] == certificate_texts.facts(make())
    assert data["limits"] == certificate_texts.LIMITS
    assert sum(map(len, data["columns"])) == 9


def test_statement_of_as_many_lines_as_may_be_fits_the_page():
    statement = "\n".join(["Approval 886-12 of the board of social work, 6 hours of ethics"] * 8)
    assert len(opened(make("W" * 120, credit_statement=statement)).pages) == 1


@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 30),
    st.integers(0, 8),
    st.integers(1, 160),
    st.integers(0, 500),
)
def test_it_is_one_page_whatever_the_course(modules, objectives, length, credit):
    contents = [
        {
            "title": f"{n}. " + "Title " * 4,
            "minutes": n,
            "objectives": ["word " * (length // 5 + 1)] * objectives,
        }
        for n in range(modules)
    ]
    certificate = make(contents=contents, credit_statement="credit " * (credit // 7))
    assert len(opened(certificate).pages) == 1


@given(st.text(min_size=1, max_size=200))
def test_sizes_get_no_larger_by_more_text(text):
    for sizes in (NAME_SIZES, COURSE_SIZES):
        assert fitting(text + "m", sizes) <= fitting(text, sizes)


@given(st.lists(st.tuples(st.text(max_size=20), st.just("1 hour"), st.lists(st.text(max_size=80)))))
def test_columns_keep_the_modules_in_order(modules):
    placed = two_columns([], modules)
    if placed:
        _, left, right = placed
        assert left + right == modules


def test_one_module_stands_on_the_left():
    module = ("1. A", "1 hour", ["Say it."])
    assert two_columns([], [module])[1:] == ([module], [])
