"""How often somebody may look something up who need not be signed in."""

from functools import wraps

from allauth.core.internal import ratelimit

RATES = {"certificate": "30/m/ip"}


def limited(view):
    """Answer 429 to whoever looks up certificates faster than a person does.

    allauth counts by network address, in the cache that all web processes share; what it offers to
    others leaves out pages that are only read.
    """

    @wraps(view)
    def counted(request, *args, **kwargs):
        refusal = ratelimit.consume_or_429(
            request, app="records", action="certificate", config=RATES, limit_get=True
        )
        return refusal or view(request, *args, **kwargs)

    return counted
