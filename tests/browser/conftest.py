"""The real application, started as `make run` starts it, and a real browser to walk it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import sync_playwright

from tests.databases import own_database

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PASSWORD = "quiet-river-walks-on"
DEMO_PASSWORD = yaml.safe_load((ROOT / "fixtures" / "demo.yaml").read_text())["password"]
NEW_LEARNERS = """
from django.contrib.auth.hashers import make_password
from accounts.models import Membership, Team, User
team = Team.objects.order_by("pk").first()
password = make_password("{password}")
for email in {emails}:
    user = User.objects.create(
        email=email, password=password, name="{name}", organization=team.organization
    )
    Membership.objects.create(team=team, user=user)
"""
AT_ONCE = 15  # starting a command takes longer than making them


@dataclass
class Site:
    """The running application: its address, and the environment its commands run in."""

    url: str
    environment: dict
    process: subprocess.Popen

    def manage(self, *arguments):
        """Run a management command beside the server; return what it printed.

        Raises AssertionError with what it complained of.
        """
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(url, process, seconds=120):
    """Wait for the first answer. Raises RuntimeError if the server ends or stays silent."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with {process.returncode}.")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not answer.")


def start_site(var_dir, port, database):
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "LOCAL": "1",
        "VAR_DIR": str(var_dir),
        "PORT": str(port),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    with (Path(var_dir) / "server.log").open("a") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "start"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    wait_until_ready(url, process)
    return Site(url, environment, process)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    with own_database() as database:
        site = start_site(tmp_path_factory.mktemp("site"), free_port(), database)
        yield site
        site.process.terminate()
        site.process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.fail("These tests need a browser: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser, site):
    """Make browser contexts, each like another browser; errors in their consoles fail the test."""
    contexts, errors = [], []

    def make(**options):
        context = browser.new_context(**{"base_url": site.url} | options)
        context.set_default_timeout(10_000)
        context.on("console", lambda message: _note(errors, message))
        context.on("weberror", lambda error: errors.append(str(error.error)))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def _note(errors, message):
    """Keep what the browser refused to load or run, not that the network was away."""
    if message.type == "error" and "Content Security Policy" in message.text:
        errors.append(message.text)


@pytest.fixture
def page(new_context):
    return new_context().new_page()


@pytest.fixture(scope="session")
def new_learner(site):
    """Make a learner of the first team who has done nothing yet; return the address."""
    emails = (f"walker{number}@example.org" for number in count(1))
    waiting = []

    def make(name=""):
        if name:
            [email] = make_learners(site, [next(emails)], name)
            return email
        if not waiting:
            waiting.extend(make_learners(site, list(islice(emails, AT_ONCE))))
        return waiting.pop()

    return make


def make_learners(site, emails, name="Sample Learner"):
    """Make a learner of each address, in a site that is running; return the addresses."""
    code = NEW_LEARNERS.format(emails=emails, password=PASSWORD, name=name)
    site.manage("shell", "-v", "0", "-c", code)
    return emails


def sign_in(page, email, password=PASSWORD):
    page.goto("/account/sign-in/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
