"""All that is stored about a person, as files that they can take along."""

import io
import json
import zipfile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone

from accounts import audit
from courses.models import Certificate
from records.certificate_files import pdf_of
from records.holdings import GROUPS

PERSON_FIELDS = [
    "pk",
    "name",
    "email",
    "joined_at",
    "last_login",
    "is_active",
    "is_staff",
    "is_superuser",
    "prefers_one_page",
    "has_exit_keys",
]


def counts(person):
    """Return [(group, [(holding, how many rows), ...]), ...] of those that have any."""
    counted = (
        (group, [(holding, holding.rows(person).count()) for holding in holdings])
        for group, holdings in GROUPS.items()
    )
    return [(group, [each for each in found if each[1]]) for group, found in counted]


def collected(person):
    """Return all that is stored about a person, ready for JSON, with who sees what."""
    own = {field: getattr(person, field) for field in PERSON_FIELDS}
    own["organization"] = person.organization.name if person.organization else None
    return {
        "as_of": timezone.now(),
        "person": own,
        "groups": [
            {
                "title": group,
                "holdings": [_holding(holding, person) for holding in holdings],
            }
            for group, holdings in GROUPS.items()
        ],
        "changes_to_your_account": list(_changes(person)),
    }


def _holding(holding, person):
    return {
        "title": holding.title,
        "seen_by": holding.seen_by,
        "when_erased": holding.kept,
        "rows": list(holding.values(person)),
    }


def _changes(person):
    """What others changed about the account; who it was is on record, and not in this file."""
    return audit.history_of(person).order_by("at", "pk").values("at", "action").iterator()


def archive(person) -> bytes:
    """Return a ZIP: everything as JSON and as a page to read, and the certificates as PDFs."""
    data = collected(person)
    written = json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archived:
        archived.writestr("my-data.json", written)
        page = render_to_string("records/my_data_file.html", {"data": data})
        archived.writestr("my-data.html", page)
        own = Certificate.objects.filter(learner=person)
        for certificate in own.select_related("learner__organization", "completion"):
            archived.writestr(f"certificates/{certificate.code}.pdf", pdf_of(certificate))
    return out.getvalue()
