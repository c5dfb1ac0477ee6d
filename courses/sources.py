"""What checks of texts ask about the sources: their statements, and their words in a row."""

from courses.models import SourceShingles


def ledger_of(statements):
    """Return statements by their codes, as the checks look them up."""
    return {statement.code: statement for statement in statements}


def source_shingles():
    """Return the digests of all sources' runs of words; see courses/copying.py."""
    kept = SourceShingles.objects.values_list("shingles", flat=True)
    return frozenset(shingle for shingles in kept for shingle in shingles)
