"""A page of a timed attempt that is left open."""

import pytest

from config.settings import BASE_DIR

pytestmark = pytest.mark.browser

NEAR = "There are 5 minutes left."
OVER = "The time has ended. Submit now."


@pytest.mark.parametrize(
    ("soon", "passing"),
    [
        (60, [(50, ""), (20, NEAR), (300, OVER)]),
        (-100, [(190, "as the server said"), (20, OVER)]),  # opened when the end was near
        (-400, [(600, "as the server said")]),  # opened after it
    ],
)
def test_page_left_open_tells_the_end(page, soon, passing):
    page.clock.install()
    said = "" if soon > 0 else "as the server said"
    page.set_content(
        f'<p role="status" data-ends-soon="{soon}" data-ends="{soon + 300}">{said}</p>'
    )
    page.add_script_tag(path=BASE_DIR / "static" / "js" / "ends.js")

    for seconds, words in passing:
        page.clock.fast_forward(seconds * 1000)
        shown = page.get_by_role("status").inner_text()
        assert (shown[: len(words)], bool(shown)) == (words, bool(words))
