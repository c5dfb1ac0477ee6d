"""The server dies between two requests, and nothing that was answered is lost."""

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DEMO_PASSWORD, free_port, sign_in, start_site
from tests.databases import own_database

pytestmark = pytest.mark.browser

LEARNER = "amadou@harborhouse.example"


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


def begin(page):
    sign_in(page, LEARNER, DEMO_PASSWORD)
    page.goto("/quizzes/trauma-bonding/start-here/check/")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script


def choose_first(page):
    page.locator("label.option input").first.check()


def test_answers_outlive_the_server(browser, own_site, tmp_path):
    port = own_site.url.rsplit(":", 1)[1]
    page = browser.new_context(base_url=own_site.url).new_page()
    begin(page)
    for _ in range(3):
        choose_first(page)
        expect(page.get_by_text(re.compile("^Saved at"))).to_be_visible()
        page.get_by_role("button", name="Next question").click()
    page.wait_for_load_state()

    kill(own_site)
    choose_first(page)  # the fourth, with nobody to save it
    expect(page.get_by_text("Not saved: trying again")).to_be_visible()
    again = start_site(tmp_path, port, own_site.environment["DATABASE_URL"])

    try:
        expect(page.get_by_text(re.compile("^Saved at"))).to_be_visible()
        page.get_by_role("button", name="Review and submit").click()
        expect(page.get_by_role("cell", name="answered")).to_have_count(4)
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_text("Your choice")).to_have_count(4)
    finally:
        kill(again)
        page.context.close()
