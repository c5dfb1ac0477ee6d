"""The pieces of work that are measured, as browsers ask for them."""

from collections.abc import Iterator
from functools import cache
from itertools import cycle

from django.urls import resolve, reverse

from accounts.models import User
from courses.models import Activity, Enrollment
from quizzes.attempts import start_attempt
from quizzes.models import ItemVersion, Quiz, Response
from tests.bench.client import Browser, Connection
from tests.bench.data import sign_in

QUESTIONS = 10
SAVES = 50  # different requests, sent over and over


def learners(host: str, count: int) -> tuple[list[Browser], list[Enrollment]]:
    """Return learners of the middle agency, each with a browser that is signed in."""
    learning = Enrollment.objects.filter(learner__organization__slug="agency-1000")
    enrollments = list(learning.select_related("learner", "course").order_by("pk")[:count])
    return [Browser(host, sign_in(each.learner)) for each in enrollments], enrollments


def supervisor(host: str, size: int, name: str) -> Browser:
    email = f"supervisor-of-{name}@agency-{size}.example"
    return Browser(host, sign_in(User.objects.get(email=email)))


def bare_pages(browser: Browser) -> Iterator[bytes]:
    return cycle([browser.get(reverse("bare-page"))])


def bare_writes(browser: Browser, response: Response) -> Iterator[bytes]:
    return cycle([browser.post(reverse("bare-write", args=[response.pk]))])


def lessons(browser: Browser, number: int) -> Iterator[bytes]:
    """A lesson where the learner's place is already, as after marking the one before as read."""
    offered = Activity.objects.offered().filter(kind=Activity.Kind.LESSON)
    lesson = offered.select_related("course", "module")[number % offered.count()]
    return cycle([browser.get(f"{lesson.get_absolute_url()}?view=lesson")])


def saves(browser: Browser, response: Response) -> Iterator[bytes]:
    """The answer to one question, changed again and again, as htmx sends it."""
    path = reverse("quizzes:attempt-save", args=[response.attempt_id])
    number = response.number
    return cycle(
        browser.post(
            path,
            is_htmx=True,
            shown=number,
            client=f"page{change}",
            sequence=1,
            **{f"was-{number}": "", f"answer-{number}": change % 2},
        )
        for change in range(SAVES)
    )


def ten_questions() -> Quiz:
    quiz = Quiz.objects.select_related("activity__course", "activity__module")
    return quiz.get(activity__module__number=7)


@cache
def right_answers() -> dict[int, dict[str, str]]:
    """Return what a page sends for each of the ten questions, by number."""
    slots = ten_questions().slots.order_by("position")
    versions = [ItemVersion.objects.last_published().get(item=slot.item_id) for slot in slots]
    return {number: _sent(number, each) for number, each in enumerate(versions, start=1)}


def _sent(number: int, version: ItemVersion) -> dict[str, str]:
    sent = version.kind.sent(version.kind.key(version.asked))
    return {
        f"answer-{number}" + (f"-{part}" if part else ""): values[0]
        for part, values in sent.items()
    }


def open_response(enrollment: Enrollment) -> Response:
    """Return a question of an attempt that is under way."""
    attempt = start_attempt(ten_questions(), enrollment, actor=enrollment.learner)
    return attempt.responses.filter(item_version__type="single_best").first()


def take_quiz(connection: Connection, browser: Browser, activity: Activity) -> None:
    """Take a quiz from Start to the result, one question a page, without JavaScript."""
    start = browser.post(f"{activity.get_absolute_url()}start/", layout="one")
    attempt = resolve(connection.visit(browser, start)).kwargs["pk"]
    save = reverse("quizzes:attempt-save", args=[attempt])
    given = right_answers()
    for number in range(1, QUESTIONS + 1):
        fields = {"shown": number, f"was-{number}": "", **given[number]}
        go = number + 1 if number < QUESTIONS else "review"
        connection.visit(browser, browser.post(save, **fields, go=go))
    connection.visit(browser, browser.post(reverse("quizzes:attempt-submit", args=[attempt])))
