"""The list of what a text rests on, as its page shows it: rendered when the text is saved."""

from django.template.loader import render_to_string

from courses.markdown import SOURCES


def sources_html(statements, prefix=SOURCES):
    """Return statements with document, section, paragraph and certainty as safe HTML.

    The statements come with their sources. The id of each begins with `prefix`, to which the
    citations in the text lead. Of none there is nothing to show.
    """
    if not statements:
        return ""
    context = {"statements": statements, "prefix": prefix}
    return render_to_string("components/statements.html", context)
