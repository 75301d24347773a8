"""kramdown's own: ``{::comment}``, ``{::nomarkdown}``, ``{::options}`` and "^"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blog_import.markup.directives import directive
from blog_import.markup.kramdown.attributes import parse_attributes
from blog_import.markup.marks import Block, Comment, Verbatim
from blog_import.markup.regions import CODE, find_regions, is_within

if TYPE_CHECKING:
    from blog_import.markup.marks import Marks
    from blog_import.markup.report import Report

_EXTENSION = re.compile(
    r"\{::(?P<name>comment|nomarkdown|options)(?:\s(?P<list>[^}]*?))?"
    r"(?:/\}|\}(?P<body>.*?)\{:/(?:(?P=name))?\})",
    re.DOTALL,
)
_END_OF_BLOCK = re.compile(r"^ {0,3}\^[ \t]*$", re.MULTILINE)


def convert_extensions(text: str, *, marks: Marks, report: Report) -> tuple[str, bool]:
    """Convert kramdown's own elements.

    :return: the text, and whether HTML has Markdown in it (``parse_block_html``)
    """
    parses_html = False
    if "{::" in text:
        regions = [region for region in find_regions(text) if region.kind in CODE]

        def convert(match: re.Match[str]) -> str:
            nonlocal parses_html
            if is_within(regions, match.start()):
                return match[0]
            values = parse_attributes(match["list"] or "").values
            if values.get("parse_block_html") == "true":
                parses_html = True
            return _convert(match, marks, report)

        text = _EXTENSION.sub(convert, text)
    if _END_OF_BLOCK.search(text):
        regions = [region for region in find_regions(text) if region.kind in CODE]
        text = _END_OF_BLOCK.sub(
            # an empty comment ends a list, too
            lambda match: (
                match[0]
                if is_within(regions, match.start())
                else marks.add(Verbatim("%"))
            ),
            text,
        )
    return text, parses_html


def _convert(match: re.Match[str], marks: Marks, report: Report) -> str:
    name, body = match["name"], match["body"] or ""
    if name == "options":
        values = parse_attributes(match["list"] or "").values
        if values.keys() - {"parse_block_html"}:
            report.leave(match[0], "MyST has no such options; it is a comment now")
        report.count("options")
        return marks.add(Comment(match[0], match[0]))
    if name == "comment":
        return marks.add(Comment(match[0], body)) if body.strip() else ""
    form = parse_attributes(match["list"] or "").values.get("type", "html")
    if "\n" not in body:
        if "html" in form.split():
            report.count("nomarkdown")
            return body
        report.leave(match[0], "MyST has no such text within a line")
        return match[0]
    block = directive("raw", form, body=body.strip("\n"))
    return marks.add(Block(match[0], block, "nomarkdown"))
