"""PDFs drawn by typst: tagged, the same on every machine, with fonts for names in many scripts."""

import json
import logging
from functools import cache
from importlib.util import find_spec

# In this order a character is looked for; where a script has several fonts the first decides.
FONTS = [
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans SC",
    "Noto Sans TC",
    "Noto Sans JP",
    "Noto Sans KR",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Thai",
    "Noto Sans Lao",
    "Noto Sans Khmer",
    "Noto Sans Myanmar",
    "Noto Sans Ethiopic",
    # Debian's fonts-noto-core has these; no package of Python does.
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Kannada",
    "Noto Sans Malayalam",
    "Noto Sans Oriya",
    "Noto Sans Sinhala",
    "Noto Serif Tibetan",
    "Noto Sans Armenian",
    "Noto Sans Georgian",
    "Noto Sans Cherokee",
    "Noto Sans Syriac",
    "Noto Sans Thaana",
    "Noto Sans Mongolian",
    "Noto Sans Adlam",
    "Noto Sans NKo",
    "Noto Sans Canadian Aboriginal",
]
PACKAGES = [
    "fontpkg_noto_sans",
    "justmytype_intl_rtl",
    "justmytype_intl_cjk",
    "justmytype_intl_south_asia",
    "justmytype_intl_sea",
    "justmytype_intl_africa",
]
ACCESSIBLE = "ua-1"  # PDF/UA-1
log = logging.getLogger(__name__)


def draw(template, data, *, made_at=None) -> bytes:
    """Return the PDF that a template makes of data, which it gets as JSON with the `fonts`.

    `made_at` is a moment to write into the file. A character that no font here has would be an
    error in an accessible PDF: then the fonts of this machine and those of typst are tried, and in
    the end it is drawn without the mark of being accessible, which is better than not at all.
    """
    import typst  # here alone: web processes that draw nothing do without it

    given = inputs(data)
    made = int(made_at.timestamp()) if made_at else None
    for has_system in (False, True):
        try:
            return typst.compile(
                str(template),
                sys_inputs=given,
                font_paths=_fonts(has_system),
                pdf_standards=ACCESSIBLE,
                timestamp=made,
            )
        except typst.TypstError as error:
            level = logging.WARNING if has_system else logging.INFO
            log.log(level, "not drawn as %s: %s", ACCESSIBLE, error)
    return typst.compile(str(template), sys_inputs=given, font_paths=_fonts(True), timestamp=made)


def inputs(data):
    """Return what a template is given: data, so that nothing in a name is taken for markup."""
    return {"data": json.dumps(data | {"fonts": FONTS})}


@cache  # looking through the files takes longer than drawing a page
def _fonts(has_system):
    import typst

    folders = [path for name in PACKAGES for path in find_spec(name).submodule_search_locations]
    return typst.Fonts(
        include_system_fonts=has_system, include_embedded_fonts=has_system, font_paths=folders
    )
