"""Where the site is served, and by which server."""

import errno
import socket
import sys

from config.env import read_int, read_text


class CannotServe(Exception):
    """The site cannot be served there; the message says why."""


def free_address() -> tuple[str, int]:
    """Return the IP address and port that HOST and PORT mean. Raises CannotServe.

    The server itself would not notice that a port is taken: it shares one with any other
    program that is willing to share.
    """
    host, port = read_text("HOST", "127.0.0.1"), read_int("PORT", 8000)
    if not 0 < port < 65536:
        raise CannotServe(f"PORT={port} should be a number from 1 to 65535.")
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CannotServe(_reason(error, host, port)) from error
    return address[0], port


def _reason(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use, perhaps by Steady Ground itself. End the program that uses "
            f"it, or choose another port, such as PORT={port + 1}."
        )
    return f"The site cannot be served at HOST={host} PORT={port}: {error.strerror}."


def worker_command(parent: int) -> list[str]:
    """Return the command that does what pages leave for later, as long as a process is there."""
    return [sys.executable, "manage.py", "work", "--while-alive", str(parent)]


def server_command(host: str, port: int) -> list[str]:
    """Return the command that serves the site by two processes of one thread each.

    More threads in a process make its slowest answers slower. A process that dies is replaced;
    one that does not end when it is told to is killed after five seconds.
    """
    return [
        *(sys.executable, "-m", "granian", "config.worker:application"),
        *("--host", host, "--port", str(port)),
        *("--interface", "wsgi", "--workers", "2", "--blocking-threads", "1"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
    ]
