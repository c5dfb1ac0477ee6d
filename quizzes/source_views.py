"""What the courses rest on, statement by statement."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.models import Course, Statement
from quizzes.covering import by_document, coverings
from quizzes.source_forms import StatementFilterForm


@require_safe
@login_not_required
def statement_list(request):
    """The statements for everyone; what teaches and tests them for those who may see it."""
    ledger = Statement.objects.ledger()
    form = StatementFilterForm(request.GET)
    courses = visible_courses(request.user)
    found = coverings(form.apply(ledger), courses)
    context = {
        "form": form,
        "documents": by_document(found),
        "found": len(found),
        "total": ledger.count(),
        "courses": courses,
    }
    partial = "#rows" if request.htmx else ""
    return render(request, f"sources/statement_list.html{partial}", context)


def visible_courses(viewer):
    """Return the courses that a viewer may see; without signing in nobody sees any."""
    return list(Course.objects.visible_to(viewer)) if viewer.is_authenticated else []
