"""How firmly a source says something, as a badge."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def badge(statement):
    """Return a statement's certainty as a badge. A page may hold a hundred: no include is used."""
    word = statement.get_certainty_display()
    return format_html('<span class="certainty certainty-{}">{}</span>', statement.certainty, word)
