"""Parts of pages that are drawn once."""

import pytest
from django.template import engines

from config.templatetags import fixed

TWICE = '{% fixed "components/exit.html" %}{% fixed "components/exit.html" %}'


@pytest.fixture
def drawn(monkeypatch):
    """The names of the templates that were drawn, from an empty memory on."""
    names, draw = [], fixed.render_to_string
    monkeypatch.setattr(
        fixed, "render_to_string", lambda name, context: names.append(name) or draw(name, context)
    )
    fixed.fixed.cache_clear()
    yield names
    fixed.fixed.cache_clear()


def test_fixed_part_is_drawn_once(drawn, settings):
    html = engines["django"].from_string(TWICE).render()

    assert html.count(f'href="{settings.QUICK_EXIT_URL}"') == 2
    assert drawn == ["components/exit.html"]


def test_fixed_parts_do_not_stand_for_each_other(drawn):
    parts = ["site_files", "site_name", "site_links", "site_scripts"]
    shown = [fixed.fixed(f"components/{part}.html") for part in parts]

    assert len(set(shown)) == len(parts)
