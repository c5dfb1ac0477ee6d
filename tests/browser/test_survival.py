"""The server dies at any moment, and nothing that was answered is lost.

KILLS says how many times it is killed during attempts, 50 unless set; SEED repeats the moments of
a run that failed, which names it:

    KILLS=1000 .venv/bin/python -m pytest tests/browser/test_survival.py
"""

import json
import os
import random
import re
import signal
import time
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import expect

from config.serving import server_command
from quizzes.types import TYPES
from tests.browser.conftest import DEMO_PASSWORD, free_port, sign_in, start_site
from tests.browser.course import choose_supported
from tests.browser.every_type import new_learner_of_every_type
from tests.browser.lives import Lives
from tests.browser.steadfast import learners
from tests.databases import own_database

pytestmark = pytest.mark.browser

LEARNER = "amadou@harborhouse.example"
KILLS = int(os.environ.get("KILLS", "50"))
SEED = os.environ.get("SEED") or str(random.randrange(10**6))
ATTEMPTS = """
import json
from accounts.models import AuditEntry
from quizzes.models import Attempt
print(json.dumps({
    "attempts": [
        [attempt.pk, attempt.mark, [list(row) for row in attempt.responses.order_by("number")
            .values_list("number", "answer", "mark")]]
        for attempt in Attempt.objects.filter(quiz__activity__course__slug="every-type")
    ],
    "submissions": list(AuditEntry.objects.filter(action="attempt.submitted")
        .values_list("target_id", flat=True)),
}))
"""


@pytest.fixture
def own_site(tmp_path):
    """A server for one test alone, which may kill it."""
    with own_database() as database:
        site = start_site(tmp_path, free_port(), database)
        yield site
        kill(site)


def kill(site):
    """End the server and its workers at once, as a power cut would."""
    if site.process.poll() is None:
        os.killpg(site.process.pid, signal.SIGKILL)
        site.process.wait()


@pytest.fixture
def lives(own_site):
    """The site's server again, to be killed and begun at once many times."""
    kill(own_site)
    port = int(own_site.url.rsplit(":", 1)[1])
    _python, _, *command = server_command("127.0.0.1", port)
    with (Path(own_site.environment["VAR_DIR"]) / "server.log").open("a") as log:
        lives = Lives(own_site, command, log)
        try:
            lives.begin()
            yield lives
        finally:
            lives.close()


def begin(page):
    sign_in(page, LEARNER, DEMO_PASSWORD)
    page.goto("/quizzes/trauma-bonding/start-here/check/")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script


def test_answers_outlive_the_server(browser, own_site, tmp_path):
    port = own_site.url.rsplit(":", 1)[1]
    page = browser.new_context(base_url=own_site.url).new_page()
    begin(page)
    for _ in range(3):
        choose_supported(page)
        expect(page.get_by_text(re.compile("^Saved at"))).to_be_visible()
        page.get_by_role("button", name="Next question").click()
    page.wait_for_load_state()

    kill(own_site)
    choose_supported(page)  # the fourth, with nobody to save it
    expect(page.get_by_text("Not saved: trying again")).to_be_visible()
    again = start_site(tmp_path, port, own_site.environment["DATABASE_URL"])

    try:
        expect(page.get_by_text(re.compile("^Saved at"))).to_be_visible()
        page.get_by_role("button", name="Review and submit").click()
        expect(page.get_by_role("cell", name="answered")).to_have_count(4)
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_role("heading", name="full mark")).to_have_count(4)
    finally:
        kill(again)
        page.context.close()


def test_no_answer_is_lost_when_the_server_is_killed_again_and_again(own_site, lives):
    print(f"KILLS={KILLS} SEED={SEED}")
    moments, done = random.Random(SEED), Event()
    emails = [new_learner_of_every_type(own_site) for _ in range(4)]
    people = learners(own_site.url, emails, SEED, done)
    for person in people:
        person.start()

    try:
        for _ in range(KILLS):
            time.sleep(moments.uniform(0, 1))
            lives.end()
            lives.begin()
    finally:
        done.set()
    for person in people:
        person.join(timeout=60)

    assert [person.failure for person in people] == [None] * len(people)
    kept = json.loads(own_site.manage("shell", "-v", "0", "-c", ATTEMPTS))
    acknowledged = {
        pk: {number: answer for number, answer in saved.items() if answer is not None}
        for person in people
        for pk, saved in person.acknowledged.items()
    }
    submitted = sorted(pk for person in people for pk in person.submitted)
    # Nothing is lost and nothing is there twice, neither answers nor attempts nor submissions.
    assert {pk: answers_of(responses) for pk, _, responses in kept["attempts"]} == acknowledged
    assert sorted(int(pk) for pk in kept["submissions"] if int(pk) in acknowledged) == submitted
    assert sorted(acknowledged) == submitted
    for _, mark, responses in kept["attempts"]:
        assert [each[2] for each in responses] == pytest.approx(marks_of(responses))
        assert mark is not None
    print(f"{sum(person.saves for person in people)} saves in {len(submitted)} attempts")


def answers_of(responses):
    return {number: answer for number, answer, _ in responses if answer is not None}


def marks_of(responses):
    kinds = list(TYPES.values())
    return [kind.grade(kind.CONTENT, each[1]) for kind, each in zip(kinds, responses, strict=True)]
