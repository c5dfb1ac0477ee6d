from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.copying import SHINGLE, shared_runs, shingles

TEXT = "It may take a long time before somebody feels safe."


def test_digests_find_the_copy(tmp_path):
    file, out = tmp_path / "source.txt", StringIO()
    file.write_text(TEXT)

    call_command("shingle_source", str(file), stdout=out)

    lines = out.getvalue().splitlines()
    assert lines == sorted(shingles(TEXT))
    assert all(SHINGLE.fullmatch(line) for line in lines)
    copied = "So it may take a long time before anyone does."
    assert shared_runs(copied, frozenset(lines)) == ["it may take a long time before"]


@pytest.mark.parametrize("data", [None, b"\xff\xfe"])
def test_file_that_cannot_be_read_is_refused(tmp_path, data):
    file = tmp_path / "source.txt"
    if data:
        file.write_bytes(data)

    with pytest.raises(CommandError, match=r"source\.txt cannot be read"):
        call_command("shingle_source", str(file), stdout=StringIO())


def test_text_without_a_run_of_words_is_refused(tmp_path):
    file = tmp_path / "source.txt"
    file.write_text("It may take a while.")

    with pytest.raises(CommandError, match=r"source\.txt has fewer than 6 words\.$"):
        call_command("shingle_source", str(file), stdout=StringIO())
