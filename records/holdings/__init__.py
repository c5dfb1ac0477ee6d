"""All that is stored about a person: where, who sees it, and what becomes of it when they go.

A test walks every relation to a person: one without a line here fails.
"""

from records.holdings.account import ACCOUNT
from records.holdings.learning import LEARNING
from records.holdings.work import WORK

GROUPS = {"Your account": ACCOUNT, "What you learn": LEARNING, "What you do for others": WORK}
HOLDINGS = [holding for group in GROUPS.values() for holding in group]
