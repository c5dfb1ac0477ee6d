"""Bring a model's rows in line with what they should be, and say what that changed."""

from dataclasses import dataclass, field

from django.utils import timezone


@dataclass
class Report:
    """What a load did, by the names of what it touched."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)

    @property
    def has_changes(self):
        return bool(self.added or self.changed or self.retired)

    @property
    def counts(self):
        return {kind: len(names) for kind, names in vars(self).items()}


def sync(model, rows, wanted, report, *, cited=None, retires=False):
    """Create, change, and retire or delete rows until they are as wanted; return them by key.

    `rows` maps keys to the rows there are, `wanted` keys to the values of their fields, and
    `cited`, for a model with statements, keys to their primary keys. With `retires` a row that
    left is kept, since records may point at it, and comes back when it is wanted again. The
    number of queries does not depend on the number of rows.
    """
    if retires:
        wanted = {key: {**values, "retired_at": None} for key, values in wanted.items()}
    fresh = {key: model(**values) for key, values in wanted.items() if key not in rows}
    altered = {key for key in wanted if key in rows and _assign(rows[key], wanted[key])}
    model.objects.bulk_create(fresh.values())
    _update(model, [rows[key] for key in altered], wanted)
    kept = {key: fresh.get(key) or rows[key] for key in wanted}
    if cited is not None:
        altered |= _cite(model, kept, cited) - fresh.keys()
    left = _leave(model, {key: row for key, row in rows.items() if key not in wanted}, retires)
    _tell(report, model, wanted, fresh, altered, left)
    return kept


def _assign(row, values):
    """Put values on a row; say whether that changed anything."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _update(model, rows, wanted):
    if rows:
        model.objects.bulk_update(rows, list(next(iter(wanted.values()))), batch_size=200)


def _cite(model, rows, cited):
    """Bring the statements that rows rest on in line; return the keys for which they differed."""
    through, owner = model.statements.through, f"{model._meta.model_name}_id"
    keys = {row.pk: key for key, row in rows.items()}
    links = through.objects.filter(**{f"{owner}__in": list(keys)})
    there = {
        (row, statement): pk
        for pk, row, statement in links.values_list("pk", owner, "statement_id")
    }
    due = {
        (rows[key].pk, statement) for key, statements in cited.items() for statement in statements
    }
    missing = [{owner: row, "statement_id": statement} for row, statement in due - there.keys()]
    through.objects.bulk_create([through(**link) for link in missing])
    through.objects.filter(pk__in=[there[link] for link in there.keys() - due]).delete()
    return {keys[row] for row, _ in due ^ there.keys()}


def _leave(model, rows, retires):
    """Retire or delete rows that nothing wants any more; return the keys of those that were."""
    if not retires:
        model.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
        return list(rows)
    offered = {key: row for key, row in rows.items() if row.retired_at is None}
    pks = [row.pk for row in offered.values()]
    model.objects.filter(pk__in=pks).update(retired_at=timezone.now())
    return list(offered)


def _tell(report, model, wanted, fresh, altered, left):
    name = model._meta.verbose_name
    for key in wanted:
        kind = (
            report.added if key in fresh else report.changed if key in altered else report.unchanged
        )
        kind.append(f"{name} {key}")
    report.retired.extend(f"{name} {key}" for key in left)
