"""An author's day: a question from its first words to a mended key, and a file with a fault."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DEMO_PASSWORD, sign_in
from tests.browser.test_accessibility import SMALL, found

pytestmark = pytest.mark.browser

# A course of its own, since other walks count the questions of the shipped one
COURSE = """
from accounts.models import User
from courses.enrollment import enroll
from courses.models import Activity, Course, Module
from quizzes.models import Quiz
course = Course.objects.create(slug="author-day", title="Written in a day", summary="One quiz.")
module = Module.objects.create(course=course, slug="day", number=1, title="Day", summary="A quiz.")
activity = Activity.objects.create(
    course=course, module=module, slug="check", kind="quiz",
    title="Day check", minutes=2, sequence=1,
)
quiz = Quiz.objects.create(activity=activity)
enroll(User.objects.get(email="{email}"), course, actor=None)
print(quiz.pk)
"""
# Four ways to go through a quiz, 30 times each: whoever does well in the rest misses the first
COUNTED = """
from quizzes.analysis.tallies import cells
from quizzes.models import ItemVersion, Quiz, Tally
from quizzes.tallying import add
quiz = Quiz.objects.get(activity__module__slug="start-here", activity__slug="check")
Tally.objects.filter(quiz=quiz).delete()
asked = ItemVersion.objects.last_published().filter(item__slots__quiz=quiz)
asked = [version for version in asked if version.kind.grade(version.asked, None) is not None]
asked.sort(key=lambda version: version.type != "single_best")
for way in range(4):
    went = [
        (version.pk, "", float(number > way))
        for number, version in enumerate(asked)
    ]
    went[0] = (asked[0].pk, str(way % 2), float(way > 1))
    add(quiz.pk, dict.fromkeys(cells(went), 30))
print(quiz.pk, asked[0].item.slug)
"""
GIFT = """\
$CATEGORY: Service/First days

