"""Making files of reports in the background, for whoever asked and still may see them."""

from datetime import timedelta
from tempfile import SpooledTemporaryFile

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, QueryDict
from django.utils import timezone
from django_tasks import task

from reports.files import FILES, file_name
from reports.models import Export, ExportFile
from reports.tables import REPORTS

KEPT_FOR = timedelta(days=7)
STUCK_AFTER = timedelta(minutes=10)
IN_MEMORY = 4 * 1024 * 1024  # bytes of a file before it goes to a disk


NOT_THEIRS = (Http404, PermissionDenied)  # what a report's screen raises


class TooManyRows(Exception):
    """The kind of file cannot hold so many; its text says how many it can."""


def table_of(report, query, viewer):
    """Return a report's Table. Raises Http404 or PermissionDenied, as its screen does."""
    return REPORTS[report](viewer, QueryDict(query))


def ask_for(report, kind, query, *, owner, is_now=False):
    """Return an export that is going to be made; the same one while it is not finished.

    `is_now`: whoever asks makes it themself.

    Raises TooManyRows, and Http404 or PermissionDenied as the report's screen does.
    """
    table = table_of(report, query, owner)
    limit = FILES[kind].LIMIT
    if limit and table.count > limit:
        raise TooManyRows(
            f"A {FILES[kind].LABEL} file holds up to {limit:,} rows, and this report has "
            f"{table.count:,}. Choose a team or a filter, or another kind of file."
        )
    wanted = {"owner": owner, "report": report, "kind": kind, "query": query}
    try:
        with transaction.atomic():
            export = Export.objects.create(about=table.title, row_count=table.count, **wanted)
    except IntegrityError:
        return Export.objects.unfinished().get(**wanted)
    if not is_now:
        _enqueue(export)
    return export


def _enqueue(export):
    transaction.on_commit(lambda: make.enqueue(export.pk))


@task()
def make(pk):
    """Make the file of an export that waits; for any other there is nothing to do."""
    waiting = Export.objects.filter(pk=pk, state=Export.State.WAITING)
    if not waiting.update(state=Export.State.RUNNING, started_at=timezone.now()):
        return
    export = Export.objects.select_related("owner__organization").get(pk=pk)
    with timezone.override(export.owner.time_zone):
        try:
            table = table_of(export.report, export.query, export.owner)
        except NOT_THEIRS:
            _finish(export, Export.State.FAILED)
            return
        try:
            content = _written(export, table)
        except Exception:
            _finish(export, Export.State.FAILED)
            raise  # for the log
    with transaction.atomic():
        ExportFile.objects.create(export=export, content=content)
        export.file_name = file_name(table, export.kind)
        _finish(export, Export.State.DONE)


def _written(export, table):
    def told(rows):
        Export.objects.filter(pk=export.pk).update(rows_done=min(rows, export.row_count))

    with SpooledTemporaryFile(IN_MEMORY) as out:
        FILES[export.kind].write(table, out, told)
        out.seek(0)
        return out.read()


def _finish(export, state):
    export.state = state
    export.rows_done = export.row_count if state == Export.State.DONE else 0
    export.save(update_fields=["state", "rows_done", "file_name"])


def may_still_see(export):
    """Say whether the owner of an export may see its report today, as when they asked for it."""
    try:
        table_of(export.report, export.query, export.owner)
    except NOT_THEIRS:
        return False
    return True


def tidy_up():
    """Forget old files, and begin those anew whose making was broken off; return how many each."""
    now = timezone.now()
    _, deleted = Export.objects.filter(asked_at__lt=now - KEPT_FOR).delete()
    stuck = Export.objects.filter(state=Export.State.RUNNING, started_at__lt=now - STUCK_AFTER)
    begun_anew = list(stuck)
    for export in begun_anew:
        Export.objects.filter(pk=export.pk).update(state=Export.State.WAITING, rows_done=0)
        _enqueue(export)
    return deleted.get(Export._meta.label, 0), len(begun_anew)
