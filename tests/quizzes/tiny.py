"""A format small enough to read, for the tests of the pages that use formats.

A line is a question, "name | question | right | wrong"; "# words" begins a category, "? words"
is a fault, and BOOM, SLEEP and EAT are what a reader of a hostile file might do.
"""

import io
import time

from PIL import Image

from quizzes.fields import ItemFields
from quizzes.formats.drafts import Draft, Fault, Reading, UnreadableFile

NAME = "tiny"
LABEL = "Tiny"
SUFFIXES = (".tiny",)


def picture(color=(20, 90, 160), size=(30, 20), kind="PNG", **options):
    """Return the bytes of a picture of one color."""
    written = io.BytesIO()
    Image.new("RGB", size, color).save(written, kind, **options)
    return written.getvalue()


PICTURES = {"blue.png": picture(), "drawing.svg": b"<svg/>"}


def read(data):
    try:
        lines = data.decode().splitlines()
    except UnicodeDecodeError:
        raise UnreadableFile("This is no text.") from None
    drafts, faults, category = [], [], ()
    for number, line in enumerate(lines, start=1):
        if line == "BOOM":
            raise RuntimeError("not expected")
        if line == "SLEEP":
            time.sleep(60)
        if line == "EAT":
            bytes(2 * 1024**3)
        if line.startswith("# "):
            category = tuple(line[2:].split("/"))
        elif line.startswith("? "):
            faults.append(Fault(f"line {number}", line[2:]))
        elif line:
            drafts.append(_draft(line, f"line {number}", category))
    if not drafts and not faults:
        raise UnreadableFile("There is no question in it.")
    return Reading(tuple(drafts), tuple(faults))


def _draft(line, where, category):
    name, stem, right, wrong = (part.strip() for part in line.split("|"))
    options = [
        {"text": right, "correct": True, "feedback": "Yes."},
        {"text": wrong, "feedback": "No."},
    ]
    fields = ItemFields("single_best", {"stem": stem, "options": options}, bloom="", area="")
    shown = {each: data for each, data in PICTURES.items() if f"(picture:{each})" in stem}
    losses = ("The color of the paper is lost.",) if "paper" in stem else ()
    return Draft(fields, where, name, category, losses, shown)


def write(drafts):
    lines = [
        " | ".join([draft.name, draft.fields.content["stem"].replace("\n", " "), *_texts(draft)])
        for draft in drafts
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _texts(draft):
    return [option["text"] for option in draft.fields.content.get("options", ())[:2]]


def losses(draft):
    found = ["Tags are left out."] if draft.fields.tags else []
    return [*found, "Pictures are left out."] if draft.pictures else found


def template():
    return b"m1-example-1 | What is first? | This | That\n"
