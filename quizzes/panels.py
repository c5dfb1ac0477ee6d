"""What a panel has rated: of which questions, by how many, and what it comes to."""

from collections import Counter
from dataclasses import dataclass

from quizzes import ratings
from quizzes.models import ItemVersion, PanelRating
from quizzes.types.judgment import SMALLEST_PANEL

RATED_TYPE = "judgment"


def distribution(item, content):
    """Return for each response of a content how many of the panel gave each rating from 1.

    Empty while fewer than SMALLEST_PANEL have rated exactly these words, and for content without
    responses. Withdrawn members count: what they rated while they were asked stays.
    """
    if not content.get("responses"):
        return []
    of_these_words = item.panel_ratings.filter(wording=ratings.wording(content))
    given = list(of_these_words.values_list("ratings", flat=True))
    return ratings.counts(given, content) if len(given) >= SMALLEST_PANEL else []


@dataclass(frozen=True)
class Rated:
    """A question as learners are asked it, and how many of a panel have rated these words."""

    version: ItemVersion
    wording: str
    count: int = 0

    @property
    def is_key(self):
        return self.count >= SMALLEST_PANEL

    @property
    def smallest(self):
        return SMALLEST_PANEL


def to_rate(course):
    """Return the versions that a course's panel is asked to rate, in the order of the course."""
    versions = ItemVersion.objects.last_published().filter(
        item__course=course, item__retired_at__isnull=True, type=RATED_TYPE
    )
    versions = versions.select_related("item").defer("search_text", "sources_html", "lint_ok")
    return versions.order_by("item__module__number", "item__position", "item__slug")


def rated(course):
    """Return each question to rate as a Rated, and how many of them each member has rated."""
    found = [(version, ratings.wording(version.content)) for version in to_rate(course)]
    asked = {(version.item_id, wording) for version, wording in found}
    given = PanelRating.objects.filter(item__in=[item for item, _ in asked])
    rows = [
        row for row in given.values_list("item", "wording", "member") if (row[0], row[1]) in asked
    ]
    by_words = Counter((item, wording) for item, wording, _ in rows)
    questions = [
        Rated(version, wording, by_words[version.item_id, wording]) for version, wording in found
    ]
    return questions, Counter(member for _, _, member in rows)


@dataclass(frozen=True)
class Asked:
    """A question as one member is asked it; `given` holds their ratings of these words, if any.

    Those are in the order of the content.
    """

    version: ItemVersion
    wording: str
    given: list[int] | None


def asked_of(member):
    """Return what a member is asked to rate, in the order of the course."""
    kept = {(row.item_id, row.wording): row.ratings for row in member.ratings.all()}
    return [
        _asked(version, ratings.wording(version.content), kept)
        for version in to_rate(member.course)
    ]


def _asked(version, wording, kept):
    mine = kept.get((version.item_id, wording))
    return Asked(version, wording, mine and ratings.as_shown(mine, version.content))


def standing(version):
    """Return a version as a Rated; None where there is nothing to rate."""
    if version.type != RATED_TYPE:
        return None
    wording = ratings.wording(version.content)
    return Rated(version, wording, version.item.panel_ratings.filter(wording=wording).count())
