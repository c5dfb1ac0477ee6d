"""What every answer to a signed-in person has in common."""

from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.cache import patch_cache_control


class PrivatePageMiddleware:
    """Show times in the person's zone, and keep their pages out of caches.

    On a shared computer the back button after signing out must not bring a page back.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(ZoneInfo(request.user.time_zone)):
            response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response
