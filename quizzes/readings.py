"""What was read of a file, as JSON and back: it is kept so until its author imports it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from quizzes.fields import ItemFields
from quizzes.formats.drafts import Draft, Fault, Reading

_TUPLES = ("tags", "statements")


def packed(reading: Reading) -> dict[str, Any]:
    """Return a Reading as JSON, but for the bytes of its pictures."""
    return {
        "drafts": [_packed_draft(draft) for draft in reading.drafts],
        "faults": [asdict(fault) for fault in reading.faults],
    }


def unpacked(kept: Mapping[str, Any]) -> Reading:
    """Return the Reading that `packed` was given, without pictures."""
    return Reading(
        drafts=tuple(_unpacked_draft(draft) for draft in kept.get("drafts", ())),
        faults=tuple(Fault(**fault) for fault in kept.get("faults", ())),
    )


def _packed_draft(draft: Draft) -> dict[str, Any]:
    fields = vars(draft.fields) | {"lint_ok": dict(draft.fields.lint_ok)}
    fields |= {name: list(fields[name]) for name in _TUPLES}
    return {
        "fields": fields,
        "where": draft.where,
        "name": draft.name,
        "category": list(draft.category),
        "losses": list(draft.losses),
    }


def _unpacked_draft(kept: Mapping[str, Any]) -> Draft:
    fields = kept["fields"] | {name: tuple(kept["fields"][name]) for name in _TUPLES}
    return Draft(
        fields=ItemFields(**fields),
        where=kept["where"],
        name=kept["name"],
        category=tuple(kept["category"]),
        losses=tuple(kept["losses"]),
    )
