"""Practicing a quiz in a real browser: for nobody but the learner, and with how sure they are."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DEMO_PASSWORD, sign_in
from tests.browser.course import supported_options

pytestmark = pytest.mark.browser

QUIZ = "/quizzes/trauma-bonding/start-here/check/"
SURE, GUESSING = "Sure", "Guessing"


def begin(page, *, is_asked=True):
    page.goto(QUIZ)
    page.get_by_role("link", name="Practice this quiz").click()
    page.get_by_label("Ask me at each question").set_checked(is_asked)
    page.get_by_role("button", name="Begin practice").click()
    page.wait_for_url("**/attempts/**")  # with its script


def choose(page, certainty, *, is_key=True):
    """Choose an option that is a key or none, and say how sure."""
    for option in page.locator("label.option").all():
        if (option.inner_text().strip() in supported_options()) == is_key:
            option.locator("input").check()
            break
    say(page, certainty)


def say(page, certainty):
    page.get_by_label(certainty, exact=True).check()


def saved(page):
    return page.get_by_text(re.compile("^Saved at"))


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_practice_from_start_page_to_progress(new_context, new_learner, script):
    page = new_context(java_script_enabled=script).new_page()
    email = new_learner()
    sign_in(page, email)

    begin(page)
    choose(page, SURE)
    page.get_by_role("button", name=re.compile(r"^5\b")).click()  # the next one with options
    page.wait_for_url("**/5/")
    choose(page, GUESSING, is_key=False)
    page.get_by_role("button", name=re.compile(r"^1\b")).click()
    expect(page.get_by_label(SURE, exact=True)).to_be_checked()
    page.get_by_role("button", name="Review and submit").click()
    expect(page.get_by_text("This is practice")).to_be_visible()
    page.get_by_role("button", name="Submit").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Practice")
    expect(page.get_by_text(re.compile(r"^1 of \d+ right\."))).to_be_visible()
    sure = page.get_by_text("You were sure once, and that answer was right.")
    expect(sure).to_be_visible()
    expect(page.get_by_text("You were guessing once")).to_contain_text("not right yet")
    page.goto("/progress/")
    expect(page.get_by_text("practiced 1 time")).to_be_visible()
    expect(sure).to_be_visible()
    expect(page.get_by_text("best mark")).to_have_count(0)
    page.goto(QUIZ)
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    expect(page.get_by_role("heading", name="Earlier results")).to_have_count(0)


def test_certainty_is_saved_as_it_is_chosen(new_context, new_learner):
    email = new_learner()
    page = new_context().new_page()
    sign_in(page, email)
    begin(page)
    choose(page, SURE)
    expect(saved(page)).to_be_visible()
    url = page.url
    page.context.close()

    page = new_context().new_page()
    sign_in(page, email)
    page.goto(url)

    expect(page.get_by_label(SURE, exact=True)).to_be_checked()
    expect(page.locator("label.option input:checked")).to_have_count(1)


def test_older_tab_does_not_overwrite_a_newer_certainty(page, new_learner):
    sign_in(page, new_learner())
    begin(page)
    other = page.context.new_page()
    other.goto(page.url)
    for tab, certainty in ((page, SURE), (other, GUESSING)):
        choose(tab, certainty)
        expect(saved(tab)).to_be_visible()
        tab.wait_for_load_state("networkidle")

    page.get_by_role("button", name="Next question").click()

    other.reload()
    expect(other.get_by_label(GUESSING, exact=True)).to_be_checked()


def test_certainty_just_chosen_is_kept_when_the_page_is_left(page, new_learner):
    sign_in(page, new_learner())
    begin(page)
    url = page.url
    choose(page, SURE)
    page.get_by_role("link", name="My training").click()
    page.goto(url)

    expect(page.get_by_label(SURE, exact=True)).to_be_checked()


def test_certainty_waits_for_the_network(page, new_learner):
    sign_in(page, new_learner())
    begin(page)
    page.context.set_offline(True)
    choose(page, GUESSING)
    expect(page.get_by_text("Not saved: trying again")).to_be_visible()

    page.context.set_offline(False)

    expect(saved(page)).to_be_visible()
    page.reload()
    expect(page.get_by_label(GUESSING, exact=True)).to_be_checked()


def test_practice_that_does_not_ask_has_nothing_to_say_how_sure(page, new_learner):
    sign_in(page, new_learner())
    begin(page, is_asked=False)

    expect(page.get_by_text("How sure are you?")).to_have_count(0)


def test_double_click_begins_one_practice(page, new_learner):
    sign_in(page, new_learner())
    page.goto(f"{QUIZ}practice/")
    page.get_by_role("button", name="Begin practice").dblclick()
    page.wait_for_url("**/attempts/**")
    page.goto("/progress/")

    expect(page.get_by_role("link", name="Go on with it")).to_have_count(1)


def test_how_sure_is_said_by_keyboard(page, new_learner):
    sign_in(page, new_learner())
    begin(page)
    page.locator("label.option input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")

    expect(page.get_by_label("Fairly sure", exact=True)).to_be_checked()
    expect(saved(page)).to_be_visible()


def test_supervisor_sees_nothing_of_practice(new_context, new_learner):
    name = "Practicing Learner"
    page = new_context().new_page()
    sign_in(page, new_learner(name))
    begin(page)
    choose(page, SURE)
    page.get_by_role("button", name="Review and submit").click()
    page.get_by_role("button", name="Submit").click()
    result = page.url

    page = new_context().new_page()
    sign_in(page, "marguerite@harborhouse.example", DEMO_PASSWORD)
    assert page.goto(result).status == 404
    page.goto("/team/learners/")
    page.get_by_role("link", name=name).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.get_by_text("ractice")).to_have_count(0)
    expect(page.get_by_text("best mark")).to_have_count(0)
