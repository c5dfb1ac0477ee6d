"""The panel's pages, from the link to the thanks: with the keyboard's plain forms alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DEMO_PASSWORD, sign_in
from tests.browser.test_accessibility import SMALL, found

pytestmark = pytest.mark.browser

SEED = """
from accounts.models import User
from courses.models import Course
from quizzes.models import Item
from quizzes.panel_links import token_for
from tests.quizzes.panel import make_judgment, make_members, rate_all
course = Course.objects.get(slug="trauma-bonding")
author = User.objects.get(email="thea@harborhouse.example")
items = [
    make_judgment(course.modules.get(number=7), f"panel-{n}", author, stem=stem)
    for n, stem in ((1, "Does she call him?"), (2, "\u0642\u0627\u0644\u062a" * 40 + "\u061f"))
]
members = make_members(course, 6)
rate_all(members[:5], items[0])
print(*[token_for(member) for member in members])
"""


@pytest.fixture(scope="session")
def links(site):
    """The links of six members; five have rated the first of two questions."""
    printed = site.manage("shell", "-v", "0", "-c", SEED)
    return [f"/panel/{token}/" for token in printed.split()]


def test_pages_are_accessible(new_context, links):
    page = new_context(viewport=SMALL).new_page()
    faults = {}
    for name in ("", "questions/panel-1/", "questions/panel-2/", "end/"):
        page.goto(links[0] + name)
        faults[name] = found(page)
    page.goto(links[5] + "questions/panel-1/")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("alert")).to_contain_text("Not saved yet")
    faults["errors"] = found(page)

    assert {name: each for name, each in faults.items() if each} == {}


def test_authors_pages_are_accessible(new_context, links):
    page = new_context(viewport=SMALL).new_page()
    sign_in(page, "thea@harborhouse.example", DEMO_PASSWORD)
    faults = {}
    for path in ("panel/", "panel/invite/", "questions/panel-1/", "questions/panel-1/history/"):
        page.goto(f"/authoring/{path}")
        faults[path] = found(page)
    page.goto("/authoring/panel/?course=trauma-bonding")
    page.get_by_text("Send a new link, or withdraw").first.click()
    faults["open"] = found(page)

    assert {path: each for path, each in faults.items() if each} == {}


def test_a_member_rates_without_scripts(new_context, links):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(links[5])
    page.get_by_role("link", name="Begin").click()
    for response in page.get_by_role("group").all():
        response.get_by_label("Rather helpful").check()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("group").first.get_by_label("Harmful", exact=True).check()
    page.get_by_role("button", name="Save and go on").click()

    expect(page.get_by_role("alert")).to_contain_text("What you chose is still there.")
    first = page.get_by_role("group").first
    expect(first.get_by_label("Harmful", exact=True)).to_be_checked()
    page.get_by_role("link", name="Stop here").click()
    expect(page.get_by_text(re.compile(r"^You have rated 1 of \d+ questions\."))).to_be_visible()
    page.get_by_text("Take all your ratings back").click()
    page.get_by_role("button", name="Delete my ratings").click()
    expect(page.get_by_text("Your ratings are deleted.")).to_be_visible()
