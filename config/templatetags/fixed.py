"""Parts that are the same on every page."""

from functools import cache

from django import template
from django.template.loader import render_to_string

from config.context import site

register = template.Library()


@register.simple_tag
@cache
def fixed(template_name):
    """Show a template that needs nothing of its page.

    It is drawn once: to see a change of it, start the site again.
    """
    return render_to_string(template_name, site(request=None))
