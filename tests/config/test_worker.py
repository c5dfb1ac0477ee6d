"""What a web process holds in memory."""

import os
import subprocess
import sys

LARGE = {"PIL", "bs4", "charset_normalizer", "lxml", "openbadgeslib", "rapidfuzz", "typst"}
LOADING = """
import sys
from config.wsgi import application
from django.urls import get_resolver
get_resolver().url_patterns
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_web_process_loads_no_large_package_that_few_pages_need():
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "LOCAL": "1"}
    loaded = subprocess.run(
        [sys.executable, "-c", LOADING], env=settings, capture_output=True, text=True, check=True
    )
    assert set(loaded.stdout.split()) & (LARGE | {"django", "quizzes"}) == {"django", "quizzes"}
