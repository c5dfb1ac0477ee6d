"""How values look in templates: marks, minutes, days. Loaded in every template."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.filter
def percent(mark: float | None) -> str:
    """Show a mark of 0 to 1 as whole percent, and an absent one as a dash.

    It rounds down: 79.6% must not read as a pass mark of 80% that was missed.
    """
    if mark is None:
        return "–"
    return f"{int(mark * 100 + 1e-9)}%"


@register.filter
def minutes(number: int) -> str:
    """Show a length: `8 min`, `1 h 5 min`."""
    hours, rest = divmod(number, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


@register.filter
def span(number: int) -> str:
    """Show minutes in words: `40 minutes`, `1 hour 30 minutes`, `2 days`."""
    hours, rest = divmod(number, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "day"), (hours, "hour"), (rest, "minute")]
    return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n)


WORDS = {
    "is_staff": "may open the site administration",
    "is_superuser": "may do everything there",
    "is_active": "may sign in",
    "prefers_one_page": "all questions of a quiz on one page",
    "has_exit_keys": "leaves quickly by pressing Shift three times",
    "target_kind": "kind of thing",
    "target_id": "its number",
    "target_name": "its name",
}


@register.filter
def in_plain(name: str) -> str:
    """Show the name of a field as words: `course__title` as `course title`."""
    return WORDS.get(name) or name.replace("__", " ").replace("_", " ")


@register.filter
def plainly(value) -> str:
    """Show any value that is stored: yes and no, moments in the reader's zone, lists by commas."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "F j, Y, g:i A T")
    if isinstance(value, date):
        return date_format(value, "F j, Y")
    if isinstance(value, dict):
        return "; ".join(f"{in_plain(str(name))}: {plainly(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(plainly, value)) or "–"
    return str(value)


@register.simple_tag(takes_context=True)
def query_with(context, **changes) -> str:
    """Return the page's own query string with some values changed; None takes one out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"
