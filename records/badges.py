"""A certificate as an Open Badge 3.0: a credential that other systems read and check.

Source: 1EdTech, Open Badges Specification 3.0; W3C, Bitstring Status List 1.0.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from courses.certificates import contents_of
from courses.dates import start_of
from courses.hours import decimal
from courses.models import Certificate
from records import signing
from records.certificate_files import address_of
from records.certificate_texts import LIMITS
from records.models import EndedBadge
from records.signing import ALGORITHM

IMAGE = settings.BASE_DIR / "static" / "badge.svg"
SIZE_OF_LIST = 131_072  # certificates in one list of those revoked; no list may be smaller
LIST_VALID_FOR = timedelta(days=1)
CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


def url_of(name, *args):
    return settings.SITE_URL + reverse(f"records:{name}", args=args)


# -- What a badge refers to ----------------------------------------------------------------


def issuer_profile(organization):
    """Return an organization as the issuer of its badges, with the keys that sign them."""
    address = url_of("badge-issuer", organization.slug)
    keys_at = url_of("badge-keys")
    return {
        "@context": CONTEXT,
        "id": address,
        "type": ["Profile"],
        "name": organization.name,
        "url": settings.SITE_URL,
        "verificationMethod": [
            {
                "id": f"{keys_at}#{key['kid']}",
                "type": "JsonWebKey",
                "controller": address,
                "publicKeyJwk": key,
            }
            for key in signing.public_keys()["keys"]
        ],
    }


def achievement_of(course, edition):
    """Return what a badge is awarded for, as openbadgeslib holds it.

    Of an edition that was before, a certificate knows what it had. None if there is none.
    """
    from openbadgeslib.ob3 import Achievement  # only where a badge is made

    known = _known_of(course, edition)
    if known is None:
        return None
    title, contents = known
    objectives = [text for module in contents for text in module["objectives"]]
    done = "Every part of the course was done: lessons read, quizzes passed."
    return Achievement(
        id=url_of("badge-achievement", course.slug, edition),
        name=title,
        description=f"{course.summary.strip()} {LIMITS}",
        criteria_narrative="\n".join([done, "", *(f"- {text}" for text in objectives)]).strip(),
        achievement_type="Course",
        credits_available=float(decimal(sum(module["minutes"] for module in contents))),
        image_url=url_of("badge-image"),
    )


def _known_of(course, edition):
    """Return the title and the modules of an edition, None if nobody knows them."""
    certified = Certificate.objects.filter(course=course, edition=edition)
    whole = certified.exclude(completion__is_refresher=True).first()
    if whole is None and edition == course.edition:
        return course.title, contents_of(course)
    issued = whole or certified.first()
    return issued and (issued.course_title, issued.contents)


# -- The badge -----------------------------------------------------------------------------


def credential_of(certificate):
    """Return a certificate as an OpenBadgeCredential.

    Whose it is stands there as a hash of their address, salted with the code: whoever knows the
    address can compare it, and nobody can read it.
    """
    from openbadgeslib.ob3 import IdentityObject, Issuer, OpenBadgeCredential, status_entry

    organization = certificate.organization
    number, place = divmod(certificate.pk, SIZE_OF_LIST)
    revoked_at = url_of("badge-revoked", organization.slug, number)
    until = certificate.valid_until
    return OpenBadgeCredential(
        id=address_of(certificate),
        issuer=Issuer(
            id=url_of("badge-issuer", organization.slug),
            name=certificate.organization_name,
            url=settings.SITE_URL,
        ),
        recipient_id=None,
        identifiers=[IdentityObject.create(certificate.learner.email, certificate.code)],
        achievement=achievement_of(certificate.course, certificate.edition),
        credits_earned=float(decimal(certificate.minutes)),
        issuance_date=certificate.issued_at,
        expiration_date=until and start_of(until + timedelta(days=1), organization.time_zone),
        credential_status=[status_entry(revoked_at, "revocation", place)],
    )


def as_json(certificate):
    """The credential as JSON, for reading; the signed one is `as_jwt`."""
    return credential_of(certificate).to_vc()


def as_jwt(certificate):
    """The credential signed, as a JSON Web Token."""
    return _signer().sign(credential_of(certificate))


def as_svg(certificate):
    """A picture that holds the signed credential."""
    return _signer().sign_into_svg(credential_of(certificate), IMAGE.read_bytes())


def as_png(certificate):
    """The same as a picture of points."""
    return _signer().sign_into_png(credential_of(certificate), _drawn())


def _signer():
    from openbadgeslib.ob3 import OB3Signer

    return OB3Signer(signing.private_key(), ALGORITHM)


def _drawn():
    import typst  # here alone: web processes that draw nothing do without it

    page = "#set page(width: 400pt, height: 400pt, margin: 0pt, fill: none)"
    picture = '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    return typst.compile(
        f"{page}\n{picture}".encode(),
        format="png",
        ppi=72.0,
        sys_inputs={"svg": IMAGE.read_text()},
    )


# -- Revoked -------------------------------------------------------------------------------


def last_list():
    """Return the number of the last list that there is."""
    last = Certificate.objects.aggregate(Max("pk"))["pk__max"] or 0
    erased = EndedBadge.objects.aggregate(Max("number"))["number__max"] or 0
    return max(last, erased) // SIZE_OF_LIST


def revocation_list(organization, number):
    """Return a signed list of which of an organization's badges count no more, of one range.

    It is the same for all of them, so that asking for it does not tell whose badge is checked.
    """
    from openbadgeslib.ob3 import build_status_list_credential, sign_status_list_credential

    first = number * SIZE_OF_LIST
    within = Certificate.objects.filter(
        organization=organization, pk__gte=first, pk__lt=first + SIZE_OF_LIST
    )
    ended = within.exclude(revoked_at=None, replaced_at=None).values_list("pk", flat=True)
    erased = EndedBadge.objects.filter(
        organization=organization, number__gte=first, number__lt=first + SIZE_OF_LIST
    )
    ended = [*ended, *erased.values_list("number", flat=True)]
    listed = build_status_list_credential(
        url_of("badge-issuer", organization.slug),
        url_of("badge-revoked", organization.slug, number),
        "revocation",
        [pk - first for pk in ended],
        SIZE_OF_LIST,
        valid_until=timezone.now() + LIST_VALID_FOR,
    )
    return sign_status_list_credential(listed, signing.private_key(), ALGORITHM)
