"""What is stored of an account, and of what was done with it."""

from records.holdings.holding import ADMINISTRATORS, OWN, STAFF, Holding, Kept


def _without_answer(requests):
    requests.update(answer="")


ACCOUNT = [
    Holding(
        "Your teams",
        "accounts.Membership",
        "user",
        "You, your supervisors and your administrators",
        ["team__name", "joined_at"],
    ),
    Holding(
        "Your roles",
        "accounts.Role",
        "user",
        ADMINISTRATORS,
        ["kind", "organization__name", "team__name"],
    ),
    Holding("Addresses to sign in with", "account.EmailAddress", "user", OWN, ["email", "primary"]),
    Holding(
        "Where you are signed in",
        "usersessions.UserSession",
        "user",
        OWN,
        ["created_at", "last_seen_at", "ip", "user_agent"],
    ),
    Holding("Groups of the site administration", "accounts.User_groups", "user", STAFF, ["group"]),
    Holding(
        "Rights in the site administration",
        "accounts.User_user_permissions",
        "user",
        STAFF,
        ["permission"],
    ),
    Holding(
        "What you did in the site administration",
        "admin.LogEntry",
        "user",
        STAFF,
        ["action_time", "content_type__model", "object_id"],
        Kept.WITHOUT_NAME,
    ),
    Holding(
        "What you changed, as the log has it",
        "accounts.AuditEntry",
        "actor",
        STAFF,
        ["at", "action", "target_kind", "target_id"],
        Kept.WITHOUT_NAME,
    ),
    Holding(
        "Requests to erase your data",
        "records.ErasureRequest",
        "person",
        ADMINISTRATORS,
        ["asked_at", "withdrawn_at", "decided_at", "answer"],
        Kept.WITHOUT_NAME,
        _without_answer,
    ),
    Holding(
        "Requests of others that you decided",
        "records.ErasureRequest",
        "decided_by",
        ADMINISTRATORS,
        ["decided_at"],
        Kept.WITHOUT_NAME,
        is_about=False,
    ),
]
