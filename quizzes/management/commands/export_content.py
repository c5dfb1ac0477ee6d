"""Write courses from the database to files, as load_content reads them."""

from pathlib import Path

from courses.content import course_files
from courses.published import published_course
from quizzes.content import with_questions
from quizzes.exporting import published_questions
from quizzes.folders import offered_courses
from quizzes.management.course_command import CourseCommand
from quizzes.picture_folders import picture_files


class Command(CourseCommand):
    help = "Write the courses in the database to files, one folder for each course."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="where the courses' folders are put")
        parser.add_argument("--course", help="the id of one course; else all of them")

    def handle(self, *, folder, course, **options):
        for found in offered_courses(course):
            target = folder / found.slug
            files = export_files(found)
            _write(target, files)
            self.stdout.write(f"{target}: {len(files)} files")
            for name in sorted(_names(target) - files.keys()):
                self.stdout.write(f"  not from this export: {name}")


def export_files(course):
    """Return each of a course's files as text, pictures as bytes; questions as published."""
    content, questions = published_course(course), published_questions(course)
    return course_files(with_questions(content, questions)) | picture_files(content, questions)


def _write(target, files):
    for name, text in files.items():
        file = target / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def _names(target):
    files = [file.relative_to(target) for file in target.rglob("*") if file.is_file()]
    return {file.as_posix() for file in files if not file.name.startswith(".")}
