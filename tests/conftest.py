"""What all tests share."""

import os

import pytest
from django.core.cache import cache

# Playwright keeps an event loop in the main thread, which Django would take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _empty_cache():
    """Rate limits are counted in the cache: one test must not use up another's."""
    cache.clear()
