"""For authors: which statements are taught and tested, where, and what is missing."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.models import Course
from courses.publishing import own_statements
from quizzes.authoring_views import for_authors
from quizzes.coverage import summary
from quizzes.covering import by_document, coverings
from quizzes.source_forms import CoverageFilterForm


@require_safe
@for_authors
def coverage(request):
    """Every statement that a course rests on, by what teaches and what tests it there."""
    courses = list(Course.objects.visible_to(request.user).order_by("title", "pk"))
    if not courses:
        return render(request, "authoring/coverage.html")
    course = chosen(courses, request.GET.get("course"))
    ledger = own_statements(course).ledger()
    found = coverings(ledger, [course])
    form = CoverageFilterForm(request.GET, course=course)
    shown = form.narrow(found, ledger)
    context = {
        "course": course,
        "others": [each for each in courses if each != course],
        "form": form,
        "documents": by_document(shown),
        "found": len(shown),
        "total": len(found),
        "summary": summary(each.gaps for each in found),
        "as_of": timezone.localtime(),
    }
    partial = "#rows" if request.htmx else ""
    return render(request, f"authoring/coverage.html{partial}", context)


def chosen(courses, slug):
    """Return the course of a slug, the first when there is none of that slug."""
    return next((course for course in courses if course.slug == slug), courses[0])
