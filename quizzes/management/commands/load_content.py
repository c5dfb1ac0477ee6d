"""Load courses from their files: check everything first, then change all or nothing."""

from django.conf import settings
from django.db import transaction

from courses.content.digests import digest_of
from courses.models import Course
from quizzes.folders import course_folders, faults_of, read_folder
from quizzes.loading import Decision, load_course
from quizzes.management.course_command import CourseCommand


class Command(CourseCommand):
    help = "Bring the database in line with the course files in fixtures/courses."

    def add_arguments(self, parser):
        parser.add_argument("--course", help="the name of one course's folder; else all of them")
        parser.add_argument(
            "--check", action="store_true", help="only read the files and say what is wrong"
        )
        decision = parser.add_mutually_exclusive_group()
        for option, value, text in [
            ("--take-file", Decision.TAKE_FILE, "what the file says holds"),
            ("--keep-database", Decision.KEEP_DATABASE, "what the author says stays, for good"),
        ]:
            decision.add_argument(
                option,
                dest="decision",
                action="store_const",
                const=value,
                default=Decision.ASK,
                help=f"where something changed both here and in its file, {text}",
            )

        parser.add_argument(
            "--if-changed",
            action="store_true",
            help="pass over a course whose files, and what reads them, are as at its last load",
        )

    def handle(self, *, course, check, decision, if_changed, **options):
        digests = {folder: _digest(folder) for folder in course_folders(course)}
        if if_changed:
            digests = self.changed(digests)
        contents = [read_folder(folder) for folder in digests]
        if check:
            for content, _ in contents:
                self.stdout.write(f"{content.slug}: the files can be loaded")
            return
        with transaction.atomic():
            loads = [
                (content.slug, _load(content, questions, decision))
                for content, questions in contents
            ]
            for (slug, load), digest in zip(loads, digests.values(), strict=True):
                _remember(slug, load, digest)
        for slug, load in loads:
            self.tell(slug, load, options["verbosity"])

    def changed(self, digests):
        """Return the folders of courses to load and their digests; say which are passed over."""
        loaded = dict(Course.objects.offered().values_list("slug", "loaded_digest"))
        same = {folder for folder, digest in digests.items() if loaded.get(folder.name) == digest}
        for folder in sorted(same):
            self.stdout.write(f"{folder.name}: as at the last load")
        return {folder: digest for folder, digest in digests.items() if folder not in same}

    def tell(self, slug, load, verbosity):
        counts = ", ".join(f"{count} {kind}" for kind, count in load.report.counts.items())
        self.stdout.write(f"{slug}: {counts}")
        for kind in ("added", "changed", "retired") if verbosity > 1 else ():
            for name in getattr(load.report, kind):
                self.stdout.write(f"  {kind}: {name}")
        for item in load.kept:
            self.stdout.write(f"  kept as authors made it: item {item}")
        for item in load.conflicts:
            self.stdout.write(
                f"  not loaded: item {item} changed both in the application and in its file; "
                "decide with --take-file or --keep-database"
            )
        self.tell_of_quizzes("settings", load.kept_settings, load.conflicting_settings)
        self.tell_of_quizzes("questions", load.kept_questions, load.conflicting_questions)

    def tell_of_quizzes(self, name, kept, conflicts):
        for module in kept:
            self.stdout.write(f"  kept as authors made them: {name} of the quiz in {module}")
        for module in conflicts:
            self.stdout.write(
                f"  not loaded: {name} of the quiz in {module} changed both in the application "
                "and in its file; decide with --take-file or --keep-database"
            )


def _load(content, questions, decision):
    with faults_of(content.slug):
        return load_course(content, questions, decision=decision)


def _digest(folder):
    """Return what tells a course's files, and what makes pages of them, from any others.

    That is the code that reads them, the packages it calls on, and the addresses it links to.
    """
    base = settings.BASE_DIR
    readers = [base / "courses", base / "quizzes", base / "templates" / "components"]
    code = (path for reader in readers for path in reader.rglob("*"))
    sources = [path for path in code if path.suffix in {".py", ".yaml", ".html"}]
    sources += [base / "requirements.txt", base / "config" / "urls.py"]
    return digest_of([*sources, *(path for path in folder.rglob("*") if path.is_file())])


def _remember(slug, load, digest):
    """Note that a course is as its files say, unless authors' work differs: that is named again."""
    digest = digest if load.is_settled else ""
    Course.objects.filter(slug=slug).update(loaded_digest=digest)
