"""Ways through the course that several walks share."""

from functools import cache
from pathlib import Path

import yaml

COURSE = Path(__file__).resolve().parents[2] / "fixtures" / "courses" / "trauma-bonding"


@cache
def supported_options():
    """Return the texts of all options that the questions' files mark as supported."""
    files = [yaml.safe_load(path.read_text()) for path in COURSE.glob("*/items.yaml")]
    return {
        option["text"].strip()
        for file in files
        for item in file["items"]
        for option in item["options"]
        if option.get("correct")
    }


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
    if page.get_by_role("heading", name="Before you read").count():
        page.get_by_role("link", name="Go on", exact=True).click()
    page.get_by_role("button", name="Mark as read and go on").click()


def choose_supported(page):
    """Choose the supported options of every question on the page."""
    for option in page.locator("label.option").all():
        if option.inner_text().strip() in supported_options():
            option.locator("input").check()


def take_quiz(page):
    """Take the quiz whose start page is open, one question at a time, all as supported."""
    page.get_by_label("One at a time").check()
    page.get_by_role("button", name="Begin").click()
    while page.get_by_role("button", name="Next question").count():
        choose_supported(page)
        page.get_by_role("button", name="Next question").click()
    choose_supported(page)
    page.get_by_role("button", name="Review your answers").click()
    page.get_by_role("button", name="Submit").click()
