"""From the last lesson to a certificate that a stranger checks, and back through a revoked one."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DEMO_PASSWORD, PASSWORD, sign_in
from tests.browser.test_accessibility import SMALL, found

pytestmark = pytest.mark.browser

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
GIDEON = "gideon@harborhouse.example"
# Everything but one lesson, by the door through which progress is written.
ALMOST_DONE = """
from accounts.models import User
from courses.enrollment import enroll
from courses.models import Activity, Course
from courses.progress import record_completion
learner = User.objects.get(email="{email}")
course = Course.objects.get(slug="trauma-bonding")
enrollment = enroll(learner, course, actor=learner)
last = Activity.objects.offered().get(course=course, slug="two-sources-two-voices")
for activity in Activity.objects.offered().filter(course=course).exclude(pk=last.pk):
    record_completion(enrollment, activity, score=1.0)
"""
LAST = "/courses/trauma-bonding/start-here/two-sources-two-voices/?view=lesson"


@pytest.fixture
def nearly_done(site, new_learner):
    def make(name):
        email = new_learner(name)
        site.manage("shell", "-v", "0", "-c", ALMOST_DONE.format(email=email))
        return email

    return make


@SCRIPT
def test_from_the_last_lesson_to_a_checked_certificate_and_a_revoked_one(
    new_context, nearly_done, script
):
    name = f"Rosalind {'Achterberg' if script else 'Adeyemi'}"
    email = nearly_done(name)
    page = new_context(java_script_enabled=script, accept_downloads=True).new_page()
    sign_in(page, email, PASSWORD)
    page.goto("/certificates/")
    expect(page.get_by_text("There are none yet.")).to_be_visible()

    # The last lesson completes the course, and the certificate is there.
    page.goto(LAST)
    page.get_by_role("button", name=re.compile("Mark as read")).click()
    page.goto("/")
    page.get_by_role("link", name="My certificates and hours").click()
    expect(page.get_by_text("in all. Download this record")).to_be_visible()
    page.locator("h2 a").click()
    expect(page.get_by_text("Valid.", exact=True)).to_be_visible()
    code = page.locator("dd.code").inner_text()
    address = page.url
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download the PDF").click()
    assert downloading.value.suggested_filename.endswith(".pdf")
    page.get_by_text("For other systems: Open Badge 3.0").click()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="picture (SVG)").click()
    assert "openbadges:credential" in downloading.value.path().read_text()

    # A stranger types the code by hand.
    stranger = new_context(java_script_enabled=script).new_page()
    stranger.goto("/certificates/check/")
    stranger.get_by_label("Code").fill(code.lower().replace("-", " "))
    stranger.get_by_role("button", name="Check").click()
    expect(stranger.get_by_text("Valid.", exact=True)).to_be_visible()
    expect(stranger.get_by_text(name)).to_be_visible()
    expect(stranger.get_by_role("link", name="Download the PDF")).to_have_count(0)

    # Another name: issued again; the old one says so.
    page.goto("/account/settings/")
    page.get_by_label("Your name").fill(f"{name} Lindqvist")
    page.get_by_role("button", name="Save").click()
    page.goto("/certificates/")
    page.get_by_role("button", name="Issue again").click()
    expect(page.get_by_text("Issued again.")).to_be_visible()
    stranger.goto(address)
    expect(stranger.get_by_text(re.compile("^Replaced on"))).to_be_visible()

    # The administrator revokes the new one.
    new_code = page.locator("dd.code").inner_text()
    new_address = page.url
    gideon = new_context(java_script_enabled=script).new_page()
    sign_in(gideon, GIDEON, DEMO_PASSWORD)
    gideon.goto("/people/certificates/")
    gideon.get_by_label("Name, address or code").fill(new_code)
    gideon.get_by_role("button", name="Show").click()
    expect(gideon.locator("tbody tr")).to_have_count(1)
    gideon.get_by_role("link", name="Revoke").click()
    gideon.get_by_label("Why it is revoked").fill("Somebody else did the last part.")
    gideon.get_by_role("button", name="Revoke it").click()
    expect(gideon.get_by_text("Whoever looks it up is told so.")).to_be_visible()
    stranger.goto(new_address)
    expect(stranger.get_by_text(re.compile("^Revoked on"))).to_be_visible()
    expect(stranger.get_by_text("Somebody else did")).to_have_count(0)


@SCRIPT
def test_data_are_taken_along_and_erased(new_context, new_learner, script):
    name = f"Percival {'Kowalczyk' if script else 'Kimathi'}"
    email = new_learner(name)
    page = new_context(java_script_enabled=script, accept_downloads=True).new_page()
    sign_in(page, email, PASSWORD)
    page.goto("/account/settings/")
    page.get_by_role("link", name=re.compile("^My data")).click()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download everything").click()
    archived = zipfile.ZipFile(io.BytesIO(downloading.value.path().read_bytes()))
    assert email in archived.read("my-data.html").decode()
    page.get_by_role("link", name="What erasing does, and asking for it").click()
    page.get_by_role("button", name="Ask to be erased").click()
    expect(page.get_by_text("An administrator answers by")).to_be_visible()

    gideon = new_context(java_script_enabled=script).new_page()
    sign_in(gideon, GIDEON, DEMO_PASSWORD)
    gideon.goto("/people/erasures/")
    gideon.get_by_role("link", name=name).click()
    gideon.get_by_label("Erase this person").check()
    gideon.get_by_label("To erase, type the person’s name").fill(name)
    gideon.get_by_role("button", name="Answer").click()
    expect(gideon.get_by_text("Erased.", exact=True)).to_be_visible()

    page.goto("/")  # whose session has ended
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    gideon.goto(f"/people/?q={name.split()[1]}&state=all")
    expect(gideon.get_by_text("Nobody matches.")).to_be_visible()


def test_pages_about_one_certificate_are_accessible(new_context, nearly_done):
    email = nearly_done(
        "A name of eighty characters, which an administrator has typed in with care"
    )
    page = new_context(viewport=SMALL).new_page()
    sign_in(page, email, PASSWORD)
    page.goto(LAST)
    page.get_by_role("button", name=re.compile("Mark as read")).click()
    page.goto("/certificates/")
    faults = {"list": found(page)}
    page.locator("h2 a").click()
    page.get_by_text("For other systems: Open Badge 3.0").click()
    faults["certificate"] = found(page)
    code = page.locator("dd.code").inner_text()
    page.goto("/my-data/erasure/")
    page.get_by_role("button", name="Ask to be erased").click()
    faults["asked"] = found(page)

    gideon = new_context(viewport=SMALL).new_page()
    sign_in(gideon, GIDEON, DEMO_PASSWORD)
    gideon.goto(f"/people/certificates/{code}/revoke/")
    faults["revoke"] = found(gideon)
    gideon.goto("/people/erasures/")
    faults["requests"] = found(gideon)
    gideon.locator("tbody a").first.click()
    gideon.get_by_role("button", name="Answer").click()
    faults["answer"] = found(gideon)

    assert faults == {name: [] for name in faults}
