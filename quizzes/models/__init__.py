"""The models of this app, in two rooms: the question bank, and the quizzes that ask from it."""

from quizzes.models.items import Area, Item, ItemVersion, Status
from quizzes.models.settings import Feedback, Layout
from quizzes.models.taking import Attempt, Draw, Quiz, Response, Slot

__all__ = [
    "Area",
    "Attempt",
    "Draw",
    "Feedback",
    "Item",
    "ItemVersion",
    "Layout",
    "Quiz",
    "Response",
    "Slot",
    "Status",
]
