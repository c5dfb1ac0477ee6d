"""The question editor in a real browser: options by keyboard, statements, findings in place."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DEMO_PASSWORD, sign_in

pytestmark = pytest.mark.browser

QUESTION = "/authoring/questions/m7-needs-1/edit/"


@pytest.fixture
def page(new_context):
    page = new_context().new_page()
    sign_in(page, "thea@harborhouse.example", DEMO_PASSWORD)
    page.goto(QUESTION)
    if button(page, "Drop it").count():  # what another walk has typed
        button(page, "Drop it").click()
        expect(button(page, "Drop it")).to_have_count(0)
    button(page, "Add an option").wait_for()
    return page


def texts(page):
    return [field.input_value() for field in page.get_by_label("Text", exact=True).all()]


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def test_options_are_moved_by_keyboard_and_it_is_said(page):
    first, second, third = texts(page)

    button(page, "Move up option 3").press("Enter")
    expect(button(page, "Move up option 2")).to_be_focused()
    expect(page.get_by_text("Option 3 is now option 2 of 3.")).to_be_attached()
    page.keyboard.press("Enter")

    assert texts(page) == [third, first, second]
    expect(button(page, "Move up option 1")).to_be_disabled()
    expect(button(page, "Move down option 1")).to_be_focused()


def test_options_are_added_and_removed_in_place(page):
    first, _, third = texts(page)

    button(page, "Add an option").press("Enter")
    page.keyboard.type("Ask a colleague")
    button(page, "Remove option 2").press("Enter")

    assert texts(page) == [first, third, "Ask a colleague"]
    expect(button(page, "Remove option 2")).to_be_focused()
    expect(page.get_by_text("Option 2 removed. There are 3 options now.")).to_be_attached()
    expect(page.locator("[name=options-TOTAL_FORMS]")).to_have_value("3")


def test_options_end_at_eight(page):
    for _ in range(5):
        button(page, "Add an option").click()

    expect(button(page, "Add an option")).to_be_disabled()
    assert len(texts(page)) == 8


def test_order_on_the_page_is_the_order_kept(page):
    first, second, third = texts(page)
    button(page, "Move down option 1").click()
    key = page.get_by_role("group", name="Option 1", exact=True).get_by_role("checkbox")
    was_key = key.is_checked()

    button(page, "Save draft").click()

    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert texts(page) == [second, first, third]
    assert key.is_checked() == was_key


def test_statements_found_one_after_another_stay_chosen(page):
    search = page.get_by_label("Find statements by number or word")
    chosen = page.get_by_role("group", name="Chosen")
    search.fill("S1")
    page.get_by_role("checkbox", name=re.compile("^S1 ")).check()

    search.fill("S2")

    expect(page.get_by_role("checkbox", name=re.compile("^S2 "))).to_be_visible()
    expect(chosen.get_by_role("checkbox", name=re.compile("^S1 "))).to_be_checked()
    expect(search).to_be_focused()


def test_reason_being_written_outlives_the_next_check(page):
    stem = page.get_by_label("Question", exact=True)
    findings = page.get_by_role("complementary", name="Checks")
    stem.press_sequentially(" All victims return.")
    findings.get_by_text("Keep it as it is").click()
    reason = findings.get_by_label(re.compile("Why these words stay, for rule L01"))
    reason.fill("A colleague says so.")

    stem.press_sequentially(" So she says.")

    expect(findings.get_by_role("heading", name="What you keep, and why")).to_be_visible()
    expect(reason).to_have_value("A colleague says so.")


def test_enter_in_a_field_saves_nothing_by_surprise(page):
    page.get_by_label("Find statements by number or word").fill("S1")

    page.keyboard.press("Enter")

    expect(page.get_by_text("Saved as a draft.")).to_have_count(0)
    expect(page.get_by_role("checkbox", name=re.compile("^S1 "))).to_be_visible()


def test_what_is_typed_outlives_its_page_and_the_other_author_is_named(page, new_context):
    page.get_by_label("Question", exact=True).fill("Who decides what comes first?")
    shown = page.get_by_role("complementary", name="Checks").locator(".as-learner")
    expect(shown.get_by_text("Who decides what comes first?")).to_be_visible()
    expect(page.get_by_text(re.compile("^Kept at"))).to_be_visible()
    page.keyboard.press("Control+Shift+Enter")
    page.keyboard.type("A fourth way")
    page.close()  # before it is sent as one types

    again = page.context.new_page()
    again.goto(QUESTION)
    expect(again.get_by_role("heading", name="Yours, typed and not saved")).to_be_visible()
    expect(again.get_by_label("Question", exact=True)).to_have_value(
        "Who decides what comes first?"
    )
    assert texts(again)[3] == "A fourth way"

    other = new_context().new_page()
    sign_in(other, "esperanza@prairielight.example", DEMO_PASSWORD)
    other.goto(QUESTION)
    expect(
        other.get_by_text(re.compile("^Thea Rasmussen has this question open too"))
    ).to_be_visible()
    assert "Who decides what comes first?" not in other.content()

    button(again, "Drop it").click()
    again.get_by_text("Keyboard shortcuts").click()
    again.get_by_label("Question", exact=True).fill("Who decides?")
    again.keyboard.press("Control+s")
    again.keyboard.press("Control+s")
    expect(again.get_by_text("Saved as a draft.")).to_be_visible()
    expect(again.get_by_role("heading", name="Yours, typed and not saved")).to_have_count(0)


def test_options_are_moved_without_a_script(new_context):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, "thea@harborhouse.example", DEMO_PASSWORD)
    page.goto("/authoring/new/")
    for number, field in enumerate(page.get_by_label("Text", exact=True).all(), start=1):
        field.fill(f"Option of mine {number}")

    button(page, "Move up option 3").click()
    button(page, "Add an option").click()
    button(page, "Remove option 1").click()

    assert texts(page) == ["Option of mine 3", "Option of mine 2", ""]
