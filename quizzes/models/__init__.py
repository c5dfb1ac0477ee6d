"""The models of this app: the question bank, the quizzes that ask from it, learners' concerns."""

from quizzes.models.allowances import Allowance
from quizzes.models.concerns import Concern
from quizzes.models.items import Area, Item, ItemVersion, Status
from quizzes.models.outages import Outage, Pulse
from quizzes.models.quizzes import Draw, Quiz, Slot
from quizzes.models.settings import Feedback, Layout
from quizzes.models.taking import Attempt, Response

__all__ = [
    "Allowance",
    "Area",
    "Attempt",
    "Concern",
    "Draw",
    "Feedback",
    "Item",
    "ItemVersion",
    "Layout",
    "Outage",
    "Pulse",
    "Quiz",
    "Response",
    "Slot",
    "Status",
]
