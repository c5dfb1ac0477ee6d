"""Ways through the course that several walks share."""

import re
from functools import cache
from pathlib import Path

import yaml

from courses.readability import plain
from quizzes.types import judgment

COURSE = Path(__file__).resolve().parents[2] / "fixtures" / "courses" / "trauma-bonding"


@cache
def items():
    """Return the questions of the files by the letters of their stems, as pages show them."""
    files = [yaml.safe_load(path.read_text()) for path in COURSE.glob("*/items.yaml")]
    return {_letters(plain(item["stem"])): item for file in files for item in file["items"]}


def _letters(text):
    return re.sub(r"[\W_]+", "", text.casefold())


def item_of(question):
    """Return the item that a question on the page asks."""
    [_, *stem] = question.locator(".stem").inner_text().split("\n")
    return items()[_letters(" ".join(stem))]


def supported_options():
    """Return the texts of all options that the questions' files mark as supported."""
    options = [option for item in items().values() for option in item.get("options", [])]
    return {option["text"].strip() for option in options if option.get("correct")}


def modules_of_the_course():
    """Return the folders of the course's modules, in order."""
    return yaml.safe_load((COURSE / "course.yaml").read_text())["modules"]


def activity_count():
    """Return how many lessons and quizzes the course has; every module has one quiz."""
    return sum(lessons_of(folder) + 1 for folder in modules_of_the_course())


def lessons_of(folder):
    """Return how many lessons a module's folder has."""
    return len(list((COURSE / folder).glob("[0-9]*.md")))


def read_lesson(page):
    """Mark the lesson on the page as read, by its first choice where a content note asks."""
    note = page.get_by_role("heading", name="Before you read")
    done = page.get_by_role("button", name="Mark as read and go on")
    note.or_(done).first.wait_for()
    if note.count():
        page.get_by_role("link", name="Go on", exact=True).click()
        done.wait_for()
    here = page.url
    done.click()
    page.wait_for_url(lambda url: url != here)


def choose_supported(page):
    """Answer every question on the page as its file says is right."""
    for question in page.locator("fieldset.question").all():
        item = item_of(question)
        ANSWERING[item["type"]](question, item)


def _choose(question, item):
    for option in item["options"]:
        if option.get("correct"):
            question.get_by_label(option["text"].strip(), exact=True).check()


def _match(question, item):
    for pair in item["pairs"]:
        field = question.get_by_label(pair["text"].strip(), exact=True)
        choice = field.locator("option").filter(has_text=pair["match"].strip()).first
        field.select_option(choice.get_attribute("value"))


def _order(question, item):
    for place, card in enumerate(item["cards"], start=1):
        question.get_by_label(card["text"].strip(), exact=True).select_option(label=str(place))


def _sort(question, item):
    for card in item["cards"]:
        _place(question, card["text"], card["category"])


def _rate(question, item):
    names = dict(judgment.SCALE)
    for response in item["responses"]:
        _place(question, response["text"], names[response["rating"]])


def _place(question, text, name):
    card = question.get_by_role("group", name=text.strip(), exact=True)
    card.get_by_label(name.strip(), exact=True).check()


def _fill_gaps(question, item):
    for number, gap in enumerate(item["gaps"], start=1):
        field = question.locator(f".gap[aria-label='Gap {number}']")
        if gap.get("others"):
            field.select_option(gap["accepted"][0])
        else:
            field.fill(gap["accepted"][0])


def _write(question, text):
    question.locator("input[type=text], textarea").fill(text)


ANSWERING = {
    "single_best": _choose,
    "multiple_response": _choose,
    "matching": _match,
    "ordering": _order,
    "categorize": _sort,
    "judgment": _rate,
    "cloze": _fill_gaps,
    "short_text": lambda question, item: _write(question, item["answers"][0]["text"]),
    "rewrite": lambda question, item: _write(question, "It says what was seen."),
}


def take_quiz(page):
    """Take the quiz whose start page is open, one question at a time, all as supported."""
    page.get_by_label("One at a time").check()
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")
    while page.get_by_role("button", name="Next question").count():
        choose_supported(page)
        here = page.url
        page.get_by_role("button", name="Next question").click()
        page.wait_for_url(lambda url, here=here: url != here)  # the press waits for the save
    choose_supported(page)
    page.get_by_role("button", name="Review your answers").click()
    page.get_by_role("button", name="Submit").click()
