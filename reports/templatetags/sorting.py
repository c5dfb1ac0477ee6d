"""Headings of columns by which a table can be sorted."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from accounts.templatetags.display import query_with
from reports.team import module_sort

register = template.Library()


@register.simple_tag(takes_context=True)
def module_heading(context, module):
    """Show the heading of a module's column, by which a table can be sorted too."""
    words = format_html(
        'Module {}<span class="visually-hidden">: {}</span>', module.number, module.title
    )
    return sort_heading(context, module_sort(module), words)


@register.simple_tag(takes_context=True)
def sort_heading(context, column, label):
    """Show a heading whose link sorts by a column, or turns the order round where it does."""
    current = context["report"].sort
    orders = {column: ' aria-sort="ascending"', f"-{column}": ' aria-sort="descending"'}
    turned = f"-{column}" if current == column else column
    return format_html(
        '<th scope="col"{}><a class="sort" href="{}">{}</a></th>',
        mark_safe(orders.get(current, "")),
        query_with(context, sort=turned, page=None),
        label,
    )
