"""The ways of the supervisor, the author and the administrator."""

import csv
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DEMO_PASSWORD, PASSWORD, sign_in
from tests.browser.course import activity_count, modules_of_the_course, read_lesson

pytestmark = pytest.mark.browser

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])


def new_page(new_context, script, email):
    page = new_context(java_script_enabled=script, accept_downloads=True).new_page()
    sign_in(page, email, DEMO_PASSWORD)
    return page


@SCRIPT
def test_supervisor_sees_where_the_team_stands(new_context, script):
    page = new_page(new_context, script, "marguerite@harborhouse.example")

    page.get_by_role("link", name="Team", exact=True).click()
    page.get_by_role("link", name="Learners", exact=True).click()
    page.get_by_role("combobox", name="Team").select_option(label="Night shelter")
    page.get_by_role("button", name="Show").click()
    page.get_by_label("State").select_option(label="complete")
    page.get_by_label("Name contains").fill("Brennan")  # other walks complete the course, too
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("CSV")).click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.partition("\n\n")[0].splitlines()))  # what they are is below
    page.get_by_role("link", name="Solveig Brennan").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Solveig Brennan")
    expect(page.get_by_text("done", exact=False).first).to_be_visible()
    assert [row["Name"] for row in rows] == ["Solveig Brennan"]
    assert "Your choice" not in page.content()


@SCRIPT
def test_learner_sees_what_the_supervisor_sees(new_context, script):
    supervisor = new_page(new_context, script, "marguerite@harborhouse.example")
    supervisor.goto("/team/learners/?q=Solveig")
    supervisor.get_by_role("link", name="Solveig Brennan").click()
    learner = new_page(new_context, script, "solveig@harborhouse.example")
    learner.get_by_role("link", name="My progress").click()
    learner.get_by_role("link", name="What my supervisor sees").click()

    expect(learner.get_by_text("Marguerite Oyelaran", exact=True).first).to_be_visible()
    modules = "section.sheet:has(.steps)"
    assert learner.locator(modules).all_inner_texts() == (
        supervisor.locator(modules).all_inner_texts()
    )
    assert learner.locator(modules).count() == len(modules_of_the_course())


def publish_change(page, slug, words):
    """Add words to the end of a question's text, save the draft and publish it."""
    page.goto(f"/authoring/questions/{slug}/edit/")
    stem = page.get_by_label("Question", exact=True)
    stem.fill(stem.input_value().strip() + words)
    page.get_by_role("button", name="Save draft").click()
    page.goto(f"/authoring/questions/{slug}/")
    page.get_by_role("button", name="Publish").click()


@pytest.mark.parametrize(
    ("script", "slug"), [(True, "m8-closeness-1"), (False, "m8-leaving-1")], ids=["with", "without"]
)
def test_author_changes_a_question(new_context, new_learner, script, slug):
    learner = new_context().new_page()
    sign_in(learner, new_learner())
    learner.goto("/quizzes/trauma-bonding/not-becoming-the-next-controller/check/")
    learner.get_by_label("All on one page").check()
    learner.get_by_role("button", name="Begin").click()
    page = new_page(new_context, script, "thea@harborhouse.example")

    page.get_by_role("link", name="Questions").click()
    page.get_by_label("Words in the question").fill(slug)
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=slug).click()
    words = f"Say what comes first in {slug}?"
    publish_change(page, slug, f" {words}")
    page.get_by_role("link", name="History").click()

    expect(page.locator("ins").filter(has_text=words)).to_be_visible()
    learner.reload()
    expect(learner.get_by_text(words)).to_have_count(0)  # it began before


def test_author_is_told_of_a_word_while_typing(new_context):
    page = new_page(new_context, True, "thea@harborhouse.example")
    page.goto("/authoring/questions/m6-order-1/edit/")

    page.get_by_label("Question", exact=True).press_sequentially(" We rescue her.")

    findings = page.get_by_role("complementary", name="Checks")
    expect(findings.locator("mark")).to_have_text("rescue")
    expect(findings).to_contain_text("was supported to leave")


@SCRIPT
def test_author_goes_from_a_gap_to_the_questions(new_context, script):
    page = new_page(new_context, script, "thea@harborhouse.example")
    page.get_by_role("link", name="Questions").click()
    page.get_by_role("link", name=re.compile("^Coverage")).click()

    page.get_by_text("More filters").click()
    page.get_by_label("Words, or an id").fill("s42")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text(re.compile(r"^1 of \d+ statements$"))).to_be_visible()
    asked = page.get_by_role("link", name=re.compile("questions? on S42 in module 7"))
    count = asked.inner_text().split()[0]
    asked.click()

    expect(page.get_by_text(re.compile(f"^{count} questions?$"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile(r"\bm7-"))).to_have_count(int(count))


@SCRIPT
def test_anybody_finds_a_statement_by_its_id(new_context, script):
    page = new_context(java_script_enabled=script).new_page()
    page.goto("/")
    page.get_by_role("link", name="Sources, statement by statement").click()

    page.get_by_label("Words, or an id").fill("S42")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".statements > li")).to_have_count(1)
    page.get_by_role("link", name="S42", exact=True).click()

    expect(page).to_have_url(re.compile("/sources/#S42$"))
    expect(page.locator(".statements > li:target")).to_be_in_viewport()
    assert page.locator(".statements > li").count() > 1


@SCRIPT
def test_administrator_adds_a_person_who_then_signs_in(new_context, script):
    name = f"Nadia {'Scripted' if script else 'Plain'}"
    email = f"{name.split()[1].lower()}@harborhouse.example"
    page = new_page(new_context, script, "gideon@harborhouse.example")

    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Outreach").check()
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Add", exact=True).click()
    learner = new_context(java_script_enabled=script).new_page()
    sign_in(learner, email)
    learner.get_by_role("link", name=re.compile("^Begin")).click()
    read_lesson(learner)

    supervisor = new_page(new_context, script, "marguerite@harborhouse.example")
    supervisor.goto(f"/team/learners/?q={name}")
    expect(supervisor.get_by_role("row", name=re.compile(name))).to_contain_text(
        f"1 of {activity_count()}"
    )
