"""Answers that the browser saves as a file."""

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header


def attached(content, content_type, name):
    """Return a file; `content` is bytes, or an iterable of pieces that is streamed."""
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    kind = HttpResponse if isinstance(content, bytes) else StreamingHttpResponse
    return kind(content, content_type=content_type, headers=headers)
