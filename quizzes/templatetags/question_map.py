"""The map of an attempt's questions, whose buttons are the same for all who stand alike."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def place_buttons(places, number):
    """Show Places as buttons of the answer form; `number` is the question on the page."""
    return mark_safe("".join(_button(place, place.number == number) for place in places))


@lru_cache(maxsize=1024)  # each page of an attempt shows them all, in one of few ways
def _button(place, is_current):
    number = place.number if is_current else None
    return render_to_string("quizzes/place.html", {"place": place, "number": number})
