"""The sample files of text formats: what an author brings in, with faults and without."""

import pytest
from django.conf import settings

from quizzes.formats import FORMATS
from quizzes.types import TYPES

SAMPLES = settings.BASE_DIR / "fixtures" / "exchange"


def read(name, file):
    return FORMATS[name].read((SAMPLES / file).read_bytes())


@pytest.mark.parametrize(
    ("name", "file", "kinds"),
    [
        (
            "gift",
            "gift-every-type.gift",
            "single_best multiple_response single_best short_text matching cloze single_best",
        ),
        ("aiken", "aiken.txt", "single_best single_best"),
        (
            "csv",
            "questions.csv",
            "single_best multiple_response short_text matching ordering categorize",
        ),
    ],
)
def test_sample_becomes_finished_questions(name, file, kinds):
    reading = read(name, file)

    assert reading.faults == ()
    assert " ".join(draft.fields.type for draft in reading.drafts) == kinds
    for draft in reading.drafts:
        found = TYPES[draft.fields.type].problems(draft.fields.content)
        assert [one for one in found if not one.endswith("has no feedback.")] == []


@pytest.mark.parametrize(
    ("name", "file", "places"),
    [
        ("gift", "gift-with-faults.gift", [2, 4, 6, 8, 10, 14, 16]),
        ("aiken", "aiken-with-faults.txt", [1, 6]),
        ("csv", "questions-with-faults.csv", [1, 2, 3, 4, 5]),
    ],
)
def test_faults_of_a_sample_are_named_and_the_rest_is_read(name, file, places):
    reading = read(name, file)

    assert [int(fault.where.split()[-1]) for fault in reading.faults] == places
    assert len(reading.drafts) == 1
