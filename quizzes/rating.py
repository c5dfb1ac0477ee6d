"""A member of the panel rates a question's responses."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from quizzes import bank, ratings
from quizzes.models import Item


@transaction.atomic
def rate(member, version, given):
    """Keep a member's ratings of a version's words, and publish what the panel's come to.

    `given` has one rating from 1 to 5 for each response, in the order of the content. Ratings
    of the same words take the place of the member's earlier ones. Raises ValueError when they do
    not fit the content.
    """
    kept = ratings.as_kept(given, version.content)
    # Two fifth ratings at once: the second waits, then sees the first.
    item = Item.objects.select_for_update().get(pk=version.item_id)
    rating, _ = member.ratings.update_or_create(
        item=item,
        wording=ratings.wording(version.content),
        defaults={"ratings": kept, "rated_at": timezone.now()},
    )
    bank.publish_panel(item)
    return rating


@transaction.atomic
def take_back(member):
    """Delete all that a member has rated. Where too few are left, the key is the authors' again."""
    mine = Item.objects.filter(pk__in=member.ratings.values("item"))
    items = list(mine.order_by("pk").select_for_update())
    member.ratings.all().delete()
    for item in items:
        bank.publish_panel(item)
    if items:
        audit.record(None, "panel.taken_back", member)
