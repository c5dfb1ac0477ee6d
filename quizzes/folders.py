"""The courses that commands are asked for: their folders, and those the database offers."""

from contextlib import contextmanager

from django.conf import settings

from courses.content import ContentError, read_course
from courses.models import Course
from quizzes.content import read_questions
from quizzes.picture_folders import with_pictures


class CourseFault(Exception):
    """A course is not there, or its files cannot be used; says so in words."""


def course_folders(name=None):
    """Return the folders of all courses, or the one of that name. Raises CourseFault."""
    folders = sorted(file.parent for file in settings.COURSES_DIR.glob("*/course.yaml"))
    if name is None:
        return folders
    found = [folder for folder in folders if folder.name == name]
    if not found:
        raise CourseFault(f"There is no course “{name}” in {settings.COURSES_DIR}.")
    return found


def read_folder(folder):
    """Return what a course's files say, and the Questions of its modules. Raises CourseFault."""
    with faults_of(folder.name):
        content = read_course(folder)
        return content, with_pictures(folder, content, read_questions(content))


@contextmanager
def faults_of(course):
    """Say in which course's folder the file is that has a fault."""
    try:
        yield
    except ContentError as error:
        raise CourseFault(f"{course}/{error}") from None


def offered_courses(slug=None):
    """Return all courses on offer, or the one of that slug. Raises CourseFault."""
    courses = Course.objects.offered().order_by("slug")
    if slug is None:
        return courses
    found = courses.filter(slug=slug)
    if not found:
        raise CourseFault(f"There is no course “{slug}”.")
    return found
