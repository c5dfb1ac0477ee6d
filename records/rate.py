"""How often somebody may look something up who need not be signed in."""

from functools import wraps

from allauth.core.internal import ratelimit

RATES = {"by-address": "30/m/ip", "by-person": "60/m/user"}


def limited(view):
    """Answer 429 to whoever looks up certificates faster than a person does.

    Who is signed in is counted alone: a whole agency may share one network address. allauth counts
    in the cache that all web processes share; what it offers to others leaves out pages that are
    only read.
    """

    @wraps(view)
    def counted(request, *args, **kwargs):
        action = "by-person" if request.user.is_authenticated else "by-address"
        refusal = ratelimit.consume_or_429(
            request, app="records", action=action, config=RATES, limit_get=True
        )
        return refusal or view(request, *args, **kwargs)

    return counted
