"""A course's activities in order and what they teach, read once for each edition of the course.

What is kept here never outlives its edition: every request reads the edition with the course,
and publishing counts it up. The activities are shared by requests, so nothing may change them.
"""

from functools import cached_property, lru_cache
from itertools import groupby
from operator import attrgetter

from courses.models import Activity, Page


class Outline:
    """The activities on offer, with their modules and lessons' texts.

    `modules` are [(module, [activity, ...]), ...].
    """

    def __init__(self, course_pk, activities):
        self._course_pk = course_pk
        self._activities = activities
        self._places = {
            (activity.module.slug, activity.slug): place
            for place, activity in enumerate(activities)
        }
        by_module = groupby(activities, attrgetter("module"))
        self.modules = [(module, list(each)) for module, each in by_module]

    def find(self, module, slug):
        """Return an activity by the slugs of its address, None if there is none."""
        place = self._places.get((module, slug))
        return None if place is None else self._activities[place]

    @cached_property
    def teaching(self):
        """Statements' ids, mapped to the ids of the lessons on offer that rest on them."""
        return lessons_teaching([self._course_pk])

    def lessons(self, pks):
        """Return those of some lessons that are on offer, in order."""
        return [activity for activity in self._activities if activity.pk in pks]

    def around(self, activity):
        """Return the activities before and after one, None where the course ends."""
        place = self._places.get((activity.module.slug, activity.slug))
        if place is None:  # retired since
            return None, None
        padded = [None, *self._activities, None]
        return padded[place], padded[place + 2]


def outline(course):
    """Return the Outline of a course as its edition says."""
    return _read(course.pk, course.edition)


def lessons_teaching(courses, statements=None):
    """Map each statement's id to the ids of the lessons on offer in courses that rest on it.

    `statements`: these alone; all of them without it.
    """
    links = Page.statements.through.objects.filter(
        page__activity__course__in=courses, page__activity__retired_at=None
    )
    if statements is not None:
        links = links.filter(statement__in=statements)
    lessons = {}
    for statement, lesson in links.values_list("statement", "page__activity"):
        lessons.setdefault(statement, set()).add(lesson)
    return lessons


@lru_cache(maxsize=16)
def _read(course_pk, edition):
    offered = Activity.objects.offered().filter(course=course_pk).order_by("sequence")
    related = offered.select_related("course", "module", "page")
    return Outline(course_pk, list(related.defer("page__body", "page__summary")))


def forget_outlines():
    """Read every course anew, as after its activities were changed by other means."""
    _read.cache_clear()
