"""A learner without a browser, who like its page sends again until all is acknowledged."""

import random
import re
import time
from collections import defaultdict
from http.client import HTTPException
from http.cookiejar import CookieJar
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from quizzes.types import TYPES
from tests.browser.conftest import PASSWORD
from tests.browser.every_type import START

ATTEMPT = re.compile(r"/quizzes/attempts/(\d+)/")
PAUSE = 0.05  # seconds between tries; a browser waits longer, and tests less


class StayHere(HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class Learner(Thread):
    """Answers questions at random until `done` is set, and submits each attempt after some.

    `acknowledged` maps attempts to what the server said it has saved, by the question's number;
    `submitted` lists the attempts that it said are closed.
    """

    def __init__(self, url, email, chance, done):
        super().__init__(daemon=True)
        self.url, self.email, self.chance, self.done = url, email, chance, done
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies), StayHere())
        self.acknowledged, self.submitted = defaultdict(dict), []
        self.saves = self.again = 0
        self.failure = None

    def sign_in(self):
        self.send("/account/sign-in/")
        fields = {"login": self.email, "password": PASSWORD, "csrfmiddlewaretoken": self.token}
        assert self.send("/account/sign-in/", fields)[0] == 302

    @property
    def token(self):
        return next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")

    def run(self):
        try:
            while not self.done.is_set():
                self.take_quiz()
        except Exception as error:  # the test tells of it
            self.failure = error

    def take_quiz(self):
        """Begin an attempt, answer, change answers, submit."""
        _, location, _ = self.insist(f"{START}start/", {"layout": "one"})
        attempt = int(ATTEMPT.match(location)[1])
        client = f"{self.chance.getrandbits(64):016x}"
        for sequence in range(1, self.chance.randrange(4, 30)):
            self.save(attempt, client, 1000 * sequence)
        self.insist(f"/quizzes/attempts/{attempt}/submit/", {})
        self.submitted.append(attempt)

    def save(self, attempt, client, sequence):
        number, kind = self.chance.choice(list(enumerate(TYPES.values(), start=1)))
        answer, _ = self.chance.choice(kind.CASES)
        fields = {"shown": str(number), "client": client}
        for part, values in kind.sent(answer).items():
            fields[f"answer-{number}-{part}" if part else f"answer-{number}"] = values
        status, _, text = self.insist(f"/quizzes/attempts/{attempt}/answers/", fields, sequence)
        assert status == 200, (status, text)
        assert "Saved at" in text, text
        self.acknowledged[attempt][number] = answer
        self.saves += 1

    def insist(self, path, fields, sequence=None):
        """Send until there is an answer, each time as a newer change; return it."""
        while True:
            try:
                found = self.send(path, fields | {"sequence": sequence} if sequence else fields)
            except (OSError, HTTPException):  # the server is gone, also in the middle of its answer
                found = (0, "", "")
            if 0 < found[0] < 500:
                return found
            self.again += 1
            sequence = sequence and sequence + 1
            time.sleep(PAUSE)

    def send(self, path, fields=None):
        """Return the status, where it leads and the text of the answer."""
        headers = {"X-CSRFToken": self.token, "HX-Request": "true"} if fields is not None else {}
        if path.endswith(("/start/", "/sign-in/", "/submit/")):
            headers.pop("HX-Request", None)
        body = None if fields is None else urlencode(fields, doseq=True).encode()
        try:
            answer = self.opener.open(Request(self.url + path, body, headers), timeout=10)
        except HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.headers.get("Location", ""), answer.read().decode()


def learners(url, emails, seed, done):
    """Return a signed-in learner for each address, each with chances of its own."""
    made = [Learner(url, email, random.Random(f"{seed} {email}"), done) for email in emails]
    for learner in made:
        learner.sign_in()
    return made
