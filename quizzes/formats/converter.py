"""HTML as Markdown: loaded where a file is read, and not with every page of the site."""

import re

from markdownify import MarkdownConverter

_SIGN = re.compile(r"([\\`*_<\[\]]|&(?=#?\w+;))")
_START = re.compile(r"^([ \t]*)([#>+=~|-]|:::)", re.MULTILINE)
_NUMBERED = re.compile(r"^([ \t]*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_CITATION = re.compile(r"\\\[([SC][1-9]\d?)\\\]")


class _Converter(MarkdownConverter):
    """Writes only those signs with a backslash that would mean something."""

    def escape(self, text, parent_tags):
        text = _SIGN.sub(r"\\\1", text)
        text = _NUMBERED.sub(r"\1\\\2", _START.sub(r"\1\\\2", text))
        return text.replace("|", r"\|") if {"td", "th"} & set(parent_tags) else text


_CONVERTER = _Converter(
    heading_style="ATX",
    bullets="-",
    newline_style="BACKSLASH",
    strong_em_symbol="*",
    sub_symbol="",
    sup_symbol="",
    table_infer_header=True,
    autolinks=False,
)


def as_markdown(html: str) -> str:
    """Return clean HTML as our Markdown, in which citations stay citations."""
    return _CITATION.sub(r"[\1]", _CONVERTER.convert(html)).strip()
