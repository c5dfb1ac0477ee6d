"""Open Badges: a learner's own as files, and what others need to check them."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.models import Organization
from courses.models import Certificate, Course
from records import badges, signing
from records.certificate_views import find_visible
from records.models import EndedBadge
from records.rate import limited
from reports.downloads import attached

TOKEN = "application/vc+jwt"
# kind of file: (how it is made of a certificate, content type)
KINDS = {
    "jwt": (lambda certificate: badges.as_jwt(certificate).encode(), TOKEN),
    "svg": (badges.as_svg, "image/svg+xml"),
    "png": (badges.as_png, "image/png"),
}


def find_issuer(slug):
    """Return an organization that issued a badge; of others nobody learns that they are here."""
    issued = Organization.objects.filter(
        Q(pk__in=Certificate.objects.exclude(organization=None).values("organization"))
        | Q(pk__in=EndedBadge.objects.values("organization"))
    )
    return get_object_or_404(issued, slug=slug)


def public(response):
    """Let the scripts of other sites, which check badges, read an answer."""
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def badge_file(request, code, kind):
    """A badge as a file: signed, as a picture, or for reading."""
    certificate = find_visible(request, code)
    if certificate.organization is None:
        raise Http404
    if kind == "json":
        return JsonResponse(badges.as_json(certificate), json_dumps_params={"indent": 2})
    if kind not in KINDS:
        raise Http404
    make, content_type = KINDS[kind]
    return attached(make(certificate), content_type, f"badge-{certificate.code}.{kind}")


@require_safe
@login_not_required
def badge_keys(request):
    return public(JsonResponse(signing.public_keys()))


@require_safe
@login_not_required
def badge_issuer(request, slug):
    return public(JsonResponse(badges.issuer_profile(find_issuer(slug))))


@require_safe
@login_not_required
def badge_achievement(request, slug, edition):
    achievement = badges.achievement_of(get_object_or_404(Course, slug=slug), edition)
    if achievement is None:
        raise Http404
    return public(JsonResponse({"@context": badges.CONTEXT} | achievement.to_dict()))


@require_safe
@login_not_required
def badge_image(request):
    return public(HttpResponse(badges.IMAGE.read_bytes(), content_type="image/svg+xml"))


@require_safe
@login_not_required
@limited
def badge_revoked(request, slug, number):
    """Which badges of an organization count no more; the same list for whichever is checked."""
    issuer = find_issuer(slug)
    if number > badges.last_list():
        raise Http404
    listed = badges.revocation_list(issuer, number)
    return public(HttpResponse(listed, content_type=TOKEN))
