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
    """Spread the slow walks over the others, so that each process gets as many of them."""
    walks = [item for item in items if "browser" in item.keywords]
    others = [item for item in items if "browser" not in item.keywords]
    step = len(others) // len(walks) if walks else 0
    for place, walk in enumerate(walks):
        others.insert(place * (step + 1), walk)
    items[:] = others


@pytest.fixture(autouse=True)
def _empty_caches():
    """One test must not use up another's rate limit, nor read another's course."""
    cache.clear()
    forget_outlines()
