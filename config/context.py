"""What every template may use."""

from django.conf import settings


def site(request):
    """Return what is the same for all pages; it is shown without a request, too."""
    return {"quick_exit_url": settings.QUICK_EXIT_URL}
