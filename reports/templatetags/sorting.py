"""Headings of columns by which a table can be sorted."""

from django import template

register = template.Library()


@register.inclusion_tag("reports/sort_heading.html", takes_context=True)
def sort_heading(context, column, label):
    """Show a heading whose link sorts by a column, or turns the order round where it does."""
    current = context["report"].sort
    orders = {column: "ascending", f"-{column}": "descending"}
    turned = f"-{column}" if current == column else column
    return {
        "request": context["request"],
        "label": label,
        "order": orders.get(current),
        "sort": turned,
    }
