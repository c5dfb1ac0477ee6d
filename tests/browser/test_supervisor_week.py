"""A supervisor's week: see, assign, write, give more time, sign off, report."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import DEMO_PASSWORD, PASSWORD, sign_in

pytestmark = pytest.mark.browser

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
MARGUERITE = "marguerite@harborhouse.example"
IN_A_MONTH = (date.today() + timedelta(days=30)).isoformat()


def new_page(new_context, script, email, password=DEMO_PASSWORD):
    page = new_context(java_script_enabled=script, accept_downloads=True).new_page()
    sign_in(page, email, password)
    return page


def open_learner(page, name):
    page.get_by_role("link", name="Team", exact=True).click()
    page.get_by_role("link", name="Learners", exact=True).click()
    page.wait_for_url("**/team/learners/**")
    find(page, name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def find(page, name):
    """Search the list of learners, which other walks may have filled with pages of people."""
    page.get_by_label("Name contains").fill(name)
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    return page.get_by_role("link", name=name)


@SCRIPT
def test_week_of_a_supervisor(new_context, new_learner, script):
    name = f"Wilhelmina {'Ostrander' if script else 'Oyelowo'}"
    email = new_learner(name)
    page = new_page(new_context, script, MARGUERITE)

    # Monday: where they stand, and who is behind a number.
    page.get_by_role("link", name="Team", exact=True).click()
    expect(page.get_by_role("heading", name="How far they are")).to_be_visible()
    page.get_by_role("link", name=re.compile("not started$")).click()
    page.wait_for_url("**state=not-started")

    # Tuesday: two modules by a date for one person, and a note.
    find(page, name).click()
    page.get_by_role("link", name=f"Assign something to {name}").click()
    page.get_by_label("Trauma-informed service delivery").check()
    page.get_by_label("Planning for return").check()
    page.get_by_label("Due on").fill(IN_A_MONTH)
    page.get_by_label("Why").fill("Before the first night alone.")
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text(f"{name} alone")).to_be_visible()
    expect(page.get_by_text("1 has not done it yet")).to_be_visible()

    open_learner(page, name)
    page.get_by_role("link", name="Write a note").click()
    page.get_by_label("a word of encouragement").check()
    page.get_by_label("Your note").fill("Take the hour on Thursday for it.")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("Take the hour on Thursday for it.")).to_be_visible()

    # Wednesday: more time, and a skill that was seen.
    page.get_by_role("link", name="Give more time").first.click()
    later = (date.today() + timedelta(days=60)).isoformat()
    page.get_by_label("They have until").fill(later)
    page.get_by_role("button", name="Give more time").click()
    expect(page.get_by_role("heading", name="With more time")).to_be_visible()
    open_learner(page, name)
    page.get_by_role("link", name="Sign off what you saw").click()
    page.get_by_label("Redesign an intake step").check()
    page.get_by_label("at work").check()
    page.get_by_role("button", name="Sign off").click()
    expect(page.get_by_role("heading", name="Signed off")).to_be_visible()

    # The learner reads all of it, answers, and sees who opened their page.
    theirs = new_page(new_context, script, email, PASSWORD)
    expect(theirs.get_by_text("Take the hour on Thursday for it.")).to_be_visible()
    expect(theirs.get_by_text("Before the first night alone.")).to_be_visible()
    theirs.get_by_role("link", name="See what, and answer if you like").click()
    theirs.get_by_role("link", name=re.compile("^Answer")).click()
    theirs.get_by_label("What you say to it").fill("It went better than I thought.")
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.get_by_text("It went better than I thought.")).to_be_visible()
    theirs.goto("/progress/what-my-supervisor-sees/")
    theirs.get_by_text("Who has opened it in the last 90 days").click()
    expect(theirs.get_by_role("listitem").filter(has_text="Marguerite").last).to_be_visible()


@SCRIPT
def test_friday_reports_for_the_funder(new_context, script):
    page = new_page(new_context, script, MARGUERITE)
    name = f"For the funder, {'with' if script else 'without'}"
    page.goto("/team/saved/")
    page.get_by_role("link", name="Put a report together").click()
    page.get_by_role("textbox", name=re.compile("^Name(?! contains)")).fill(name)
    page.get_by_label("State", exact=True).first.select_option(label="under way")
    page.get_by_role("checkbox", name="Name", exact=True).check()
    page.get_by_role("checkbox", name="Parts done").check()
    page.get_by_role("button", name="Save and look at it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    on_screen = [row.inner_text().split("\t") for row in page.locator("tbody tr").all()]
    assert len(on_screen) >= 5

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    page.get_by_role("button", name="Excel").click()
    page.wait_for_url("**/team/files/")
    done = page.get_by_role("link", name=re.compile("^Learners:")).first
    for _ in range(30):  # the worker makes it; without a script the page is opened again
        if done.is_visible():
            break
        page.wait_for_timeout(500)
        if not script:
            page.reload()
    with page.expect_download() as download:
        done.click()
    rows = list(
        load_workbook(io.BytesIO(download.value.path().read_bytes()))["Rows"].iter_rows(
            values_only=True
        )
    )

    assert lines[0] == ["Name", "Parts done"] == list(rows[0])
    assert lines[1 : lines.index([])] == on_screen
    assert [list(row) for row in rows[1:]] == on_screen
