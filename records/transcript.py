"""The record of hours: what a learner completed, for agencies and boards that count hours."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from courses.dates import local_date
from courses.hours import decimal, in_words
from courses.models import Certificate
from records.certificate_texts import HOURS_NOTE, LIMITS
from reports.queries import course_reports
from reports.table import Column, Table

COLUMNS = [
    Column("Course", "its title"),
    Column("Module", "its number and title"),
    Column("Completed on", "the day of its last part, a date of the organization"),
    Column("Minutes", "planned for the module’s parts"),
    Column(
        "Hours",
        "the same in hours of 60 minutes, each rounded down to hundredths; the hours in all are "
        "those of all minutes",
    ),
    Column("Certificate", "the code of the course’s certificate, if there is one in force"),
]


class Completed(NamedTuple):
    """A module that was completed, in the order in which a record has them."""

    course: str
    code: str
    day: date
    module: str
    minutes: int

    @property
    def texts(self):
        """The row as files have it."""
        hours = decimal(self.minutes)
        return [self.course, self.module, self.day.isoformat(), str(self.minutes), hours, self.code]


@dataclass(frozen=True)
class Transcript(Table):
    """The Table of one learner's completed modules, and their hours in all."""

    learner: User
    completed: list[Completed]
    credits: list[str]

    @property
    def total(self):
        minutes = sum(each.minutes for each in self.completed)
        return f"{in_words(minutes)} ({decimal(minutes)})"

    @property
    def by_course(self):
        """[(course, code of its certificate or an empty text, its modules), ...]"""
        grouped = groupby(self.completed, attrgetter("course", "code"))
        return [(*about, list(each)) for about, each in grouped]

    @property
    def facts(self):
        organization = self.learner.organization
        lines = [
            f"As of {date_format(self.as_of, 'F j, Y, g:i A T')}",
            f"Organization: {organization.name}" if organization else "",
            f"Hours in all: {self.total}",
            *dict.fromkeys(self.credits),
            HOURS_NOTE,
            LIMITS,
        ]
        return [line for line in lines if line]


def transcript(learner):
    """Return the Transcript of a learner: each course once.

    Of a course with a certificate in force it has what the certificate says, which no later change
    of the course makes less; of others the modules whose parts are all done.
    """
    certified = _certified(learner)
    completed = sorted(_completed(learner, certified))
    return Transcript(
        name="Record of hours",
        about=learner.name,
        slug="hours",
        filters=[],
        as_of=timezone.localtime(),
        columns=COLUMNS,
        rows=[each.texts for each in completed],
        count=len(completed),
        learner=learner,
        completed=completed,
        credits=[each.credit_statement for each in certified.values() if each.credit_statement],
    )


def _certified(learner):
    """Map a course's id to its first certificate in force: a refresher's adds no hours."""
    in_force = Certificate.objects.in_force().filter(learner=learner)
    latest_first = in_force.order_by("-completed_on", "-pk")
    return {certificate.course_id: certificate for certificate in latest_first}


def _completed(learner, certified):
    days = {}
    for report in course_reports(learner):
        for part in report.modules:
            if part.progress.is_done:
                last = max(step.done_at for step in part.steps)
                day = local_date(last, learner.time_zone)
                days[report.course.pk, str(part.module)] = day
                if report.course.pk not in certified:
                    yield Completed(report.course.title, "", day, str(part.module), part.minutes)
    for course, certificate in certified.items():
        for module in certificate.contents:
            done_here = None if certificate.is_by_hand else days.get((course, module["title"]))
            yield Completed(
                course=certificate.course_title,
                code=certificate.code,
                day=done_here or certificate.completed_on,
                module=module["title"],
                minutes=module["minutes"],
            )
