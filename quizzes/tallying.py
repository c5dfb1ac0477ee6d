"""Counting first attempts: as they are submitted, and all of them anew."""

from collections import Counter
from itertools import groupby

from django.db import connection, transaction
from django.db.models import Count, Exists, F, Max, OuterRef

from accounts.models import Role
from accounts.prepared import prepared
from accounts.roles import Permission, kinds_granting
from quizzes.analysis.tallies import Cell, cells
from quizzes.models import Attempt, ItemVersion, Quiz, Response
from quizzes.types import TYPES, choice

BATCH = 500  # attempts read, or rows written, at once
TRIES = 3

UPSERT = """
INSERT INTO quizzes_tally (quiz_id, item_version_id, answer, asked, mark, total, count)
VALUES {rows}
ON CONFLICT (quiz_id, item_version_id, answer, asked, mark, total)
DO UPDATE SET count = quizzes_tally.count + excluded.count
"""


@prepared
def counted():
    """Return the attempts that statistics count: each learner's first submitted one at a quiz.

    Not practice, and not those of people who may write questions.
    """
    # By the sum SQLite looks among a learner's few attempts; by the id it reads all of the quiz's.
    earlier = Attempt.objects.submitted().alias(order=F("pk") + 0)
    earlier = earlier.filter(
        quiz=OuterRef("quiz"), enrollment=OuterRef("enrollment"), order__lt=OuterRef("pk")
    )
    writing = Role.objects.filter(
        user=OuterRef("enrollment__learner"), kind__in=kinds_granting(Permission.WRITE_QUESTIONS)
    )
    return Attempt.objects.submitted().filter(~Exists(earlier), ~Exists(writing))


def count_attempt(attempt, responses):
    """Add an attempt that was just submitted to the tallies of its quiz, if it counts.

    `responses` are its questions, marked. Within the transaction that submits it.
    """
    found = cells(
        (
            response.item_version_id,
            answer_text(response.item_version.type, response.answer),
            response.mark,
        )
        for response in responses
    )
    if found and counted().filter(pk=attempt.pk).exists():
        add(attempt.quiz_id, Counter(found))


def answer_text(type_name, answer):
    """Return the options that an answer chose, as a cell has them; empty for other types."""
    if TYPES[type_name].SCHEMA is not choice.SCHEMA:
        return ""
    return " ".join(str(option) for option in sorted(choice.chosen(answer)))


def add(quiz_id, tally):
    """Add a Counter of cells to the tallies of a quiz."""
    # In one order, whoever writes: two submissions that wait for each other would end in neither.
    rows = [(quiz_id, *cell, count) for cell, count in sorted(tally.items())]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            places = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(batch))
            values = [value for row in batch for value in row]
            cursor.execute(UPSERT.format(rows=places), values)


# -- All of them anew ----------------------------------------------------------------------


def rebuild():
    """Count all attempts anew; return how many tallies of how many quizzes were not as stored."""
    changed = [rebuild_quiz(quiz) for quiz in Quiz.objects.order_by("pk")]
    return sum(changed), sum(1 for each in changed if each)


def rebuild_quiz(quiz):
    """Count a quiz's attempts anew, and keep what that gives; return how many tallies differed.

    Learners submit meanwhile: what they add while it counts makes it count again, and the last
    time they wait.
    """
    for _ in range(TRIES):
        before = _standing(quiz)
        fresh = recount(quiz)
        with transaction.atomic():
            _hold()
            if _standing(quiz) == before:
                return _keep(quiz, fresh)
    with transaction.atomic():
        _hold()
        return _keep(quiz, recount(quiz))


def _standing(quiz):
    return quiz.attempts.submitted().aggregate(Count("pk"), Max("submitted_at"))


def _hold():
    """Let nobody else write tallies until the transaction ends; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE quizzes_tally IN SHARE ROW EXCLUSIVE MODE")


def recount(quiz):
    """Return the tally of a quiz by its attempts, in memory that does not grow with them."""
    tally, types = Counter(), {}
    for batch in _batches(counted().filter(quiz=quiz)):
        rows = Response.objects.filter(attempt__in=batch).order_by("attempt_id")
        rows = list(rows.values_list("attempt_id", "item_version_id", "answer", "mark"))
        unknown = {version for _, version, _, _ in rows} - types.keys()
        if unknown:
            versions = ItemVersion.objects.filter(pk__in=unknown)
            types |= dict(versions.values_list("pk", "type"))
        for _, own in groupby(rows, key=lambda row: row[0]):
            tally.update(
                cells(
                    (version, answer_text(types[version], answer), mark)
                    for _, version, answer, mark in own
                )
            )
    return tally


def _batches(attempts):
    last = 0
    while batch := list(
        attempts.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield batch
        last = batch[-1]


def stored(rows):
    """Return rows of Tally as a Counter of cells."""
    found = rows.values_list("item_version_id", "answer", "asked", "mark", "total", "count")
    tally = Counter()
    for *cell, count in found.iterator():
        tally[Cell(*cell)] += count
    return tally


def _keep(quiz, fresh):
    """Store a tally unless it is stored; return how many cells differed."""
    kept = stored(quiz.tallies.all())
    differing = sum(1 for cell in kept.keys() | fresh.keys() if kept[cell] != fresh[cell])
    if differing:
        quiz.tallies.all().delete()
        add(quiz.pk, fresh)
    return differing
