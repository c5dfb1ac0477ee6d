"""What was typed when the session had ended: kept until its author has signed in again."""

from functools import partial, wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, QueryDict

LONGEST = 64 * 1024  # characters as sent; far more than a question has
KEY = "unsaved"
COOKIES = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}


def keeps_what_is_typed(view=None, *, longest=LONGEST):
    """Let a form survive the end of a session: what is posted then waits for the sign-in.

    It is kept in the new, anonymous session, which signing in goes on with, and taken out again
    by `typed_before`. Without a cookie of ours nobody wrote here, and nothing is kept. That of the
    session itself may be gone: the answer to a script that found it ended takes it away. The view
    itself runs for signed-in people alone. More than `longest` characters are not kept.
    """
    if view is None:
        return partial(keeps_what_is_typed, longest=longest)

    @login_not_required
    @wraps(view)
    def run(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.htmx:
            return HttpResponse(status=401)  # the page still has it, and says so
        if COOKIES & request.COOKIES.keys():
            _keep(request, longest)
        return redirect_to_login(request.path)

    return run


def _keep(request, longest):
    typed = request.POST.urlencode()
    if typed and len(typed) <= longest:
        request.session[KEY] = {"path": request.path, "typed": typed}
        messages.info(request, "You were signed out. What you entered is kept until you sign in.")


def typed_before(request) -> QueryDict | None:
    """Return what was posted to this page when nobody was signed in, once; else None."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(kept["typed"])
