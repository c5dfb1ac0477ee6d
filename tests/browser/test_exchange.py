"""A file with a fault in a real browser: mended on the page, imported, and exported again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DEMO_PASSWORD, sign_in
from tests.browser.test_accessibility import found

pytestmark = pytest.mark.browser

GIFT = """\
$CATEGORY: Service/First days

::exchange-road:: Which road is shorter? {=Left#It is. ~Right#It goes round the lake.}

::exchange-bed:: Who decides where she sleeps? {=She does ~The staff
"""


def test_file_with_a_fault_is_mended_imported_and_exported(new_context):
    page = new_context(viewport={"width": 320, "height": 700}, accept_downloads=True).new_page()
    sign_in(page, "thea@harborhouse.example", DEMO_PASSWORD)
    page.goto("/authoring/")
    page.get_by_role("link", name="Import", exact=True).click()

    file = {"name": "exchange.gift.txt", "mimeType": "text/plain", "buffer": GIFT.encode()}
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Where the drafts go").select_option(index=1)
    page.get_by_role("button", name="Read it").click(timeout=30_000)
    read = page.get_by_text("1 question and 1 fault in exchange.gift.txt")
    expect(read).to_be_visible(timeout=30_000)  # a process is started for it
    page.get_by_role("button", name="Import 1 draft").click()
    expect(page.get_by_role("alert")).to_contain_text("say that they may stay out")
    page.get_by_text("As a learner sees it").click()
    expect(page.get_by_label("Left")).to_be_visible()
    page.get_by_text("Mend it here").click()
    faults = {"faults": found(page)}

    text = page.get_by_label("The text as it was read")
    text.fill(text.input_value().rstrip() + "}\n")
    page.get_by_role("button", name="Read it again").click(timeout=30_000)
    expect(page.get_by_text("2 questions in the pasted text")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Import 2 drafts").dblclick()
    expect(page.get_by_role("heading", name="2 drafts imported")).to_be_visible()
    faults["done"] = found(page)
    page.get_by_role("link", name="exchange-bed").click()
    expect(page.get_by_label("Question", exact=True)).to_have_value("Who decides where she sleeps?")
    expect(page.get_by_label("Tags")).to_have_value("first-days")

    page.goto("/authoring/?q=exchange-")
    expect(page.get_by_text("2 questions", exact=True)).to_be_visible()
    page.get_by_role("link", name="Export what is found").click()
    page.get_by_label("Format").select_option("gift")
    page.get_by_role("button", name="See what is lost").click()
    expect(page.get_by_text("2 questions found")).to_be_visible()
    faults["export"] = found(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download 2 questions").click()
    assert re.fullmatch(r"questions-\d{4}-\d\d-\d\d\.\w+", download.value.suggested_filename)
    given = Path(download.value.path()).read_text()
    assert [name in given for name in ("exchange-road", "exchange-bed")] == [True, True]
    assert faults == {step: [] for step in faults}
