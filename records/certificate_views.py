"""Certificates and hours: the learner's own page, and the one on which anyone checks a code."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.refusals import Refused
from courses import certificates
from courses.models import Certificate, CertificateState
from records import certificate_files, certificate_texts
from records.certificate_files import address_of
from records.certificate_texts import state_in_words
from records.rate import limited
from records.transcript import transcript
from reports.downloads import attached
from reports.files import FILES, file_name

HOURS_KINDS = ("csv", "pdf")
RELATED = ["learner__organization", "organization", "course", "completion"]


@require_safe
def certificate_list(request):
    """The reader's own certificates, and the hours of what they completed."""
    own = request.user.certificates.select_related("learner__organization", "organization")
    context = {
        "certificates": [
            (each, state_in_words(each), certificates.is_outdated(each)) for each in own
        ],
        "transcript": transcript(request.user),
    }
    return render(request, "records/certificate_list.html", context)


@require_safe
def hours_file(request, kind):
    """The reader's record of hours, to file or to send."""
    if kind not in HOURS_KINDS:
        raise Http404
    table = transcript(request.user)
    name = file_name(table, kind)
    response = attached(b"", FILES[kind].CONTENT_TYPE, name)
    FILES[kind].write(table, response, lambda count: None)
    return response


@require_safe
@login_not_required
@never_cache
@limited
def certificate_check(request):
    """Lead from a code that somebody typed to its certificate, however it was typed."""
    typed = request.GET.get("code", "").strip()
    found = certificates.find(typed)
    if found:
        return redirect(found)
    return render(request, "records/certificate_check.html", {"typed": typed[:100]})


@require_safe
@login_not_required
@never_cache
@limited
def certificate_detail(request, code):
    """Every field of a certificate and what it is worth today, for whoever has its code."""
    certificate = certificates.find(code)
    if certificate is None:
        context = {"typed": code}
        return render(request, "records/certificate_check.html", context, status=404)
    context = {
        "certificate": certificate,
        "state_in_words": state_in_words(certificate),
        "counts": certificate_texts.state_of(certificate) == CertificateState.VALID,
        "facts": certificate_texts.facts(certificate),
        "modules": certificate_texts.modules(certificate),
        "qr": mark_safe(certificate_files.qr_code(address_of(certificate))),  # made here alone
        "limits": certificate_texts.LIMITS,
        "hours_note": certificate_texts.HOURS_NOTE,
        "is_own": certificate.learner_id == request.user.pk,
        "may_see_files": may_see_files(request.user, certificate),
    }
    return render(request, "records/certificate_detail.html", context)


@require_safe
def certificate_pdf(request, code):
    certificate = find_visible(request, code)
    name = slugify(f"certificate {certificate.name}", allow_unicode=True)
    content = certificate_files.pdf_of(certificate)
    return attached(content, FILES["pdf"].CONTENT_TYPE, f"{name}.pdf")


@require_POST
def certificate_again(request, code):
    """Replace the reader's own certificate by one with their name of today."""
    own = get_object_or_404(Certificate, learner=request.user, code=code)
    try:
        new = certificates.issue_again(own, actor=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("records:certificate-list")
    messages.success(request, "Issued again. The old one is kept, and says that it was replaced.")
    return redirect(new)


def may_see_files(viewer, certificate):
    if not viewer.is_authenticated:
        return False
    return Certificate.objects.visible_to(viewer).filter(pk=certificate.pk).exists()


def find_visible(request, code):
    """Return a certificate whose files the reader may have; 404 for all others."""
    visible = Certificate.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related(*RELATED), code=code)
