"""The administrator's pages of certificates: find, issue by hand, revoke."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.decorators import form_view
from accounts.models import User
from accounts.people_views import managed_organization, refusals_in
from accounts.permissions import require
from accounts.roles import Permission
from courses import certificates
from courses.certificate_codes import as_code
from courses.dates import local_date
from courses.models import Certificate
from records.certificate_forms import CertificateFilterForm, IssueForm, RevokeForm
from records.certificate_texts import state_in_words, state_of
from reports.downloads import attached
from reports.files import csv_files

PAGE_SIZE, BATCH = 25, 500
FILE_COLUMNS = [
    "Name",
    "Course",
    "Edition",
    "Completed on",
    "Minutes",
    "Valid until",
    "State",
    "State in words",
    "Issued",
    "Code",
]


@require_safe
def issued_list(request):
    """The certificates of the organization's people, searched and filtered."""
    form, found = find_issued(request)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = [(each, state_in_words(each)) for each in page.object_list]
    context = {
        "form": form,
        "page": page,
        "is_narrowed": any(form.data.get(name) for name in form.fields),
    }
    partial = "#rows" if request.htmx else ""
    return render(request, f"records/issued_list.html{partial}", context)


@require_safe
def issued_file(request):
    """The same, all of them, as CSV for the agency's own files."""
    _, found = find_issued(request)
    rows = map(file_row, found.iterator(BATCH))
    name = f"certificates_{timezone.localdate():%Y-%m-%d}.csv"
    return attached(csv_files.csv_chunks(FILE_COLUMNS, rows), csv_files.CONTENT_TYPE, name)


def find_issued(request):
    """Return the filter, and the certificates that it finds, the latest first."""
    organization = managed_organization(request)
    require(request.user, Permission.ISSUE_CERTIFICATES)
    form = CertificateFilterForm(request.GET)
    found = narrowed(Certificate.objects.issued_by(request.user), form, organization)
    return form, found.select_related("learner__organization").order_by("-issued_at", "-pk")


def file_row(certificate):
    return [
        certificate.name,
        certificate.course_title,
        str(certificate.edition),
        certificate.completed_on.isoformat(),
        str(certificate.minutes),
        certificate.valid_until.isoformat() if certificate.valid_until else "",
        state_of(certificate).value,
        state_in_words(certificate),
        "by hand" if certificate.is_by_hand else "by completing",
        certificate.code,
    ]


def narrowed(found, form, organization):
    """Return the certificates that a filter finds; none where it makes no sense."""
    if not form.is_valid():
        return found.none()
    words, state = form.cleaned_data["q"], form.cleaned_data["state"]
    if words:
        named = Q(name__icontains=words) | Q(learner__name__icontains=words)
        whole = "iexact" if "@" in words else "icontains"  # ann@ is no part of joann@
        address = Q(**{f"learner__email__{whole}": words})
        found = found.filter(named | address | Q(code=as_code(words)))
    today = local_date(timezone.now(), organization.time_zone)
    return found.in_state(state, today) if state else found


@form_view
def issue(request, pk):
    """Issue a certificate for what an administrator knows of. Nobody issues one to themself."""
    people = User.objects.under(request.user, Permission.ISSUE_CERTIFICATES)
    people = people.exclude(pk=request.user.pk)
    learner = get_object_or_404(people.select_related("organization"), pk=pk)
    form = IssueForm(request.POST or None, learner=learner)
    if form.is_valid():
        with refusals_in(form):
            issued = certificates.issue_by_hand(learner, actor=request.user, **form.cleaned_data)
            messages.success(request, f"Issued to {learner}.")
            return redirect(issued)
    return render(request, "records/issue.html", {"learner": learner, "form": form})


@form_view
def revoke(request, code):
    """Ask why, saying what will happen, then revoke."""
    certificate = get_object_or_404(Certificate.objects.issued_by(request.user), code=code)
    form = RevokeForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            certificates.revoke(certificate, actor=request.user, **form.cleaned_data)
            messages.success(request, "Revoked. Whoever looks it up is told so.")
            return redirect("records:issued-list")
    return render(request, "records/revoke.html", {"certificate": certificate, "form": form})
