"""What all tests share."""

import os
from pathlib import Path

import pytest
from django.core.cache import cache
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

from courses.outline import forget_outlines

# Playwright keeps an event loop in the main thread, which Django would take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

set_hypothesis_home_dir(Path(__file__).parent.parent / "var" / "hypothesis")
# How long an example takes says more about the machine's other work than about the code.
settings.register_profile("steady", deadline=None, max_examples=60)
settings.load_profile("steady")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with the slow walks, so that no process waits for another's last one."""
    items.sort(key=lambda item: "browser" not in item.keywords)


@pytest.fixture(autouse=True)
def _empty_caches():
    """One test must not use up another's rate limit, nor read another's course."""
    cache.clear()
    forget_outlines()
