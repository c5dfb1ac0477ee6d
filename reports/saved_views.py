"""Reports that are put together, kept, shared and scheduled."""

from itertools import islice

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.covering import require_coverage
from accounts.roles import Permission
from reports import exporting, saving
from reports.models import SavedReport
from reports.saved_forms import SavedReportForm
from reports.scopes import find_scope

PAGE_SIZE = 50


@require_safe
def saved_list(request):
    """The reports that the reader keeps, and those that others share."""
    require_coverage(request.user, Permission.VIEW_PROGRESS)
    seen = SavedReport.objects.visible_to(request.user).select_related("owner")
    received = set(request.user.received_reports.values_list("pk", flat=True))
    context = {"saved": seen, "received": received}
    return render(request, "reports/saved_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_edit(request, pk=None):
    """Put a report together, or change one of the reader's own."""
    saved = SavedReport()
    if pk is not None:
        saved = get_object_or_404(SavedReport, owner=request.user, pk=pk)
    course = QueryDict(saved.query).get("course") or request.GET.get("course", "")
    scope = find_scope(request.user, {"course": course})
    if scope.course is None:
        raise Http404
    form = SavedReportForm(request.POST or None, scope=scope, owner=request.user, instance=saved)
    if form.is_valid():
        saving.keep_report(form.save(commit=False), query=form.query, owner=request.user)
        messages.success(request, "Saved.")
        return redirect("reports:saved-detail", saved.pk)
    context = {"form": form, "saved": saved}
    return render(request, "reports/saved_edit.html", context)


class RowPages(Paginator):
    """Pages of a table, of whose rows no more are made than a page needs."""

    def __init__(self, table):
        super().__init__(table.rows, PAGE_SIZE)
        self.count = table.count

    def page(self, number):
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        rows = islice(self.object_list, start, start + self.per_page)
        return self._get_page(list(rows), number, self)


@require_safe
def saved_detail(request, pk):
    """A report as it is now, of the people that the reader supervises."""
    saved = find_saved(request, pk)
    require_coverage(request.user, Permission.VIEW_PROGRESS)
    context = {"saved": saved, "is_own": saved.owner_id == request.user.pk}
    context["receives"] = saved.receivers.filter(pk=request.user.pk).exists()
    try:
        table = exporting.table_of("learners", saved.query, request.user)
    except Http404:
        return render(request, "reports/saved_detail.html", context)
    context |= {"table": table, "page": RowPages(table).get_page(request.GET.get("page"))}
    return render(request, "reports/saved_detail.html", context)


@require_POST
def saved_receive(request, pk):
    """Get the links to a scheduled report, or get them no more."""
    saved = find_saved(request, pk)
    change = saved.receivers.add if request.POST.get("receive") else saved.receivers.remove
    change(request.user)
    messages.success(request, "Saved.")
    return redirect("reports:saved-detail", pk)


@require_POST
def saved_delete(request, pk):
    saved = get_object_or_404(SavedReport, owner=request.user, pk=pk)
    saving.forget_report(saved, actor=request.user)
    messages.success(request, f"“{saved.name}” is no longer kept.")
    return redirect("reports:saved-list")


def find_saved(request, pk):
    seen = SavedReport.objects.visible_to(request.user).select_related("owner")
    return get_object_or_404(seen, pk=pk)
