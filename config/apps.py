"""Which of the packages' static files are worth serving."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Leaves out what no page asks for: compressing all of it would take most of a first start.

    Bootstrap comes in 44 files and htmx in 39; pages use one of each. A file's source map stays,
    because the file names it.
    """

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "bootstrap-*",
        "bootstrap.css*",
        "bootstrap.rtl.*",
        "bootstrap*.js*",
        "htmax-*",
        "htmx-4*",
        "hx-*",
        "version.txt",
    ]
