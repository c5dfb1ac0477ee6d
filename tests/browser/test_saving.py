"""Answers wait in the page while they cannot be saved, and so does the way on."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.types import TYPES, matching, short_text
from tests.browser.conftest import PASSWORD, sign_in
from tests.browser.every_type import begin, sign_in_to_every_type

pytestmark = pytest.mark.browser

NUMBERS = {name: number for number, name in enumerate(TYPES, start=1)}
ENDED = {"name": "sessionid", "value": "ended", "domain": "127.0.0.1", "path": "/"}
EXIT = "https://www.weather.gov/"
SAVED = re.compile("^Saved at")
AWAY = "Not saved yet: waiting for the network. Your answers stay on this page."


@pytest.fixture
def page(new_context, site):
    """An attempt at its first question."""
    page = new_context().new_page()
    page.email = sign_in_to_every_type(page, site)
    begin(page)
    return page


def go_to(page, name):
    """Open the question of a type."""
    page.goto(re.sub(r"/\d+/$", f"/{NUMBERS[name]}/", page.url))
    page.wait_for_url(f"**/{NUMBERS[name]}/")


def press_next(page):
    page.get_by_role("button", name="Next question").click()


def held(page):
    return page.locator("[data-held]")


def hold_up(page):
    """Let saves wait until the returned function is called."""
    waiting, is_open = [], []

    def handle(route):
        if is_open or not route.request.headers.get("hx-request"):
            route.continue_()
        else:
            waiting.append(route)

    def release():
        is_open.append(True)
        for route in waiting:
            route.continue_()

    page.route("**/answers/", handle)
    return release


def test_typing_and_choosing_outlive_the_network(page):
    go_to(page, "matching")
    for pair in matching.CONTENT["pairs"][:1]:
        page.get_by_label(pair["text"]).select_option(label=pair["match"])
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.context.set_offline(True)
    for pair in matching.CONTENT["pairs"][1:]:
        page.get_by_label(pair["text"]).select_option(label=pair["match"])
    press_next(page)
    expect(held(page)).to_have_text(AWAY)

    page.context.set_offline(False)

    page.wait_for_url(f"**/{NUMBERS['ordering']}/")
    go_to(page, "matching")
    for pair in matching.CONTENT["pairs"]:
        chosen = page.get_by_label(pair["text"]).locator("option:checked")
        expect(chosen).to_have_text(pair["match"])


def test_network_cut_in_the_middle_of_a_word(page):
    go_to(page, "rewrite")
    box = page.get_by_label("Your version")
    box.press_sequentially("Ines said ")
    page.context.set_offline(True)
    box.press_sequentially("that she")
    expect(page.get_by_text("Not saved: trying again")).to_be_visible()
    box.press_sequentially(" misses him.")
    page.get_by_role("button", name="Review your answers").click()
    expect(held(page)).to_have_text(AWAY)
    box.press_sequentially(" She left.")  # the page is still there to write on

    page.context.set_offline(False)

    page.wait_for_url("**/review/")
    page.go_back()
    expect(box).to_have_value("Ines said that she misses him. She left.")


def test_press_waits_for_a_save_on_its_way(page):
    release = hold_up(page)
    page.locator("label.option input").first.check()
    press_next(page)
    expect(held(page)).to_have_text("Saving first; going on by itself.")

    release()

    page.wait_for_url("**/2/")
    page.go_back()
    expect(page.locator("label.option input").first).to_be_checked()


def test_typed_words_are_sent_at_once_when_a_button_is_pressed(page):
    go_to(page, "short_text")
    page.get_by_label("Your answer").fill(short_text.key(short_text.CONTENT))
    press_next(page)  # before the pause after which typed words are saved

    page.wait_for_url(f"**/{NUMBERS['judgment']}/")
    go_to(page, "short_text")
    expect(page.get_by_label("Your answer")).to_have_value("trauma bond")


def test_press_waits_while_the_server_fails(page):
    page.route("**/answers/", lambda route: route.fulfill(status=503))
    page.locator("label.option input").first.check()
    press_next(page)
    expect(held(page)).to_have_text("Not saved yet: trying again. Your answers stay on this page.")

    page.unroute("**/answers/")

    page.wait_for_url("**/2/")


def test_page_stays_without_the_network_when_all_is_saved(page):
    page.locator("label.option input").first.check()
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.context.set_offline(True)
    press_next(page)
    words = "Waiting for the network; going on by itself. Your answers are saved."
    expect(held(page)).to_have_text(words)

    page.context.set_offline(False)

    page.wait_for_url("**/2/")


def test_submit_waits_for_the_network(page):
    page.get_by_role("button", name="Review and submit").click()
    page.wait_for_url("**/review/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Submit").click()
    expect(held(page)).to_contain_text("Waiting for the network")

    page.context.set_offline(False)

    expect(page.get_by_role("heading", level=1)).to_have_text("Result: Check")


def test_press_leads_on_where_only_the_browser_thinks_it_is_offline(page):
    """As with a server on the same machine, which needs no network."""
    page.evaluate("Object.defineProperty(navigator, 'onLine', { get: () => false })")
    page.locator("label.option input").first.check()

    press_next(page)

    page.wait_for_url("**/2/")


def end_session(page):
    page.context.add_cookies([ENDED])


def sign_out_in_another_tab(page):
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_url("**/sign-in/**")  # closing it meanwhile once hung for ever


@pytest.mark.parametrize("leave", [end_session, sign_out_in_another_tab])
def test_press_when_signed_out_leads_to_signing_in_and_back_with_the_answer(page, leave):
    leave(page)
    page.locator("label.option input").first.check()
    press_next(page)

    page.get_by_label("Email").fill(page.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    page.wait_for_url("**/2/")
    page.goto(page.url.replace("/2/", "/1/"))
    expect(page.locator("label.option input").first).to_be_checked()


def test_press_after_signing_in_again_elsewhere_leads_on(page):
    """The form was made for another session."""
    sign_out_in_another_tab(page)
    page.locator("label.option input").first.check()
    expect(page.get_by_text("Not saved: you are signed out")).to_be_visible()
    sign_in(page.context.new_page(), page.email)
    expect(page.get_by_text(SAVED)).to_be_visible()

    press_next(page)

    page.wait_for_url("**/2/")
    page.goto(page.url.replace("/2/", "/1/"))
    expect(page.locator("label.option input").first).to_be_checked()


def test_answer_that_is_too_long_keeps_the_page_and_says_so(page):
    go_to(page, "short_text")
    box = page.get_by_label("Your answer")
    box.evaluate("box => box.removeAttribute('maxlength')")
    box.fill("x" * 201)
    press_next(page)
    expect(page.get_by_text("Not saved: shorten your answer.")).to_be_visible()
    expect(held(page)).to_contain_text("Still here: one answer could not be saved.")
    press_next(page)
    expect(box).to_be_focused()

    box.fill("bond")
    press_next(page)

    page.wait_for_url(f"**/{NUMBERS['judgment']}/")


def test_quick_exit_takes_a_held_press_back(page):
    question, release = page.url, hold_up(page)
    page.locator("label.option input").first.check()
    press_next(page)
    expect(held(page)).to_have_text("Saving first; going on by itself.")
    leaving = []
    page.route(f"{EXIT}**", lambda route: leaving.append(route))

    page.get_by_role("link", name="Leave this page now").click(no_wait_after=True)
    release()
    page.wait_for_timeout(500)  # all is saved by now, and the press would go on
    leaving[0].fulfill(body="<title>Weather</title>Rain.")

    page.wait_for_url(f"{EXIT}**")
    page.goto(question)
    expect(page.locator("label.option input").first).to_be_checked()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_enter_in_a_line_of_text_saves_and_stays(new_context, site, script):
    page = new_context(java_script_enabled=script).new_page()
    sign_in_to_every_type(page, site)
    begin(page)
    go_to(page, "short_text")
    page.get_by_label("Your answer").fill("bond")

    page.keyboard.press("Enter")

    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page).to_have_url(re.compile(f"/{NUMBERS['short_text']}/$"))
    expect(page.get_by_label("Your answer")).to_have_value("bond")
