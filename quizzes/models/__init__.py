"""The models of this app, in two rooms: the question bank, and the quizzes that ask from it."""

from quizzes.models.items import Area, Item, ItemVersion, Status
from quizzes.models.taking import Attempt, Draw, Quiz, Response, Slot

__all__ = [
    "Area",
    "Attempt",
    "Draw",
    "Item",
    "ItemVersion",
    "Quiz",
    "Response",
    "Slot",
    "Status",
]
