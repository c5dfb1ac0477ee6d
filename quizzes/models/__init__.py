"""The models of this app: the bank, its panel, quizzes and attempts, concerns, files."""

from quizzes.models.allowances import Allowance
from quizzes.models.concerns import Concern
from quizzes.models.exchange import ImportedPicture, Picture, QuestionImport
from quizzes.models.items import Area, Item, ItemVersion, ReviewStep, Status
from quizzes.models.objective_marks import ObjectiveMark
from quizzes.models.outages import Outage, Pulse
from quizzes.models.panel import PanelMember, PanelRating
from quizzes.models.quizzes import Draw, Quiz, Slot
from quizzes.models.regrades import Regrade, RegradedAttempt
from quizzes.models.reviews import ReviewNote
from quizzes.models.settings import Feedback, Layout
from quizzes.models.taking import Attempt, Response
from quizzes.models.tallies import Tally
from quizzes.models.working import OpenEditor

__all__ = [
    "Allowance",
    "Area",
    "Attempt",
    "Concern",
    "Draw",
    "Feedback",
    "ImportedPicture",
    "Item",
    "ItemVersion",
    "Layout",
    "ObjectiveMark",
    "OpenEditor",
    "Outage",
    "PanelMember",
    "PanelRating",
    "Picture",
    "Pulse",
    "QuestionImport",
    "Quiz",
    "Regrade",
    "RegradedAttempt",
    "Response",
    "ReviewNote",
    "ReviewStep",
    "Slot",
    "Status",
    "Tally",
]
