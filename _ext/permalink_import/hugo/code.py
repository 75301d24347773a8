"""Code of Hugo's pages: fences and ``highlight`` with their options.

See https://gohugo.io/functions/transform/highlight/#options.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.markup.code import code_block, lexer_name, parse_options
from permalink_import.markup.directives import indent
from permalink_import.markup.regions import RegionKind, find_regions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permalink_import.markup.report import TextReport


_FENCE = re.compile(
    r"(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[^\s{`]*)[ \t]*"
    r"(?:\{(?P<options>[^{}\n]*)\})?[ \t]*\n(?P<code>.*)",
    re.DOTALL,
)
_DIRECTIVE = re.compile(r"[\w:-]+")
_NUMBERS = re.compile(r"\d+(?:-\d+)?")


_DIAGRAM = (
    "Hugo draws diagrams of goat fences; here their text is shown. Put an image in "
    "their place"
)


def block(language: str, code: str, options: Mapping[str, str]) -> str:
    """Write code with Sphinx's options for numbers and lines that stand out.

    :param language: as Chroma names it, "" for none
    :param code: without its fence
    :param options: of Chroma, such as ``linenos`` and ``hl_lines``, keys in lower case
    """
    has_numbers = options.get("linenos", "false").lower() not in {"false", "no", "0"}
    text = code_block(
        code,
        language,
        linenos=has_numbers,
        emphasize=",".join(_NUMBERS.findall(options.get("hl_lines", ""))),
    )
    start = options.get("linenostart", "1")
    if has_numbers and start.isdecimal() and start != "1":
        text = text.replace(":linenos:\n", f":linenos:\n:lineno-start: {start}\n", 1)
    return text


def convert_fences(text: str, report: TextReport) -> str:
    """Write the options of fences as Sphinx has them, and names of languages.

    :param text: Markdown without front matter
    :param report: of the page, where each block is counted
    """
    result, end = [], 0
    for region in find_regions(text):
        if region.kind is not RegionKind.FENCE:
            continue
        lead_start = text.rfind("\n", 0, region.start) + 1
        lines = text[lead_start : region.end]
        lead = lines[: len(lines) - len(lines.lstrip(" \t>"))]
        start = lead_start + len(lead)
        match = _FENCE.fullmatch(text[start : region.end])
        if match is None or not _needs_change(match):
            continue
        report.count("code")
        if match["language"].lower() == "goat":
            report.leave(f"{match['mark']}{match['language']}", _DIAGRAM)
        code = _content(match, lead)
        new = block(match["language"], code, parse_options(match["options"] or ""))
        result += [text[end:start], indent(new, lead), "\n"]
        end = region.end
    return "".join([*result, text[end:]])


def _needs_change(match: re.Match[str]) -> bool:
    language, options = match["language"], match["options"]
    if not language and _DIRECTIVE.fullmatch(options or ""):
        return False  # a directive, made of a shortcode
    if options is not None:
        return True
    return bool(language) and lexer_name(language.lower()) != language


def _content(match: re.Match[str], lead: str) -> str:
    """Return the lines of code, without what is before each in a list or quotation."""
    mark, lines = match["mark"], match["code"].rstrip("\n").split("\n")
    if re.fullmatch(rf"[ \t>]*{re.escape(mark)}{mark[0]}*[ \t]*", lines[-1]):
        lines.pop()
    return "\n".join(
        line[len(lead) :] if line.startswith(lead) else line.lstrip(" >")
        for line in lines
    )
