"""Files to download, with their kind and name."""

from django.http import HttpResponse

CONTENT_TYPES = {
    ".txt": "text/plain; charset=utf-8",
    ".gift": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".yaml": "application/yaml; charset=utf-8",
    ".yml": "application/yaml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def attachment(data, name, suffix):
    """Return a file to download."""
    content_type = CONTENT_TYPES.get(suffix, "application/octet-stream")
    headers = {"Content-Disposition": f'attachment; filename="{name}{suffix}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)
