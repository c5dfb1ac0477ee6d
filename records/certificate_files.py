"""A certificate as a PDF of one page that says what its public page says."""

from pathlib import Path

from django.conf import settings

from records import certificate_texts
from records.certificate_layout import (
    COURSE_SIZES,
    NAME_SIZES,
    SMALL_SIZES,
    breakable,
    fitting,
    two_columns,
)
from reports.files import typesetting

TEMPLATE = Path(__file__).with_name("certificate.typ")
SHOWN_LARGE = ("Name", "Course")


def address_of(certificate):
    """Return where anyone can check a certificate."""
    return settings.SITE_URL + certificate.get_absolute_url()


def pdf_of(certificate) -> bytes:
    """Draw a certificate: PDF/UA-1, the same bytes each time."""
    return typesetting.draw(TEMPLATE, data_of(certificate), made_at=certificate.issued_at)


def data_of(certificate):
    """Return what the template is given."""
    address = address_of(certificate)
    facts = [each for each in certificate_texts.facts(certificate) if each[0] not in SHOWN_LARGE]
    modules = certificate_texts.modules(certificate)
    name, taken = breakable(certificate.name, NAME_SIZES)
    placed = two_columns(facts, modules, taken)
    if placed is None:  # no room for so many: the page at its address has them
        modules = [(title, hours, []) for title, hours, _ in modules]
        placed = two_columns(facts, modules, taken) or (SMALL_SIZES[-1], modules, [])
    size, *columns = placed
    return {
        "site": "Steady Ground",
        "title": f"Certificate of completion: {certificate.name}",
        "heading": "Certificate of completion",
        "opening": "This is to record that",
        "name": name,
        "name_size": fitting(certificate.name, NAME_SIZES),
        "middle": "completed the course",
        "course": certificate.course_title,
        "course_size": fitting(certificate.course_title, COURSE_SIZES),
        "facts": facts,
        "columns": columns,
        "size": size,
        "limits": certificate_texts.LIMITS,
        "hours_note": certificate_texts.HOURS_NOTE,
        "qr": qr_code(address),
        "qr_alt": f"Code to scan, which leads to {address}",
        "address": address,
    }


def qr_code(address) -> str:
    """Return a QR code as SVG. To choose its mask takes longer than to draw it; any can be read."""
    import segno  # here alone: web processes that draw nothing do without it

    # Without a size of its own it is as large as the place where it stands.
    return segno.make(address, error="m", micro=False, mask=1).svg_inline(border=2, omitsize=True)
