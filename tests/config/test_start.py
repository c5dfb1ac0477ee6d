"""`manage.py start`, as `make run` runs it: from an empty folder, again, and after being killed."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from config.serving import CannotServe, free_address
from tests.databases import own_database

ROOT = Path(__file__).resolve().parents[2]
COUNTS = """
from django.apps import apps
for model in apps.get_models():
    if model._meta.app_label in ("accounts", "courses", "quizzes"):
        print(model.__name__, model.objects.count())
"""


class Place:
    """A folder and a database that the site is started in."""

    def __init__(self, folder, database):
        self.folder = folder
        self.environment = os.environ | {
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "LOCAL": "1",
            "PYTHONUNBUFFERED": "1",
            "VAR_DIR": str(folder),
        }

    def start(self, port=None):
        return Start(self, port or free_port())

    def counts(self):
        """Return how many rows there are of each kind."""
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", COUNTS]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        counts = dict(line.split() for line in done.stdout.splitlines())
        # Of what a final check draws anew each time it cannot be said how many there are.
        assert int(counts.pop("ObjectiveMark")) > 0
        return counts


class Start:
    """A running `manage.py start`, in a process group of its own, as a shell's are."""

    def __init__(self, place, port):
        self.url = f"http://127.0.0.1:{port}/"
        self.log = place.folder / f"log-{port}"
        self.began = time.monotonic()
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "start"],
                cwd=ROOT,
                env=place.environment | {"PORT": str(port)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def said(self):
        return self.log.read_text()

    @property
    def answers(self):
        try:
            with urllib.request.urlopen(self.url, timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def wait_until(self, condition):
        while not condition(self):
            assert self.process.poll() is None, self.said
            assert time.monotonic() < self.began + 90, self.said
            time.sleep(0.02)

    def wait_until_ready(self):
        self.wait_until(lambda start: start.answers)

    def processor_seconds(self):
        """Return the seconds of work until it answered, where nothing else runs.

        The two web processes begin side by side: the one that works longer counts.
        """
        main = psutil.Process(self.process.pid)
        children = [_worked(child) for child in main.children(recursive=True)]
        return _worked(main) + max(children)

    def end(self, how=signal.SIGINT):
        """Send a signal to the whole group, as Ctrl-C does; return the exit code."""
        os.killpg(self.process.pid, how)
        return self.process.wait(20)


def _worked(process):
    times = process.cpu_times()
    return times.user + times.system


@pytest.fixture
def new_place(tmp_path):
    """Make places; whatever still runs in them is ended."""
    starts = []

    class WatchedPlace(Place):
        def start(self, port=None):
            starts.append(super().start(port))
            return starts[-1]

    with ExitStack() as databases:

        def make(name="site"):
            (tmp_path / name).mkdir()
            return WatchedPlace(tmp_path / name, databases.enter_context(own_database()))

        yield make
        for start in starts:
            if start.process.poll() is None:
                start.end(signal.SIGKILL)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_start_serves_ends_cleanly_and_serves_again_within_five_seconds(new_place):
    place = new_place()
    first = place.start()
    first.wait_until_ready()
    codes = [first.end()]
    again = place.start()
    again.wait_until_ready()
    seconds = again.processor_seconds()
    codes.append(again.end())

    assert set(codes) <= {0, 130}
    assert f"Steady Ground is at {first.url}" in first.said
    assert first.said.count("quiet-harbor-lantern") == 17
    assert "Traceback" not in first.said + again.said
    assert seconds < 5


def test_start_goes_on_where_killed_ones_stopped(new_place):
    whole, interrupted = new_place("whole"), new_place("interrupted")
    for moment in (
        lambda start: "Preparing" in start.said,
        lambda start: (interrupted.folder / "static").exists(),
        lambda start: "trauma-bonding: " in start.said,
    ):
        killed = interrupted.start()
        killed.wait_until(moment)
        killed.end(signal.SIGKILL)

    for place in (whole, interrupted):
        place.start().wait_until_ready()

    assert interrupted.counts() == whole.counts()
    assert whole.counts()["User"] == "17"


def test_start_says_that_the_port_is_in_use(new_place):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        start = new_place().start(port)
        code = start.process.wait(30)

    assert code == 1
    assert start.said == (
        f"CommandError: Port {port} is in use, perhaps by Steady Ground itself. End the program "
        f"that uses it, or choose another port, such as PORT={port + 1}.\n"
    )


@pytest.mark.parametrize(
    ("host", "port", "reason"),
    [
        (
            "192.0.2.1",
            "8000",
            "The site cannot be served at HOST=192.0.2.1 PORT=8000: "
            "Cannot assign requested address.",
        ),
        ("127.0.0.1", "70000", "PORT=70000 should be a number from 1 to 65535."),
    ],
)
def test_address_that_cannot_be_served_is_refused(monkeypatch, host, port, reason):
    monkeypatch.setenv("HOST", host)
    monkeypatch.setenv("PORT", port)

    with pytest.raises(CannotServe) as refusal:
        free_address()

    assert str(refusal.value) == reason
