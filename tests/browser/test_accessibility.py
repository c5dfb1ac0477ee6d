"""Every page, for each role, in both color schemes: axe-core finds nothing, nothing overflows."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DEMO_PASSWORD, sign_in

pytestmark = pytest.mark.browser

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
COURSE = "/courses/trauma-bonding"
SERVICE = f"{COURSE}/trauma-informed-service-delivery"
QUIZ = "/quizzes/trauma-bonding/start-here/check"
ALLOWANCES = "/quizzes/learners/1/allowances/"
QUESTION = "/authoring/questions/m7-pace-1"
SMALL = {"width": 320, "height": 700}
PAGES = {
    None: [
        "/",
        "/account/sign-in/",
        "/account/sign-up/",
        "/account/password/forgotten/",
        "/account/password/forgotten/sent/",
        "/account/password/new/1-x-y/",
        "/account/about/",
        "/account/quick-exit/",
        "/sources/",
        "/sources/?q=nothing-has-these-words",
        "/panel/no-link/",
        "/certificates/check/",
        "/certificates/check/?code=wrong",
        "/not-there/",
    ],
    "amadou@harborhouse.example": [
        "/",
        "/progress/",
        "/progress/what-my-supervisor-sees/",
        f"{COURSE}/",
        f"{COURSE}/glossary/",
        f"{SERVICE}/handout/",
        f"{COURSE}/names-and-what-is-not-known/how-firm-is-it/?view=lesson",
        "/quizzes/trauma-bonding/final-check/check/",
        f"{COURSE}/start-here/two-sources-two-voices/",
        f"{SERVICE}/what-leaving-costs/",
        f"{SERVICE}/what-leaving-costs/?view=lesson",
        f"{SERVICE}/what-leaving-costs/?view=summary",
        f"{COURSE}/planning-for-return/a-return-plan/?view=lesson",
        f"{COURSE}/not-becoming-the-next-controller/the-double-role/?view=lesson",
        f"{QUIZ}/",
        "/quizzes/concerns/",
        "/quizzes/regraded/",
        f"{QUIZ}/practice/",
        "/sources/",
        "/account/settings/",
        "/messages/",
        "/progress/seen/",
        "/certificates/",
        "/my-data/",
        "/my-data/erasure/",
        "/account/sessions/",
        "/account/password/change/",
        "/account/sign-out/",
        "/team/",
    ],
    "marguerite@harborhouse.example": [
        "/team/",
        "/team/learners/",
        "/team/learners/?state=complete",
        "/team/learners/?look=overdue",
        "/team/learners/1/",
        "/team/learners/1/note/",
        "/team/learners/1/seen/",
        "/team/objectives/",
        "/team/assignments/",
        "/team/files/",
        "/team/saved/",
        "/team/saved/new/",
        "/team/assignments/new/",
        "/team/assignments/new/?person=1",
        "/team/assignments/1/",
        ALLOWANCES,
    ],
    "thea@harborhouse.example": [
        "/authoring/",
        "/authoring/?q=nothing-has-these-words",
        "/authoring/new/",
        "/authoring/bulk/?item=m7-pace-1&item=m6-term-1",
        "/authoring/bulk/?item=m7-pace-1&item=m6-term-1&action=tag&tags=intake",
        "/authoring/?concerns=open",
        "/authoring/concerns/",
        "/authoring/concerns/?q=nothing-has-these-words",
        "/authoring/coverage/",
        "/authoring/coverage/?gap=any&q=nothing-has-these-words",
        "/authoring/quizzes/",
        "/authoring/quizzes/1/",
        "/authoring/quizzes/1/questions/",
        "/authoring/statistics/",
        "/authoring/statistics/1/",
        "/authoring/import/",
        "/authoring/export/",
        "/authoring/export/?item=m7-pace-1",
        "/authoring/pictures/",
        "/authoring/panel/",
        "/authoring/panel/invite/",
        "/sources/",
        f"{QUESTION}/",
        f"{QUESTION}/edit/",
        f"{QUESTION}/preview/",
        f"{QUESTION}/history/",
    ],
    "gideon@harborhouse.example": [
        "/people/",
        "/people/?name=nobody-is-called-so",
        "/people/add/",
        "/people/1/",
        "/people/1/password/",
        "/people/1/roles/add/",
        "/people/teams/",
        "/people/teams/add/",
        "/people/teams/1/",
        "/people/teams/1/delete/",
        "/people/organization/",
        "/people/certificates/",
        "/people/certificates/?q=nothing-has-these-words",
        "/people/1/certificate/",
        "/people/erasures/",
    ],
}


# A scheme changes nothing but colors: what else there is to find, the light page shows.
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def found(page):
    """Return what is wrong on the page, light and dark, in lines that say where."""
    lines = []
    for scheme, options in (("light", OPTIONS), ("dark", COLORS)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for violation in Axe().run(page, options=options).response["violations"]:
            nodes = [node["html"][:150] for node in violation["nodes"]]
            lines += [f"{scheme}, {violation['id']}: {node}" for node in nodes]
    page.emulate_media(color_scheme="light")
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        lines.append("wider than the screen")
    return lines


@pytest.mark.parametrize("email", PAGES, ids=lambda email: (email or "nobody").split("@")[0])
def test_pages_are_accessible(new_context, email):
    page = new_context(viewport=SMALL).new_page()
    if email:
        sign_in(page, email, DEMO_PASSWORD)

    faults = {}
    for path in PAGES[email]:
        page.goto(path)
        faults[path] = found(page)

    assert faults == {path: [] for path in PAGES[email]}


def test_attempt_is_accessible_from_question_to_result(new_context, new_learner):
    page = new_context(viewport=SMALL).new_page()
    sign_in(page, new_learner())
    page.goto(f"{QUIZ}/")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script
    page.locator("label.option input").first.check()
    page.get_by_text(re.compile("^Saved at")).wait_for()
    faults = {"question": found(page)}
    page.get_by_role("button", name="Show all questions on one page").click()
    faults["all"] = found(page)
    page.get_by_role("button", name="Review your answers").click()
    faults["review"] = found(page)
    page.get_by_role("button", name="Submit").click()
    faults["result"] = found(page)

    assert faults == {"question": [], "all": [], "review": [], "result": []}


def test_concern_is_accessible_from_report_to_answer(new_context, new_learner):
    page = new_context(viewport=SMALL).new_page()
    sign_in(page, new_learner())
    page.goto(f"{QUIZ}/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("Report a problem with this question").click()
    faults = {"question": found(page)}
    page.get_by_role("button", name="Write to the authors").click()
    faults["form"] = found(page)
    page.get_by_label("Something else").check()
    page.get_by_label("What is the problem?").fill(" ")
    page.get_by_role("button", name="Send to the authors").click()
    faults["errors"] = found(page)
    page.get_by_label("What is the problem?").fill(f"A concern as long{'g' * 300}")
    page.get_by_role("button", name="Send to the authors").click()
    faults["sent"] = found(page)
    page.goto("/quizzes/concerns/")
    faults["list"] = found(page)

    author = new_context(viewport=SMALL).new_page()
    sign_in(author, "thea@harborhouse.example", DEMO_PASSWORD)
    author.goto("/authoring/concerns/?q=concern")
    faults["found"] = found(author)
    author.locator("tbody a").click()
    faults["concern"] = found(author)
    address = author.url
    author.get_by_label("Answer to the learner").fill("No.")
    author.get_by_role("button", name="Answer and mark as settled").click()
    author.goto(address)
    faults["answered"] = found(author)

    assert faults == {step: [] for step in faults}


def test_practice_is_accessible_from_question_to_progress(new_context, new_learner):
    page = new_context(viewport=SMALL).new_page()
    sign_in(page, new_learner())
    page.goto(f"{QUIZ}/practice/")
    page.get_by_label("Ask me at each question").check()
    page.get_by_role("button", name="Begin practice").click()
    page.wait_for_url("**/attempts/**")  # with its script
    page.locator("label.option input").first.check()
    page.get_by_label("Fairly sure").check()
    page.get_by_text(re.compile("^Saved at")).wait_for()
    faults = {"question": found(page)}
    page.get_by_role("button", name="Show all questions on one page").click()
    faults["all"] = found(page)
    page.get_by_role("button", name="Review your answers").click()
    faults["review"] = found(page)
    page.get_by_role("button", name="Submit").click()
    faults["result"] = found(page)
    page.goto(f"{QUIZ}/practice/")
    faults["practice"] = found(page)
    page.goto("/progress/")
    faults["progress"] = found(page)

    assert faults == {name: [] for name in faults}
