"""Uploads are held in memory, and those that are too large are never taken in."""

from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile


class BoundedUploadHandler(MemoryFileUploadHandler):
    """Passes over files of a request larger than FILE_UPLOAD_MAX_MEMORY_SIZE.

    Ask `has_too_large_file` of the request, to say so in a form.
    """

    def new_file(self, *args, **kwargs):
        if not self.activated:
            self.request.has_too_large_file = True
            raise SkipFile
        super().new_file(*args, **kwargs)


def has_too_large_file(request):
    """Say whether a request came with more than is taken in. It is read for that."""
    _ = request.FILES
    return getattr(request, "has_too_large_file", False)
