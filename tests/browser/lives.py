"""The server, in lives that begin at once: as a program, each line of its input begins one.

Loading the application takes most of a start. Here it is loaded once, and each life is a copy of
the process that then becomes the server and can be killed with its workers.
"""

import os
import signal
import subprocess
import sys
from importlib import import_module

from granian.cli import entrypoint

from tests.browser.conftest import ROOT, wait_until_ready


class Lives:
    """Lives of a site's server, one after the other, on the same port and database."""

    def __init__(self, site, command, log):
        self.site = site
        self.program = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.lives", *command],
            cwd=ROOT,
            env=site.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        self.pid = None

    def begin(self):
        self.program.stdin.write("\n")
        self.program.stdin.flush()
        line = self.program.stdout.readline()
        if not line:
            raise RuntimeError(f"The program of lives ended with {self.program.wait(timeout=20)}.")
        self.pid = int(line)
        wait_until_ready(f"{self.site.url}/account/sign-in/", self.program)

    def end(self):
        """Kill the server and its workers, as a power cut would."""
        if self.pid:
            os.killpg(self.pid, signal.SIGKILL)
            self.pid = None

    def close(self):
        self.end()
        self.program.stdin.close()
        self.program.wait(timeout=20)
        self.program.stdout.close()


def serve(command):
    """Begin a life at each line of the input, and print its process id."""
    import_module("config.wsgi")  # without a thread, which a copy would not have
    import_module("config.urls")  # else the first request of each life would
    pid = None
    for _ in sys.stdin:
        if pid:
            os.waitpid(pid, 0)
        pid = os.fork()
        if not pid:
            os.setsid()
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
            sys.argv = command
            sys.exit(entrypoint())
        print(pid, flush=True)


if __name__ == "__main__":
    serve(sys.argv[1:])
