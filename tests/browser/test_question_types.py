"""Each question type answered in a real browser, in every way that people use one."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.types import TYPES
from quizzes.types.judgment import SCALE
from tests.browser.every_type import begin, sign_in_to_every_type
from tests.browser.hands import Keyboard, Mouse, Plain, Touch, TouchButtons
from tests.browser.test_accessibility import SMALL, found

pytestmark = pytest.mark.browser

HANDS = {
    "mouse": (Mouse, {}),
    "keyboard": (Keyboard, {}),
    "touch": (Touch, {"has_touch": True, "viewport": {"width": 360, "height": 740}}),
    "touch on buttons": (TouchButtons, {"has_touch": True}),
    "without script": (Plain, {"java_script_enabled": False}),
}
TARGETS = (
    ".option, .place, .flag, main summary, .question select, .question textarea, .actions .btn, "
    ".question input[type=text], .card-moves button, .card-handle, .question-map button"
)
LONG = "Unterstützungsmöglichkeitenübersicht" * 6
RIGHT_TO_LEFT = "ماذا تحتاج الآن قبل أن نبدأ " * 8


def choose_options(hand, question, content):
    for option in content["options"]:
        if option.get("correct"):
            hand.pick(question.get_by_label(option["text"], exact=True))


def match(hand, question, content):
    for pair in content["pairs"]:
        hand.choose(question.get_by_label(pair["text"], exact=True), pair["match"])


def put_in_order(hand, question, content):
    hand.arrange([card["text"] for card in content["cards"]])


def sort_into_columns(hand, question, content):
    for card in content["cards"]:
        group = question.get_by_role("group", name=card["text"], exact=True)
        hand.pick(group.get_by_label(card["category"], exact=True))


def fill_gaps(hand, question, content):
    for number, gap in enumerate(content["gaps"], start=1):
        fill = hand.choose if "others" in gap else hand.write
        fill(question.get_by_label(f"Gap {number}", exact=True), gap["accepted"][0])


def write_words(hand, question, content):
    hand.write(question.get_by_label("Your answer"), content["answers"][0]["text"])


def rate(hand, question, content):
    names = dict(SCALE)
    for response in content["responses"]:
        group = question.get_by_role("group", name=response["text"], exact=True)
        hand.pick(group.get_by_label(names[response["rating"]], exact=True))


def rewrite(hand, question, content):
    hand.write(question.get_by_label("Your version"), "Ines said that she misses him.")


ANSWER = {
    "single_best": choose_options,
    "multiple_response": choose_options,
    "matching": match,
    "ordering": put_in_order,
    "categorize": sort_into_columns,
    "cloze": fill_gaps,
    "short_text": write_words,
    "judgment": rate,
    "rewrite": rewrite,
}


def answer_all(page, hand, turn_page=True):
    for number, (name, kind) in enumerate(TYPES.items(), start=1):
        ANSWER[name](hand, page.locator(f"#question-{number}"), kind.CONTENT)
        if turn_page and number < len(TYPES):
            hand.press(page.get_by_role("button", name="Next question"))
            page.wait_for_url(f"**/{number + 1}/")
    hand.press(page.get_by_role("button", name="Review your answers"))
    page.wait_for_url("**/review/")


@pytest.mark.parametrize("way", HANDS)
def test_every_type_is_answered_to_the_full_mark(new_context, site, way):
    hand_of, options = HANDS[way]
    page = new_context(**options).new_page()
    hand = hand_of(page)
    sign_in_to_every_type(page, site)
    begin(page)

    answer_all(page, hand)
    expect(page.get_by_text("Every question has an answer.")).to_be_visible()
    hand.press(page.get_by_role("button", name="Submit"))

    expect(page.get_by_text("100% of the marks. This quiz is done.")).to_be_visible()
    headings = page.locator(".answered h2").all_inner_texts()
    words = ["full mark"] * 8 + ["not marked"]
    assert headings == [f"Question {number}: {word}" for number, word in enumerate(words, start=1)]


def test_every_type_is_accessible(new_context, site):
    page = new_context(viewport=SMALL).new_page()
    sign_in_to_every_type(page, site)
    begin(page, "All on one page")
    faults = {"open": found(page), "small": too_small(page)}
    answer_all(page, Mouse(page), turn_page=False)
    page.go_back()
    expect(page.get_by_text(re.compile("^Saved at"))).to_have_count(len(TYPES))
    faults["answered"] = found(page)
    for text in (LONG, RIGHT_TO_LEFT):
        put_everywhere(page, text)
        faults[text[:5]] = too_wide(page)
    page.goto(page.url.replace("/all/", "/review/"))
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url(re.compile(r"/attempts/\d+/$"))
    faults["result"] = found(page)
    put_everywhere(page, LONG)
    faults["long result"] = too_wide(page)

    assert {name: fault for name, fault in faults.items() if fault} == {}


def too_small(page):
    """Return what is smaller than a finger needs: 44 pixels each way."""
    boxes = [(target, target.bounding_box()) for target in page.locator(TARGETS).all()]
    return [
        target.evaluate("element => element.outerHTML.slice(0, 120)")
        for target, box in boxes
        if box and min(box["width"], box["height"]) < 43.5
    ]


def too_wide(page):
    """Return the innermost elements that reach beyond the screen."""
    return page.evaluate(
        """() => [...document.querySelectorAll("main *")]
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .filter((element, _, all) => !all.some((other) => element !== other
            && element.contains(other)))
          .filter((element) => !element.closest(".table-scroll"))
          .map((element) => element.outerHTML.slice(0, 120))"""
    )


def put_everywhere(page, text):
    """Put a text in the place of each that authors or learners write."""
    page.evaluate(
        """text => {
          const OURS = "details, button, .tag, .card-handle";
          for (const element of document.querySelectorAll(".question *, .answered *")) {
            const isOurs = element.closest(OURS) || !element.textContent.trim();
            if (!element.children.length && !isOurs) element.textContent = text;
          }
        }""",
        text,
    )
