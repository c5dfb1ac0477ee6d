"""Reports as files: at once where they stream, in the background where they are made whole."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.covering import require_coverage
from accounts.roles import Permission
from reports import exporting
from reports.downloads import attached
from reports.files import FILES, csv_files, file_name
from reports.models import Export
from reports.tables import REPORTS


@require_safe
def report_csv(request, report):
    """A report as it is on the screen, all pages of it, as CSV."""
    require_coverage(request.user, Permission.VIEW_PROGRESS)
    if report not in REPORTS:
        raise Http404
    table = exporting.table_of(report, request.GET.urlencode(), request.user)
    return attached(csv_files.chunks(table), csv_files.CONTENT_TYPE, file_name(table, "csv"))


@require_POST
def export_create(request, report):
    """Ask for a file of a report; the query string of its screen comes along."""
    kind, query = request.POST.get("kind"), request.POST.get("query", "")
    if report not in REPORTS or kind not in FILES:
        raise Http404
    try:
        exporting.ask_for(report, kind, query, owner=request.user)
    except exporting.TooManyRows as refusal:
        messages.warning(request, str(refusal))
    return redirect("reports:export-list")


@require_safe
def export_list(request):
    """The reader's own files, and how far those are that are being made."""
    require_coverage(request.user, Permission.VIEW_PROGRESS)
    exports = list(Export.objects.of(request.user))
    context = {"exports": exports, "is_waiting": any(each.is_unfinished for each in exports)}
    partial = "#files" if request.htmx else ""
    return render(request, f"reports/export_list.html{partial}", context)


@require_safe
def export_file(request, pk):
    """A file that was made, for whoever asked for it while they may see its report."""
    done = Export.objects.of(request.user).filter(state=Export.State.DONE)
    export = get_object_or_404(done.select_related("owner", "stored_file"), pk=pk)
    if not exporting.may_still_see(export):
        raise Http404
    content = bytes(export.stored_file.content)
    return attached(content, FILES[export.kind].CONTENT_TYPE, export.file_name)
