"""The course map, lessons and the glossary."""

from django.contrib import messages
from django.db.models import Exists, F, OuterRef, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from courses.asked import asked_of
from courses.enrollment import next_activity, open_course, remember_place
from courses.models import Activity, Course, Handout, Objective
from courses.outline import outline
from courses.progress import record_completion


def find_enrollment(request, slug):
    """Return the reader's enrollment in a course; 404 if they may not see the course."""
    try:
        return open_course(request.user, slug)
    except Course.DoesNotExist:
        raise Http404 from None


def find_activity(enrollment, module, slug):
    """Return an activity on offer in the course; 404 if there is none."""
    activity = outline(enrollment.course).find(module, slug)
    if activity is None:
        raise Http404
    return activity


def find_lesson(enrollment, module, slug):
    lesson = find_activity(enrollment, module, slug)
    if lesson.kind != Activity.Kind.LESSON:
        raise Http404
    return lesson


def module_part(module):
    """A module on the map: its activities, how many of them are done, and their minutes."""
    activities = module.activities.all()
    return {
        "module": module,
        "activities": activities,
        "done": sum(activity.is_done for activity in activities),
        "total": len(activities),
        "minutes": sum(activity.minutes for activity in activities),
    }


@require_safe
def course_detail(request, course):
    """The map: modules with minutes, content notes, and what the learner has done."""
    enrollment = find_enrollment(request, course)
    activities = Activity.objects.offered().with_is_done(enrollment)
    activities = activities.annotate(number=F("page__number"))  # a quiz has none
    handout = Handout.objects.filter(module=OuterRef("pk"))
    modules = enrollment.course.modules.filter(retired_at__isnull=True)
    modules = modules.annotate(has_handout=Exists(handout)).prefetch_related(
        Prefetch("activities", activities.select_related("course", "module")),
        Prefetch("objectives", Objective.objects.filter(retired_at__isnull=True)),
    )
    context = {
        "enrollment": enrollment,
        "course": enrollment.course,
        "parts": [module_part(module) for module in modules],
        "next": next_activity(enrollment),
        "asked": asked_of(request.user, enrollment.course_id),
    }
    return render(request, "courses/course_detail.html", context)


@require_safe
def lesson_detail(request, course, module, activity):
    """A lesson, its summary, or first the choice between them where a content note is due."""
    enrollment = find_enrollment(request, course)
    lesson = find_activity(enrollment, module, activity)
    if lesson.kind != Activity.Kind.LESSON:
        return redirect(lesson)
    remember_place(enrollment, lesson)
    previous, following = outline(enrollment.course).around(lesson)
    is_done = enrollment.completions.filter(activity=lesson).exists()
    asked = request.GET.get("view")
    shows_choice = bool(lesson.note) and not is_done and asked not in ("lesson", "summary")
    context = {
        "course": enrollment.course,
        "lesson": lesson,
        "page": lesson.page,
        "is_done": is_done,
        "previous": previous,
        "following": following,
        "shows_choice": shows_choice,
        "shows_summary": asked == "summary" and bool(lesson.page.summary_html),
    }
    return render(request, "courses/lesson_detail.html", context)


@require_POST
def lesson_read(request, course, module, activity):
    """Mark a lesson as read and go on to what comes next."""
    enrollment = find_enrollment(request, course)
    lesson = find_lesson(enrollment, module, activity)
    record_completion(enrollment, lesson, revision=lesson.page.revision)
    _, following = outline(enrollment.course).around(lesson)
    if following is not None:
        remember_place(enrollment, following)  # so that opening it has nothing to write
    if following is None or following.module_id != lesson.module_id:
        messages.success(
            request, f"That is the end of “{lesson.module.title}”. A good place to stop."
        )
    return redirect(following or enrollment.course)


@require_safe
def handout_detail(request, course, module):
    """What to take to work from a module, made to be printed on one page."""
    enrollment = find_enrollment(request, course)
    offered = Handout.objects.filter(module__course=enrollment.course)
    offered = offered.filter(module__retired_at__isnull=True).select_related("module")
    handout = get_object_or_404(offered, module__slug=module)
    context = {"course": enrollment.course, "handout": handout}
    return render(request, "courses/handout_detail.html", context)


@require_safe
def glossary(request, course):
    """The course's terms from A to Z, to which its lessons link."""
    enrollment = find_enrollment(request, course)
    terms = enrollment.course.glossary.prefetch_related("statements__source")
    in_order = sorted(terms, key=lambda term: term.term.casefold())
    context = {"course": enrollment.course, "terms": in_order}
    return render(request, "courses/glossary.html", context)
