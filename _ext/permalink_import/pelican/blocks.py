"""Blocks and spans that Python-Markdown reads in its own way, as all parsers read them.

See https://python-markdown.github.io/extensions/attr_list/, ``tables/`` and
``md_in_html/``, and the parsers in https://github.com/Python-Markdown/markdown.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from permalink_import.markup.comments import plain_comments
from permalink_import.markup.definitions import write_terms
from permalink_import.markup.footnotes import name_without_spaces
from permalink_import.markup.regions import (
    CODE,
    RegionKind,
    find_regions,
    is_within,
    replace_in_prose,
)

if TYPE_CHECKING:
    from permalink_import.markup.report import TextReport


_HASHES = re.compile(
    r"^(?P<six>#{6})(?P<more>#+)(?P<text>[^\n]*?)#*[ \t]*$", re.MULTILINE
)
_MAILTO = re.compile(r"<mailto:(?=[^<>\s]+@[^<>\s]+>)")
_QUOTES = re.compile(
    r"^(?P<above>[ ]{0,3}>[^\n]*)\n[ \t]*\n(?=[ ]{0,3}>)", re.MULTILINE
)
# An element of a line that is alone on its own begins no block.
_LONE = re.compile(
    r"^[ ]{0,3}</?(?:a|abbr|b|br|code|em|font|i|img|input|kbd|small|span|strong|sub|sup"
    r"|u)\b[^<>\n]*>[ \t]*\n(?=[ \t]*\S)",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?<![\\*\w_])(?<!\\)(?P<mark>\*\*|\*)(?![\s*])(?P<text>(?:(?!\n\s*\n)[^*])+?)"
    r"(?<![\s\\*])(?P=mark)(?!\*)"
    r"|(?<!\\)(?P<inner>\*\*|\*)(?![\s*])(?P<within>(?:(?!\n\s*\n)[^*])+?)"
    r"(?<![\s\\*])(?P=inner)(?!\*)"
)
_DELIMITER = re.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ \t]*")
_CODE = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)")
_CELL_ATTRIBUTES = re.compile(r"[ ]+\{:?[ ]*[^{}\n|]+\}(?=[ ]*(?:\||$))")
_OPEN = re.compile(
    r"^<(?P<tag>[a-zA-Z][\w-]*)(?P<before>[^<>\n]*?)\smarkdown(?:\s*=\s*"
    r"(?P<quote>[\"']?)(?P<value>1|block|span)(?P=quote))?(?P<after>(?:\s[^<>\n]*)?)>",
    re.MULTILINE | re.IGNORECASE,
)
_DEEPEST = 20
"""Elements with Markdown in each other."""


def as_commonmark(text: str, report: TextReport) -> str:
    """Write what Python-Markdown reads in its own way so that all read it so.

    :param text: of a site with ``markdown.extensions.extra``
    """
    text = _markdown_in_html(text, report)
    text = write_terms(name_without_spaces(text), report)
    text = _tables(text)
    text = replace_in_prose(text, _HASHES, _seven)
    text = replace_in_prose(text, _MAILTO, lambda _: "<")
    text = replace_in_prose(text, _QUOTES, lambda match: f"{match['above']}\n>\n")
    text = _lone_elements(text)
    text = replace_in_prose(text, _STRONG, _emphasis)
    return plain_comments(text)


def _seven(match: re.Match[str]) -> str:
    """Return a heading of level six, whose text begins with the other hashes."""
    more = "\\#" * len(match["more"])
    return f"{match['six']} {more}{match['text']}"


def _lone_elements(text: str) -> str:
    """Insert an empty line after an element that CommonMark takes for a block."""
    result, end = [], 0
    for region in find_regions(text):
        if region.kind is not RegionKind.HTML:
            continue
        match = _LONE.match(text, region.start, region.end)
        if match:
            result += [text[end : match.end()], "\n"]
            end = match.end()
    return "".join([*result, text[end:]])


def _emphasis(match: re.Match[str]) -> str:
    """Write emphasis as HTML where CommonMark sees none (6.2)."""
    mark, text = match["mark"] or match["inner"], match["text"] or match["within"]
    start, end = match.span()
    whole = match.string
    opens = _flanks(whole[start - 1] if start else " ", text[0])
    closes = _flanks(whole[end] if end < len(whole) else " ", text[-1])
    if opens and closes:
        return match[0]
    name = "strong" if len(mark) == 2 else "em"
    return f"<{name}>{text}</{name}>"


def _flanks(outside: str, inside: str) -> bool:
    return not _is_mark(inside) or outside.isspace() or _is_mark(outside)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _tables(text: str) -> str:
    """Escape pipes in code, and take attributes off cells."""
    if "|" not in text:
        return text
    lines = text.split("\n")
    code = [
        r
        for r in find_regions(text)
        if r.kind in {RegionKind.FENCE, RegionKind.INDENTED}
    ]
    offset = 0
    in_table = False
    for number, line in enumerate(lines[:-1]):
        below = lines[number + 1]
        if not line.strip():
            in_table = False
        elif (
            not in_table
            and "|" in line
            and "|" in below
            and _DELIMITER.fullmatch(below)
            and not is_within(code, offset)
        ):
            above = lines[number - 1].strip() if number else ""
            in_table = not above
            if above:  # a table that is no block of its own is text
                lines[number + 1] = below.replace("|", "&#124;")
        offset += len(line) + 1
        if in_table:
            lines[number] = _row(lines[number])
    if in_table:
        lines[-1] = _row(lines[-1])
    return "\n".join(lines)


def _row(line: str) -> str:
    line = _CODE.sub(lambda match: match[0].replace("|", "\\|"), line)
    return _CELL_ATTRIBUTES.sub("", line)


def _markdown_in_html(text: str, report: TextReport, depth: int = 0) -> str:
    """Surround Markdown in HTML by empty lines (``md_in_html``)."""
    if not _OPEN.search(text) or depth > _DEEPEST:
        return text
    code = [region for region in find_regions(text) if region.kind in CODE]
    result, end, position = [], 0, 0
    while match := _OPEN.search(text, position):
        position = match.end()
        close = None if is_within(code, match.start()) else _close(text, match)
        if close is None:
            continue
        report.count("html")
        inner = text[match.end() : close.start()].strip("\n")
        inner = _markdown_in_html(inner, report, depth + 1)
        attributes = f"{match['before']}{match['after']}"
        result += [text[end : match.start()], "\n"]
        if match["tag"].lower() == "p" and not attributes.strip():
            result.append(f"{inner.strip()}\n")
        else:
            begin = f"<{match['tag']}{attributes}>"
            result.append(f"{begin}\n\n{inner}\n\n{close[0]}\n")
        position = end = close.end()
        if text[end : end + 1] == "\n" and text[end + 1 : end + 2] != "\n":
            result.append("\n")
    return "".join([*result, text[end:]])


def _close(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    """Return the end tag of an element."""
    depth = 0
    tags = re.compile(rf"<(?P<close>/?){opening['tag']}\b[^<>]*>", re.IGNORECASE)
    for match in tags.finditer(text, opening.start()):
        depth += -1 if match["close"] else 1
        if not depth:
            return match
    return None
