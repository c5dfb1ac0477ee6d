"""The caseworker's way, from signing in to a whole module done."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.course import choose_supported, lessons_of, read_lesson, take_quiz

pytestmark = pytest.mark.browser

QUIZ = "/quizzes/trauma-bonding/start-here/check/"
LESSON = "/courses/trauma-bonding/start-here/how-this-course-treats-you/"
EXIT = "https://www.weather.gov/"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_module_from_signing_in_to_done(new_context, new_learner, script):
    page = new_context(java_script_enabled=script).new_page()
    sign_in(page, new_learner())

    page.get_by_role("link", name=re.compile("^Begin")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1.1")
    for _ in range(lessons_of("01-start-here")):
        read_lesson(page)
    take_quiz(page)

    expect(page.get_by_text("100% of the marks. This quiz is done.")).to_be_visible()
    page.goto("/courses/trauma-bonding/")
    module = page.get_by_role("region", name="1. Start here")
    expect(module.get_by_text(", done")).to_have_count(lessons_of("01-start-here") + 1)


def test_first_lesson_is_within_three_clicks(page, new_learner):
    sign_in(page, new_learner())  # one click
    page.get_by_role("link", name=re.compile("^Begin")).click()

    expect(page.locator("article.lesson")).to_be_visible()


def test_attempt_goes_on_where_it_stopped_in_another_browser(new_context, new_learner):
    email = new_learner()
    page = new_context().new_page()
    sign_in(page, email)
    page.goto(QUIZ)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script
    page.locator("label.option input").first.check()
    expect(page.get_by_text(re.compile("^Saved at"))).to_be_visible()
    chosen = page.locator("label.option").first.inner_text()
    page.context.close()

    page = new_context().new_page()
    sign_in(page, email)
    page.goto(QUIZ)
    page.get_by_role("button", name="Go on where you stopped").click()

    expect(page).to_have_url(re.compile(r"/2/$"))
    page.get_by_role("button", name="Previous").click()
    expect(page.locator("label.option").filter(has_text=chosen).locator("input")).to_be_checked()


def test_all_on_one_page_is_saved_and_submitted(page, new_learner):
    sign_in(page, new_learner())
    page.goto(QUIZ)
    page.get_by_label("All on one page").check()
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script
    choose_supported(page)
    page.get_by_role("button", name="Review your answers").click()
    expect(page.get_by_text("Every question has an answer.")).to_be_visible()
    page.get_by_role("button", name="Submit").click()

    expect(page.get_by_text("100% of the marks")).to_be_visible()


def test_answer_waits_for_the_network(page, new_learner):
    sign_in(page, new_learner())
    page.goto(QUIZ)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script
    page.context.set_offline(True)
    page.locator("label.option input").first.check()
    expect(page.get_by_text("Not saved: trying again")).to_be_visible()

    page.context.set_offline(False)

    expect(page.get_by_text(re.compile("^Saved at"))).to_be_visible()
    page.reload()
    expect(page.locator("label.option input").first).to_be_checked()


def test_answer_given_after_signing_out_elsewhere_is_kept_until_signed_in(page, new_learner):
    email = new_learner()
    sign_in(page, email)
    page.goto(QUIZ)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Sign out").click()
    page.locator("label.option input").first.check()
    expect(page.get_by_text("Not saved: you are signed out")).to_be_visible()

    sign_in(other, email)

    expect(page.get_by_text(re.compile("^Saved at"))).to_be_visible()


def test_double_click_on_submit_shows_the_result(page, new_learner):
    sign_in(page, new_learner())
    page.goto(QUIZ)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script
    page.get_by_role("button", name="Review and submit").click()
    page.get_by_role("button", name="Submit").dblclick()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Result")


def test_back_button_after_submitting_leads_to_the_result(page, new_learner):
    sign_in(page, new_learner())
    page.goto(QUIZ)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script
    page.get_by_role("button", name="Review and submit").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Result")
    page.go_back()
    page.reload()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Result")


def leave(page, how):
    page.route(f"{EXIT}**", lambda route: route.fulfill(body="<title>Weather</title>Rain."))
    how(page)
    page.wait_for_url(f"{EXIT}**")


def click_exit(page):
    page.get_by_role("link", name="Leave this page now").click()


def press_shift(page):
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("how", [click_exit, press_shift])
def test_quick_exit_puts_a_neutral_page_in_place_of_this_one(page, new_learner, how):
    sign_in(page, new_learner())
    page.goto(LESSON)

    leave(page, how)
    page.go_back()

    expect(page).not_to_have_url(re.compile("how-this-course-treats-you"))


def test_quick_exit_is_a_plain_link_without_script(new_context, new_learner):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, new_learner())
    page.goto(LESSON)

    leave(page, click_exit)


@pytest.fixture
def unsaved(browser, site, new_learner):
    """A page of a quiz with an answer that the server does not take."""
    context = browser.new_context(base_url=site.url)  # its console does tell of errors
    page = context.new_page()
    sign_in(page, new_learner())
    page.goto(QUIZ)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script
    page.route("**/answers/", lambda route: route.abort())
    page.locator("label.option input").first.check()
    expect(page.get_by_text("Not saved: trying again")).to_be_visible()
    yield page
    context.close()


def test_leaving_with_an_unsaved_answer_asks_first(unsaved):
    asked = []
    unsaved.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    unsaved.get_by_role("link", name="Settings").click(no_wait_after=True)

    expect(unsaved.get_by_text("Not saved: trying again")).to_be_visible()
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("how", [click_exit, press_shift])
def test_quick_exit_with_an_unsaved_answer_does_not_ask(unsaved, how):
    unsaved.on("dialog", lambda dialog: dialog.dismiss())

    leave(unsaved, how)


def test_back_after_quick_exit_leads_to_no_page_of_the_course(page, new_learner):
    sign_in(page, new_learner())
    page.goto("/courses/trauma-bonding/")
    page.goto(LESSON)
    page.locator("a.cite").first.press("Enter")  # a place in the page is in the history too
    leave(page, click_exit)

    for _ in range(2):
        page.go_back()
        page.wait_for_url(f"{EXIT}**")


def test_page_opened_anew_after_quick_exit_is_there(page, new_learner):
    sign_in(page, new_learner())
    page.goto(LESSON)
    leave(page, click_exit)
    page.goto(LESSON)

    expect(page.get_by_role("heading", level=1)).to_contain_text("1.1")


def test_older_tab_does_not_overwrite_a_newer_answer(page, new_learner):
    sign_in(page, new_learner())
    page.goto(QUIZ)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script
    other = page.context.new_page()
    other.goto(page.url)
    for tab, option in ((page, 0), (other, 1)):
        tab.locator("label.option input").nth(option).check()
        expect(tab.get_by_text(re.compile("^Saved at"))).to_be_visible()

    page.get_by_role("button", name="Next question").click()

    other.reload()
    expect(other.locator("label.option input").nth(1)).to_be_checked()


def test_question_map_keeps_what_was_chosen_without_script(new_context, new_learner):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, new_learner())
    page.goto(QUIZ)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script
    page.locator("label.option input").first.check()
    page.get_by_role("button", name=re.compile(r"^5\b")).click()
    page.get_by_role("button", name=re.compile(r"^1\b")).click()

    expect(page.locator("label.option input").first).to_be_checked()


@pytest.mark.parametrize("how", [click_exit, press_shift])
def test_quick_exit_saves_what_was_just_chosen(page, new_learner, how):
    sign_in(page, new_learner())
    page.goto(QUIZ)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script
    question = page.url
    page.route("**/answers/", lambda route: route.abort())
    page.locator("label.option input").first.check()
    expect(page.get_by_text("Not saved: trying again")).to_be_visible()
    page.unroute("**/answers/")

    leave(page, how)

    assert is_kept(page, question)


def is_kept(page, question):
    """Say whether an answer arrives that was sent while its page was left."""
    for _ in range(20):
        page.goto(question)
        if page.locator("label.option input").first.is_checked():
            return True
        page.wait_for_timeout(250)
    return False


def press_until(page, key, accessible):
    """Press Tab until the focus is on what is looked for; fail when it is never reached."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if accessible(page.evaluate("document.activeElement.innerText || ''")):
            page.keyboard.press(key)
            return
    pytest.fail("The keyboard never reached it.")


def test_quiz_by_keyboard_alone(page, new_learner):
    sign_in(page, new_learner())
    page.goto(QUIZ)
    press_until(page, "Enter", lambda text: text == "Begin")
    page.wait_for_url("**/1/")
    page.locator("label.option input").first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text(re.compile("^Saved at"))).to_be_visible()
    press_until(page, "Enter", lambda text: text == "Review and submit")
    page.wait_for_url("**/review/")
    press_until(page, "Enter", lambda text: text == "Submit")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Result")


def test_quick_exit_is_the_first_stop_of_the_keyboard(page, new_learner):
    sign_in(page, new_learner())
    page.goto(LESSON)
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.innerText") == "Leave this page now"
