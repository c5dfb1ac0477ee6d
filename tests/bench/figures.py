"""The figures of the table, one function each."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse

from courses.certificates import issue_missing
from courses.models import Certificate, CourseCompletion, Enrollment
from records.certificate_files import pdf_of
from tests.bench import works
from tests.bench.client import Connection, Unexpected, check, drive
from tests.bench.comparing import compare_rates, compare_times
from tests.bench.data import SIZES
from tests.bench.server import Worker

CONNECTIONS = 8


class Figure(NamedTuple):
    """A line of the table; `is_met` is None where nothing was promised."""

    work: str
    measured: str
    ratio: str = ""
    budget: str = ""
    is_met: bool | None = None


class Bench:
    """The running server, eight connections to it, and learners who are signed in."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.host = f"{address[0]}:{address[1]}"
        self.connections = _connect(address)
        self.workers = [Worker(pid) for pid in {_worker(each) for each in self.connections}]
        self.browsers, self.enrollments = works.learners(self.host, CONNECTIONS + 1)

    def lanes(self, requests):
        """Give each connection a learner; `requests` makes what the learner asks for."""
        return [
            (connection, requests(browser, number))
            for number, (connection, browser) in enumerate(
                zip(self.connections, self.browsers, strict=False)
            )
        ]


def _connect(address):
    """Open the same number of connections to both processes; the kernel would deal unevenly."""
    kept = {}
    while sum(map(len, kept.values())) < CONNECTIONS:
        connection = Connection(address)
        mine = kept.setdefault(_worker(connection), [])
        if len(mine) < CONNECTIONS // 2:
            mine.append(connection)
    return [connection for mine in kept.values() for connection in mine]


