"""An author reads how questions go, and comes from the figures to the question."""

import pytest

from tests.browser.conftest import DEMO_PASSWORD, sign_in
from tests.browser.test_accessibility import SMALL, found

pytestmark = pytest.mark.browser

# Four ways to go through a quiz, 30 times each: whoever does well in the rest misses the first
COUNTED = """
from quizzes.analysis.tallies import cells
from quizzes.models import ItemVersion, Quiz, Tally
from quizzes.tallying import add
quiz = Quiz.objects.get(activity__module__slug="{module}", activity__slug="check")
Tally.objects.filter(quiz=quiz).delete()
asked = ItemVersion.objects.last_published().filter(item__slots__quiz=quiz)
asked = [version for version in asked if version.kind.grade(version.asked, None) is not None]
asked.sort(key=lambda version: version.type != "single_best")
for way in range(4):
    went = [
        (version.pk, "", float(number > way))
        for number, version in enumerate(asked)
    ]
    went[0] = (asked[0].pk, str(way % 2), float(way > 1))
    add(quiz.pk, dict.fromkeys(cells(went), 30))
print(quiz.pk, asked[0].item.slug)
"""


def test_author_comes_from_the_figures_to_the_question(site, new_context):
    made = site.manage("shell", "-v", "0", "-c", COUNTED.format(module="start-here"))
    quiz, slug = made.split()
    page = new_context(viewport=SMALL).new_page()
    sign_in(page, "thea@harborhouse.example", DEMO_PASSWORD)

    page.goto("/authoring/")
    page.get_by_role("link", name="Statistics").click()
    page.locator(f'a[href="/authoring/statistics/{quiz}/"]').click()
    page.get_by_role("img", name="Facility by discrimination").wait_for()
    assert found(page) == []

    first = page.get_by_role("region", name="Look at these first")
    first.get_by_role("link", name=slug).click()
    page.get_by_role("region", name="Who chose what").wait_for()
    assert page.get_by_text("Check the key today").is_visible()
    assert found(page) == []
