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
    Column("Hours", "the same in hours of 60 minutes, rounded down to hundredths"),
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
            organization.credit_statement if organization else "",
            HOURS_NOTE,
            LIMITS,
        ]
        return [line for line in lines if line]


def transcript(learner):
    """Return the Transcript of a learner: modules done here, and courses certified by hand."""
    completed = sorted([*_done_here(learner), *_by_hand(learner)])
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
    )


def _done_here(learner):
    certified = Certificate.objects.in_force().filter(learner=learner, is_by_hand=False)
    codes = dict(certified.order_by("completed_on", "pk").values_list("course", "code"))
    for report in course_reports(learner):
        for part in report.modules:
            if part.progress.is_done:
                last = max(step.done_at for step in part.steps)
                yield Completed(
                    course=report.course.title,
                    code=codes.get(report.course.pk, ""),
                    day=local_date(last, learner.time_zone),
                    module=str(part.module),
                    minutes=part.minutes,
                )


def _by_hand(learner):
    for certificate in Certificate.objects.in_force().filter(learner=learner, is_by_hand=True):
        for module in certificate.contents:
            yield Completed(
                course=certificate.course_title,
                code=certificate.code,
                day=certificate.completed_on,
                module=module["title"],
                minutes=module["minutes"],
            )