::exchange-road:: Which road is shorter? {=Left#It is. ~Right#It goes round the lake.}

::exchange-bed:: Who decides where she sleeps? {=She does ~The staff
"""
STEM = "On her first evening Ruta asks where she may smoke. What do you do first?"
OPTIONS = [
    ("Ask what would help her settle in", "It begins with her."),
    ("Show her the place, and walk there with her", "It answers what she asked."),
    ("Give her the house rules to sign", "Paper first leaves her question open."),
]


@pytest.fixture
def faults():
    """What axe finds at the steps of a walk, by their names; nothing, at the end."""
    steps = {}
    yield steps
    assert steps == {step: [] for step in steps}


@pytest.fixture
def author(new_context):
    page = new_context(accept_downloads=True).new_page()
    sign_in(page, "thea@harborhouse.example", DEMO_PASSWORD)
    return page


def test_question_goes_from_first_words_to_a_mended_key(
    site, new_context, new_learner, author, faults
):
    learner_email = new_learner()
    quiz = site.manage("shell", "-v", "0", "-c", COURSE.format(email=learner_email)).strip()
    write_a_question(author)
    author.get_by_role("button", name="Save and see it as a learner").click()
    expect(author.get_by_role("heading", name="Before publishing")).to_have_count(0)
    author.get_by_label(OPTIONS[0][0]).check()
    author.get_by_role("button", name="See the result for this answer").click()
    expect(author.get_by_text("What the guidance points to")).to_be_visible()

    author.goto("/authoring/questions/day-smoke/")
    author.get_by_role("button", name="Ask for a review").click()
    review(new_context)
    author.reload()
    expect(author.get_by_text("It can be published.")).to_be_visible()
    author.get_by_role("button", name="Publish").click()
    expect(author.get_by_text("Published as version 1.")).to_be_visible()

    author.goto("/authoring/")
    author.get_by_label("Words in the question").fill("ruta smoke")
    expect(author.get_by_role("row", name=re.compile("day-smoke"))).to_contain_text("Published")
    author.goto(f"/authoring/quizzes/{quiz}/questions/")
    author.get_by_label("Add questions").fill("day-smoke")
    author.get_by_role("button", name="Save").click()
    learner = new_context().new_page()
    sign_in(learner, learner_email)
    answer(learner, OPTIONS[1][0])
    expect(learner.get_by_text("0% of the marks.")).to_be_visible()

    mend_the_key(author, faults)
    author.get_by_role("link", name="mark the answers again").click()
    author.get_by_label("What learners are told").fill("The second answer is supported.")
    author.get_by_role("button", name="Show what would change").click()
    expect(author.get_by_text("1 result rises by 100% of the whole mark.")).to_be_visible()
    faults["regrade"] = found(author)
    author.get_by_role("button", name="Mark them again").dblclick()
    expect(author.get_by_role("heading", name="Decided before")).to_be_visible()

    learner.goto("/")
    learner.get_by_role("link", name="See what changed").click()
    expect(learner.get_by_role("heading", name="Day check: 0% became 100%")).to_be_visible()
    faults["told"] = found(learner)
    learner.get_by_role("link", name="Look at the result").click()
    expect(learner.get_by_text("The second answer is supported.")).to_be_visible()
    faults["result"] = found(learner)


def write_a_question(page):
    """Write it with words that checks warn of, and mend them."""
    page.goto("/authoring/")
    page.get_by_role("link", name="New question").click()
    page.get_by_role("textbox", name="Id").fill("day-smoke")
    page.get_by_label("Module").select_option(label="1. Day")
    stem = page.get_by_label("Question", exact=True)
    stem.fill(f"The no-show is here at last. {STEM}")
    for number, (text, feedback) in enumerate(OPTIONS, start=1):
        option = page.get_by_role("group", name=f"Option {number}", exact=True)
        option.get_by_label("Text", exact=True).fill(text)
        option.get_by_label("Feedback").fill(feedback)
    page.get_by_label("The guidance supports this option").first.check()
    page.get_by_label("What it asks of the learner").select_option("apply")
    page.get_by_label("Area").select_option("service-delivery")
    page.get_by_label("This is a case").check()
    page.get_by_label("Find statements by number or word").fill("S48")
    page.get_by_role("checkbox", name=re.compile("^S48 ")).check()
    checks = page.get_by_role("complementary", name="Checks")
    expect(checks.get_by_text("look at “no-show”, or write why it stays")).to_be_visible()
    stem.fill(STEM)
    expect(checks.get_by_text("Nothing is missing.")).to_be_visible()


def review(new_context):
    """Approve it as another author."""
    page = new_context().new_page()
    sign_in(page, "esperanza@prairielight.example", DEMO_PASSWORD)
    page.goto("/authoring/")
    page.get_by_role("link", name=re.compile("^Waiting for a review")).click()
    page.get_by_role("link", name="day-smoke").click()
    page.get_by_label("What you say of it").fill("Clear, and one question.")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("It can be published.")).to_be_visible()


def answer(page, option):
    page.goto("/quizzes/author-day/day/check/")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")
    page.get_by_label(option).check()
    page.get_by_role("button", name="Review your answers").click()
    page.get_by_role("button", name="Submit").click()


def mend_the_key(page, faults):
    page.goto("/authoring/questions/day-smoke/edit/")
    keys = page.get_by_label("The guidance supports this option")
    keys.nth(0).uncheck()
    keys.nth(1).check()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    page.goto("/authoring/questions/day-smoke/")
    expect(page.get_by_text("It asks something else than version 1")).to_be_visible()
    faults["draft"] = found(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published as version 2.")).to_be_visible()


def test_file_with_a_fault_is_mended_imported_and_exported(author, faults):
    author.set_viewport_size(SMALL)
    author.goto("/authoring/")
    author.get_by_role("link", name="Import", exact=True).click()
    file = {"name": "exchange.gift.txt", "mimeType": "text/plain", "buffer": GIFT.encode()}
    author.get_by_label("File").set_input_files(file)
    author.get_by_label("Where the drafts go").select_option(index=1)
    author.get_by_role("button", name="Read it").click(timeout=30_000)
    read = author.get_by_text("1 question and 1 fault in exchange.gift.txt")
    expect(read).to_be_visible(timeout=30_000)  # a process is started for it
    author.get_by_role("button", name="Import 1 draft").click()
    expect(author.get_by_role("alert")).to_contain_text("say that they may stay out")
    author.get_by_text("As a learner sees it").click()
    expect(author.get_by_label("Left")).to_be_visible()
    author.get_by_text("Mend it here").click()
    faults["faults"] = found(author)

    text = author.get_by_label("The text as it was read")
    text.fill(text.input_value().rstrip() + "}\n")
    author.get_by_role("button", name="Read it again").click(timeout=30_000)
    expect(author.get_by_text("2 questions in the pasted text")).to_be_visible(timeout=30_000)
    author.get_by_role("button", name="Import 2 drafts").dblclick()
    expect(author.get_by_role("heading", name="2 drafts imported")).to_be_visible()
    faults["done"] = found(author)
    author.get_by_role("link", name="exchange-bed").click()
    expect(author.get_by_label("Question", exact=True)).to_have_value(
        "Who decides where she sleeps?"
    )
    expect(author.get_by_label("Tags")).to_have_value("first-days")

    author.goto("/authoring/?q=exchange-")
    expect(author.get_by_text("2 questions", exact=True)).to_be_visible()
    author.get_by_role("link", name="Export what is found").click()
    author.get_by_label("Format").select_option("gift")
    author.get_by_role("button", name="See what is lost").click()
    expect(author.get_by_text("2 questions found")).to_be_visible()
    faults["export"] = found(author)
    with author.expect_download() as download:
        author.get_by_role("link", name="Download 2 questions").click()
    assert re.fullmatch(r"questions-\d{4}-\d\d-\d\d\.\w+", download.value.suggested_filename)
    given = Path(download.value.path()).read_text()
    assert [name in given for name in ("exchange-road", "exchange-bed")] == [True, True]


def test_author_comes_from_the_figures_to_the_question(site, author):
    made = site.manage("shell", "-v", "0", "-c", COUNTED)
    quiz, slug = made.split()
    author.set_viewport_size(SMALL)

    author.goto("/authoring/")
    author.get_by_role("link", name="Statistics").click()
    author.locator(f'a[href="/authoring/statistics/{quiz}/"]').click()
    author.get_by_role("img", name="Facility by discrimination").wait_for()
    assert found(author) == []

    first = author.get_by_role("region", name="Look at these first")
    first.get_by_role("link", name=slug).click()
    author.get_by_role("region", name="Who chose what").wait_for()
    assert author.get_by_text("Check the key today").is_visible()
    assert found(author) == []
