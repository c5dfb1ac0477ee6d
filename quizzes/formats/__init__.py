"""Files of questions as other systems write and read them: one module a format, and their table.

A format is a module with:

- LABEL: its name on screen
- SUFFIXES: how names of its files end, as (".txt",)
- read(data): the Reading of a file's bytes; raises UnreadableFile. Files are not trusted
- write(drafts): the bytes of a file that holds the drafts; absent where files are only read
- losses(draft): what such a file cannot say of a draft, as sentences; absent without write

Reading what `write` has written gives the drafts again, but for their losses.
"""

from types import ModuleType

from quizzes.formats import (
    aiken,
    csv_table,
    gift_text,
    moodle_xml,
    our_yaml,
    qti2,
    qti3,
    xlsx_table,
)

FORMATS: dict[str, ModuleType] = {
    "gift": gift_text,
    "aiken": aiken,
    "csv": csv_table,
    "xlsx": xlsx_table,
    "yaml": our_yaml,
    "moodle-xml": moodle_xml,
    "qti3": qti3,
    "qti2": qti2,
}

__all__ = ["FORMATS"]
