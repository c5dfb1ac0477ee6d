"""The server that is measured: started as in production, and watched from outside."""

import os
import re
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from config.serving import server_command

PROPORTIONAL = re.compile(r"^Pss: +(\d+) kB", re.MULTILINE)
RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)
PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def serving():
    """Start the server on a free port; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = probe.getsockname()
    process = subprocess.Popen(server_command(*address))
    try:
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(address, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(address).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("The server did not start.")


class Worker:
    """One of the server's processes, seen through /proc. Memory is in megabytes."""

    def __init__(self, pid: int) -> None:
        self.folder = Path(f"/proc/{pid}")

    def resident(self) -> float:
        return self._read("status", RESIDENT)

    def proportional(self) -> float:
        """What is resident, with what processes share counted in parts."""
        return self._read("smaps_rollup", PROPORTIONAL)

    def peak(self) -> float:
        """The most that was resident since forget_peak."""
        return self._read("status", PEAK)

    def forget_peak(self) -> None:
        (self.folder / "clear_refs").write_text("5")

    def _read(self, file: str, pattern: re.Pattern) -> float:
        return int(pattern.search((self.folder / file).read_text())[1]) / 1024

    def cpu(self) -> float:
        """Return the seconds of processor time spent so far."""
        fields = (self.folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