def _worker(connection):
    answer = connection.fetch(b"GET /bench/worker/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return int(answer.rpartition(b"\r\n")[2])


def measure(bench: Bench):
    """Yield the figures as they are found."""
    yield lesson_page(bench)
    yield saved_answer(bench)
    yield client(bench)
    # From here on one connection is used; the server closes the others, as idle ones.
    yield quiz(bench)
    yield from team_pages(bench)
    yield from organization_pages(bench)
    yield from exports(bench)
    yield memory(bench)
    yield from certificates()


def lesson_page(bench):
    bare = bench.lanes(lambda browser, number: works.bare_pages(browser))
    pages = bench.lanes(works.lessons)
    return _rate_figure("lesson page", compare_rates(bare, pages))


def saved_answer(bench):
    open_ones = [works.open_response(enrollment) for enrollment in bench.enrollments[:CONNECTIONS]]
    bare = bench.lanes(lambda browser, number: works.bare_writes(browser, open_ones[number]))
    saves = bench.lanes(lambda browser, number: works.saves(browser, open_ones[number]))
    connection, requests = saves[0]
    if b"Saved at" not in connection.fetch(next(requests)):
        raise Unexpected("The answer was not saved.")
    return _rate_figure("save an answer", compare_rates(bare, saves))


def _rate_figure(work, found):
    measured = f"{found.work:.0f} a second (bare {found.bare:.0f})"
    return Figure(work, measured, f"{found.ratio:.2f}", "at least 0.6", found.ratio >= 0.6)


def quiz(bench):
    connection, browser = bench.connections[0], bench.browsers[-1]
    activity = works.ten_questions().activity
    sent = connection.sent
    works.take_quiz(connection, browser, activity)
    requests = connection.sent - sent
    found = _compare_with_page(
        bench, lambda: works.take_quiz(connection, browser, activity), repeat=2
    )
    return _time_figure(f"quiz of {works.QUESTIONS}, {requests} requests", found, most=40)


def team_pages(bench):
    """A team's page costs the same whatever the size of the agency around the team."""
    ratios = {}
    for size in SIZES:
        found = _page(bench, "learner-list", size, "a-team")
        ratios[size] = found.ratio
        yield _time_figure(f"team page, agency of {size:,}", found, most=5)
    for small, large in pairwise(SIZES[1:]):
        growth = ratios[large] / ratios[small]
        yield _growth_figure(f"the page of {large:,} to that of {small:,}", growth)


def organization_pages(bench):
    """What a supervisor of a whole agency opens; the budgets are for 10,000 learners."""
    pages = {"learner-list": 150, "team-detail": 200, "objective-list": None}
    for name, budget in pages.items():
        ratios = {}
        for size in SIZES[2:]:
            found = _page(bench, name, size, "all")
            ratios[size] = found.ratio
            figure = _time_figure(f"{name} of all {size:,}", found)
            if budget and size == SIZES[2]:
                is_met = found.work * 1000 < budget
                figure = figure._replace(budget=f"under {budget} ms", is_met=is_met)
            yield figure
        growth = ratios[SIZES[3]] / ratios[SIZES[2]]
        yield _growth_figure(f"{name} of 100,000 to that of 10,000", growth)


def _growth_figure(work, growth):
    return Figure(work, "", f"{growth:.2f}", "at most 1.2", growth <= 1.2)


def _page(bench, name, size, scope):
    connection, browser = bench.connections[0], works.supervisor(bench.host, size, scope)
    request = browser.get(reverse(f"reports:{name}"))
    return _compare_with_page(bench, lambda: check(connection.fetch(request)), repeat=5)


def _compare_with_page(bench, work, repeat):
    """Compare with the bare view on the same connection, one request after the other."""
    connection, browser = bench.connections[0], bench.browsers[0]
    bare = browser.get(reverse("bare-page"))
    return compare_times(lambda: check(connection.fetch(bare)), work, repeat)


def _time_figure(work, found, most=None):
    measured = f"{found.work * 1000:.1f} ms (bare {found.bare * 1000:.1f})"
    figure = Figure(work, measured, f"{found.ratio:.1f}")
    return figure._replace(budget=f"at most {most}", is_met=found.ratio <= most) if most else figure


def exports(bench):
    """The CSV of an agency: how long it takes, and that ten times the learners need no more."""
    peaks, times = {}, {}
    for size in SIZES[1:]:
        times[size], peaks[size] = _export(bench, size)
    small, middle, large = times
    seconds = times[middle]
    yield Figure(f"CSV of {middle:,} learners", f"{seconds:.2f} s", "", "under 1 s", seconds < 1)
    growth = times[large] / seconds
    measured = f"{times[large]:.2f} s, {growth:.1f} times as long"
    yield Figure(f"CSV of {large:,} learners", measured, "", "linear", growth < 12)
    measured = ", ".join(f"{peaks[size]:.1f} MB for {size:,}" for size in peaks)
    is_met = peaks[large] < peaks[small] + 8
    yield Figure("memory that a CSV takes", measured, "", "the same", is_met)


def _export(bench, size):
    """Return the median time of several exports, and how far memory rose for them."""
    connection = bench.connections[0]
    browser = works.supervisor(bench.host, size, "all")
    before = sum(worker.resident() for worker in bench.workers)
    for worker in bench.workers:
        worker.forget_peak()
    repeat = 5 if size <= SIZES[2] else 3
    times = [_timed_export(connection, browser, size) for _ in range(repeat)]
    return median(times), sum(worker.peak() for worker in bench.workers) - before


def _timed_export(connection, browser, size):
    began = time.perf_counter()
    answer = connection.fetch(browser.get(reverse("reports:report-csv", args=["learners"])))
    taken = time.perf_counter() - began
    check(answer)
    if answer.count(b"\r\n") < size:
        raise Unexpected(f"The CSV has not all of the {size} learners.")
    return taken


def memory(bench):
    resident = sum(worker.resident() for worker in bench.workers)
    shared = sum(worker.proportional() for worker in bench.workers)
    measured = f"{resident:.0f} MB ({shared:.0f} with shared pages once)"
    return Figure("memory of the two processes", measured, "", "under 200 MB", resident < 200)


def certificates():
    """What one of ten thousand certificates takes to be issued, and to be drawn on all cores."""
    count, drawn = 10_000, 500
    learning = Enrollment.objects.filter(learner__organization__slug=f"agency-{count}")
    with transaction.atomic():
        done = [CourseCompletion(enrollment=each, edition=1) for each in learning]
        CourseCompletion.objects.bulk_create(done, batch_size=1000, ignore_conflicts=True)
        began = time.perf_counter()
        issued = issue_missing(CourseCompletion.objects.filter(enrollment__in=learning))
        each = 1000 * (time.perf_counter() - began) / issued
        work = f"one of {issued:,} certificates issued"
        yield Figure(work, f"{each:.2f} ms", "", "under 10 ms", each < 10)
        made = Certificate.objects.select_related("learner__organization", "completion")[:drawn]
        began = time.perf_counter()
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            list(cores.map(pdf_of, made))
        each = 1000 * (time.perf_counter() - began) / drawn
        yield Figure(
            f"one of {drawn} drawn as PDFs", f"{each:.1f} ms", "", "under 10 ms", each < 10
        )
        transaction.set_rollback(True)


def client(bench):
    """What the client takes of the processors: by so much it makes ratios look better."""
    lanes = bench.lanes(lambda browser, number: works.bare_pages(browser))
    before, began = sum(worker.cpu() for worker in bench.workers), time.process_time()
    answered, _ = drive(lanes, 2)
    own = 1000 * (time.process_time() - began) / answered
    server = 1000 * (sum(worker.cpu() for worker in bench.workers) - before) / answered
    return Figure("processor time of a bare view", f"{server:.1f} ms, of the client {own:.2f} ms")
