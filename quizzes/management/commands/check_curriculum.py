"""Check a course as a whole: coverage, wording, questions. Fails where something must change."""

import json
from dataclasses import asdict

from django.core.management.base import CommandError

from courses.published import published_course
from quizzes.curriculum import check_curriculum
from quizzes.exporting import published_questions
from quizzes.findings import COUNTED
from quizzes.folders import course_folders, offered_courses, read_folder
from quizzes.management.course_command import CourseCommand


class Command(CourseCommand):
    help = "Say what is not covered, and what a program finds in the course's texts and questions."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("--course", help="the name of one course; else all of them")
        parser.add_argument(
            "--database",
            action="store_true",
            help="check what learners are offered, authors' changes included, not the files",
        )
        parser.add_argument("--json", action="store_true", help="all that is found, for programs")

    def handle(self, *, course, database, **options):
        read = _from_database if database else _from_files
        checked = {name: check_curriculum(*content) for name, content in read(course)}
        if options["json"]:
            self.stdout.write(json.dumps(_plain(checked), indent=1, ensure_ascii=False))
        else:
            for name, each in checked.items():
                self.tell(name, each, options["verbosity"])
        errors = sum(len(each.of("error")) for each in checked.values())
        if errors:
            raise CommandError(f"{errors} to change")

    def tell(self, name, checked, verbosity):
        """Write what is open; with -v 2 what is merely to think about, and what has a reason."""
        counts = ", ".join(f"{count:,} {what}" for what, count in checked.counts.items())
        self.stdout.write(f"{name}: {counts}")
        self.stdout.write(f"{checked.coverage_in_words}.")
        for severity, words in COUNTED.items():
            found = checked.of(severity)
            self.stdout.write(f"{len(found)} {words}")
            for each in found if severity != "info" or verbosity > 1 else ():
                self.stdout.write(f"  {_line(each)}")
        settled = [each for each in checked.findings if not each.is_open]
        self.stdout.write(f"{len(settled)} left, each with a reason")
        for each in settled if verbosity > 1 else ():
            self.stdout.write(f"  {_line(each)} Left: {each.reason}")


def _from_files(name):
    return [(folder.name, read_folder(folder)) for folder in course_folders(name)]


def _from_database(name):
    return [
        (course.slug, (published_course(course), published_questions(course)))
        for course in offered_courses(name)
    ]


def _line(finding):
    matched = f" “{finding.matched}”" if finding.matched else ""
    return f"{finding.place}: {finding.check}{matched} {finding.message}"


def _plain(checked):
    return {
        name: {
            "counts": each.counts,
            "findings": [asdict(finding) for finding in each.findings],
            "coverage": [asdict(statement) for statement in each.covered],
        }
        for name, each in checked.items()
    }
