"""The main menu, which is the same for all who may go the same ways."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string

from accounts.models import RoleKind

register = template.Library()

NAMED = {"reports:home", "reports:my-progress", "accounts:preferences"}
SECTIONS = {"authoring", "people", "team"}  # how the addresses of all their pages begin


@register.simple_tag(takes_context=True)
def main_menu(context):
    """Show where somebody who is signed in may go, and which of it they are looking at."""
    user, match = context["user"], context["request"].resolver_match
    is_each = tuple(bool(getattr(user, f"is_{kind}", False)) for kind in RoleKind)
    return _menu(_here(match) if match else "", is_each)


def _here(match):
    section = match.route.partition("/")[0]
    if section in SECTIONS:
        return section
    return match.view_name if match.view_name in NAMED else ""


@lru_cache(maxsize=64)  # every page asks for it, in one of few ways
def _menu(here, is_each):
    roles = {f"is_{kind}": has for kind, has in zip(RoleKind, is_each, strict=True)}
    return render_to_string("components/menu.html", {"here": here, **roles})
