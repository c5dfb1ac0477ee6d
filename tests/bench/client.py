"""An HTTP client that costs little: kept connections, requests prepared as bytes, no library."""

import re
import select
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: (\S+)", re.IGNORECASE)
CSRF_TOKEN = "c" * 32
LAST_CHUNK = b"\r\n0\r\n\r\n"


class Unexpected(Exception):
    """The server answered something else than the measurement is about."""


@dataclass(frozen=True)
class Browser:
    """Makes requests as one signed-in person's browser would."""

    host: str
    session: str

    def get(self, path: str) -> bytes:
        return self._request("GET", path)

    def post(self, path: str, *, is_htmx: bool = False, **fields) -> bytes:
        body = urlencode({"csrfmiddlewaretoken": CSRF_TOKEN} | fields).encode()
        extra = (
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        )
        extra += f"Origin: http://{self.host}\r\n"
        if is_htmx:
            extra += f"HX-Request: true\r\nX-CSRFToken: {CSRF_TOKEN}\r\n"
        return self._request("POST", path, extra) + body

    def _request(self, method, path, extra=""):
        cookies = f"sessionid={self.session}; csrftoken={CSRF_TOKEN}"
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\nCookie: {cookies}\r\n{extra}\r\n"
        return head.encode()


class Connection:
    """One kept connection, with at most one request on its way."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answer = b""
        self.sent = 0

    def send(self, request: bytes) -> None:
        self.answer = b""
        self.sent += 1
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Take in what has arrived; say whether the answer is whole."""
        arrived = self.socket.recv(1 << 18)
        if not arrived:
            raise Unexpected("The server closed the connection.")
        self.answer += arrived
        end = self.answer.find(b"\r\n\r\n")
        if end < 0:
            return False
        length = LENGTH.search(self.answer, 0, end)
        if length:
            return len(self.answer) >= end + 4 + int(length[1])
        return self.answer.endswith(LAST_CHUNK)

    def fetch(self, request: bytes) -> bytes:
        """Send a request, wait, and return the answer."""
        self.send(request)
        while not self.receive():
            pass
        return self.answer

    def visit(self, browser: Browser, request: bytes) -> str:
        """Send a request and follow where it leads; return the address of the page shown."""
        self.fetch(request)
        path = ""
        while redirect := LOCATION.search(self.answer):
            path = redirect[1].decode()
            self.fetch(browser.get(path))
        check(self.answer)
        return path


def check(answer: bytes) -> None:
    if not answer.startswith(b"HTTP/1.1 200 "):
        raise Unexpected(answer[:600].decode(errors="replace"))


Lane = tuple[Connection, Iterator[bytes]]


def drive(lanes: Sequence[Lane], seconds: float) -> tuple[int, float]:
    """Keep one request on its way on each connection; return how many answers came in how long."""
    poll = select.epoll()
    by_fd = {lane[0].socket.fileno(): lane for lane in lanes}
    began = time.perf_counter()
    for connection, requests in lanes:
        poll.register(connection.socket, select.EPOLLIN)
        connection.send(next(requests))
    answered, on_the_way = 0, len(lanes)
    while on_the_way:
        for fd, _ in poll.poll():
            connection, requests = by_fd[fd]
            if not connection.receive():
                continue
            check(connection.answer)
            answered += 1
            if time.perf_counter() - began < seconds:
                connection.send(next(requests))
            else:
                on_the_way -= 1
    return answered, time.perf_counter() - began
