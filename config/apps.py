"""Which of the packages' static files are worth serving."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Leaves out what no page asks for: compressing it all took 18 seconds of a first start.

    Bootstrap comes in 44 files and htmx in 39, and pages use one of each. The source map stays,
    because the style sheet names it.
    """

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "bootstrap-*",
        "bootstrap.css*",
        "bootstrap.rtl.*",
        "bootstrap*.js*",
        "htmax-*",
        "htmx-2.js",
        "htmx-4.*",
        "htmx-2-compat-*",
        "hx-*",
        # The admin asks for the short twins of these unless DEBUG is on.
        "jquery.js",
        "select2.full.js",
        "xregexp.js",
    ]
