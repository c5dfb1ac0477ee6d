"""Files with parts missing, twice or changed are read, or refused with a message: none breaks."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats import FORMATS
from quizzes.formats.drafts import UnreadableFile
from quizzes.formats.packages import pack, unpack
from quizzes.formats.xml import Element, attribute, parse, xml_text

EXCHANGE = Path(__file__).parents[3] / "fixtures" / "exchange"
TEXTS = ["", "x", "-1", "nan", "1e999", "{1:SA:=a}", "[[1]]", "\ue0001\ue001", "A B", "<p>&amp;"]


def written(element):
    attributes = "".join(
        f" {name}={attribute(value)}"
        for name, value in element.attributes.items()
        if name != "schemaLocation"
    )
    inner = "".join(
        written(part) if isinstance(part, Element) else xml_text(part) for part in element.content
    )
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"


def mutated(data, seed):
    """Return a file in which some elements are taken out, doubled, renamed or given other texts."""
    chance, root = Random(seed), parse(data)
    for _ in range(chance.randint(1, 6)):
        parts = [part for part in root.walk() if part.content]
        if not parts:
            break
        holder = chance.choice(parts)
        place = chance.randrange(len(holder.content))
        change = chance.randrange(5)
        if change == 0:
            del holder.content[place]
        elif change == 1:
            other = chance.choice(parts)
            if holder not in list(other.walk()):
                holder.content.insert(place, other)
        elif change == 2 and holder is not root:
            holder.tag = chance.choice(parts).tag
        elif change == 3:
            holder.content[place] = chance.choice(TEXTS)
        elif holder.attributes:
            name = chance.choice(list(holder.attributes))
            holder.attributes = {**holder.attributes, name: chance.choice(TEXTS)}
            if chance.random() < 0.5:
                holder.attributes.pop(name)
    return written(root).encode()


def read(name, data):
    """Return what is read of a file, None where it is refused with a message."""
    try:
        return FORMATS[name].read(data)
    except UnreadableFile:
        return None


@settings(max_examples=25)
@given(st.integers(0, 10**9))
@pytest.mark.parametrize("file", ["moodle-every-type.xml", "moodle-with-faults.xml"])
def test_mutants_of_moodle_xml_break_nothing(file, seed):
    reading = read("moodle-xml", mutated((EXCHANGE / file).read_bytes(), seed))

    for fault in reading.faults if reading else ():
        assert fault.reason.endswith(".")


@settings(max_examples=25)
@given(st.integers(0, 10**9))
@pytest.mark.parametrize("file", ["qti-2.1.zip", "qti-2.1-with-faults.zip", "qti-3.0.zip"])
def test_mutants_of_packages_break_nothing(file, seed):
    files = {
        path: mutated(data, seed) if path.endswith(".xml") and "broken" not in path else data
        for path, data in unpack((EXCHANGE / file).read_bytes()).items()
    }

    reading = read("qti2", pack(files))

    for fault in reading.faults if reading else ():
        assert fault.reason.endswith(".")
