"""The exercises in lessons: with the keyboard, without a script, on a narrow screen, on paper."""

import re

import pytest
from playwright.sync_api import expect

from courses.markdown import render
from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import SMALL, found

pytestmark = pytest.mark.browser

LESSON = "/courses/trauma-bonding/start-here/how-this-course-treats-you/"
EXERCISES = """\
::: sort Whose task is it?
Choose a place for each card. Then open ours.

| The task | Ours | Why |
|---|---|---|
| Open a *bank account* with a client | Mine | It is practical help. |
| Say whether a person has a disorder | Refer | A clinician decides. |
| Explain what a long and unusual word such as counterclaim means | Ask first | It depends. |
:::

::: order Ash's first hour
Put the cards in order.

| What you say | Why here |
|---|---|
| "Good to see you." | A greeting asks for no account. |
| "Is anything urgent?" | Danger comes before comfort. |
| "Who may know?" | Ash decides. |
:::

::: write Rewrite the note
Write two sentences.
:::
"""


@pytest.fixture
def open_lesson(new_context, new_learner):
    """Open a lesson whose text is the exercises; the options are the browser context's."""

    def show(route):
        response = route.fetch()
        text = f'<article class="lesson">{render(EXERCISES)}</article>'
        article = re.compile('<article class="lesson">.*?</article>', re.DOTALL)
        route.fulfill(response=response, body=article.sub(lambda _: text, response.text()))

    def make(**options):
        page = new_context(**options).new_page()
        sign_in(page, new_learner())
        page.route(f"**{LESSON}", show)
        page.goto(LESSON)
        return page

    return make


def test_cards_are_sorted_by_keyboard_without_a_script(open_lesson):
    page = open_lesson(java_script_enabled=False)
    card = page.get_by_role("group", name="Say whether a person has a disorder")
    ours = page.get_by_role("listitem").filter(has=card).locator("details")

    card.get_by_label("Ask first").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(card.get_by_label("Refer")).to_be_checked()
    expect(ours.get_by_text("A clinician decides.")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(ours.get_by_text("A clinician decides.")).to_be_visible()
    expect(page.locator(".place :checked")).to_have_count(1)


def test_cards_are_put_in_order_by_keyboard_without_a_script(open_lesson):
    page = open_lesson(java_script_enabled=False)

    page.get_by_label("“Is anything urgent?”").focus()
    page.keyboard.press("2")
    page.get_by_text("Our order, and why").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_label("“Is anything urgent?”")).to_have_value("2")
    expect(page.get_by_text("Danger comes before comfort.")).to_be_visible()


def test_what_was_chosen_and_typed_does_not_come_back(open_lesson):
    page = open_lesson()
    page.get_by_label("Mine").first.check()
    page.get_by_label("“Who may know?”").select_option("3")
    page.get_by_label("Your words").fill("She writes.")

    page.goto("/")
    page.go_back()

    expect(page.get_by_label("Your words")).to_have_value("")
    expect(page.get_by_label("“Who may know?”")).to_have_value("")
    expect(page.locator(".place :checked")).to_have_count(0)


def test_exercises_are_accessible(open_lesson):
    page = open_lesson(viewport=SMALL)

    closed = found(page)
    for summary in page.locator(".our-answer summary").all():
        summary.click()

    assert (closed, found(page)) == ([], [])
    sizes = [place.bounding_box() for place in page.locator(".place").all()]
    assert all(min(size["width"], size["height"]) >= 44 for size in sizes)


def test_our_answers_are_open_on_paper(open_lesson):
    page = open_lesson()

    page.emulate_media(media="print")

    expect(page.get_by_text("A clinician decides.")).to_be_visible()
    expect(page.get_by_text("Danger comes before comfort.")).to_be_visible()
