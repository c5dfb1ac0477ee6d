"""Parts that are the same on every page."""

from functools import cache

from django import template
from django.template.loader import render_to_string

from config.context import site

register = template.Library()


@register.simple_tag
@cache
def fixed(template_name):
    """Show a template that needs nothing of its page: it is drawn once while a process runs."""
    return render_to_string(template_name, site(request=None))
