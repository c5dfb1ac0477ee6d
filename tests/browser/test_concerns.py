"""A problem with a question: from the learner who reports it to the answer they read."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DEMO_PASSWORD, sign_in

pytestmark = pytest.mark.browser

QUIZ = "/quizzes/trauma-bonding/start-here/check/"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_learner_reports_a_problem_and_reads_the_answer(new_context, new_learner, script):
    name = f"Reporter {'Scripted' if script else 'Plain'}"
    text = f"Who is “they”, asks {name.split()[1].lower()}."
    learner = new_context(java_script_enabled=script).new_page()
    sign_in(learner, new_learner(name))
    learner.goto(QUIZ)
    learner.get_by_label("All on one page").check()
    learner.get_by_role("button", name="Begin").click()
    learner.wait_for_url("**/attempts/**")

    question = learner.locator("#question-5")
    question.locator("label.option input").first.check()
    question.get_by_text("Report a problem with this question").click()
    question.get_by_role("button", name="Write to the authors").click()
    learner.get_by_label("The wording is unclear").check()
    learner.get_by_label("What is the problem?").fill(text)
    learner.get_by_label("Send without my name").check()
    learner.get_by_role("button", name="Send to the authors").dblclick()
    learner.wait_for_url("**/all/#question-5")
    expect(question.get_by_text("You have reported a problem with this question.")).to_be_visible()
    expect(question.locator("label.option input").first).to_be_checked()

    author = new_context(java_script_enabled=script).new_page()
    sign_in(author, "thea@harborhouse.example", DEMO_PASSWORD)
    author.get_by_role("link", name="Questions").click()
    author.get_by_role("link", name=re.compile(r"^Learners’ concerns, \d+ open")).click()
    author.get_by_role("link", name=text).click()
    expect(author.get_by_text("From a learner, without their name")).to_be_visible()
    assert name not in author.content()
    author.get_by_label("Answer to the learner").fill("The people who run the shelter.")
    author.get_by_role("button", name="Answer and mark as settled").click()
    expect(author.get_by_role("row", name=re.compile(text))).to_contain_text("Answered")

    learner.goto("/")
    learner.get_by_role("link", name="Read what they say").click()
    expect(learner.get_by_text("The people who run the shelter.")).to_be_visible()
    learner.goto("/")
    expect(learner.get_by_role("link", name="Read what they say")).to_have_count(0)
