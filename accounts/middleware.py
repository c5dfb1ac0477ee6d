"""What every answer to a signed-in person has in common."""

from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control


class SignInMiddleware(LoginRequiredMiddleware):
    """Close every page, and lead back after signing in to where the person was."""

    def handle_no_permission(self, request, view_func):
        """Answer 401 to a script; lead everybody else to signing in and back.

        A script that saves keeps what it could not save; one that only reads is led on too.
        After a form was sent from a page whose session had ended, sign-in leads back to that
        page: the form's own address cannot be opened.
        """
        if request.htmx:
            refusal = HttpResponse(status=401)
            if request.method == "GET":
                page = request.htmx.current_url_abs_path or "/"
                refusal["HX-Redirect"] = redirect_to_login(page, self.get_login_url(view_func)).url
            return refusal
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(page_before(request), self.get_login_url(view_func))


def page_before(request):
    """Return the path of our page that a request came from, / if it came from elsewhere."""
    try:
        came_from = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    is_ours = came_from.netloc == request.get_host()
    return came_from._replace(scheme="", netloc="").geturl() if is_ours else "/"


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
