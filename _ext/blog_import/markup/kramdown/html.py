"""HTML, which ends at its end tag in kramdown and at a blank line in CommonMark."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from blog_import.markup.marks import MARK, MARKDOWN_CLOSE, MARKDOWN_OPEN
from blog_import.markup.regions import CODE, find_regions, is_within, parse_blocks

if TYPE_CHECKING:
    from blog_import.markup.report import Report

# Kramdown::Parser::Html::Constants
# fmt: off
_SPANS = frozenset({
    "a", "abbr", "acronym", "b", "big", "bdo", "br", "button", "cite", "code", "del",
    "dfn", "em", "i", "img", "input", "ins", "kbd", "label", "mark", "option", "q",
    "rb", "rbc", "rp", "rt", "rtc", "ruby", "samp", "select", "small", "span",
    "strong", "sub", "sup", "tt", "u", "var",
})
_VOID = frozenset({
    "area", "base", "br", "col", "command", "embed", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
})
_OF_LINES = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "legend", "summary", "caption",
    "th", "figcaption",
})
# fmt: on
_VERBATIM = frozenset({"pre", "script", "style", "textarea"})

_START = re.compile(r"^ {0,3}<([a-z][\w-]*)(?=[\s/>])", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(
    r"<!--.*?-->|<(/?)([a-z][\w-]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*?)(/?)>",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN = re.compile(r"\s+markdown\s*=\s*(?:\"(\w+)\"|'(\w+)'|(\w+))", re.IGNORECASE)
_BLOCK_START = re.compile(r" {0,3}(?:#{1,6}\s|[*+-]\s|\d+\.\s|>|```|~~~|\|)")
_MADE = re.compile(
    rf"^(?P<indent>[ \t]*){MARKDOWN_OPEN}"
    rf"(?P<made>[^{MARKDOWN_OPEN}{MARKDOWN_CLOSE}]*){MARKDOWN_CLOSE}(?=[ \t]*$)",
    re.MULTILINE,
)
_WRAPPER = "markdownify"  # no element of HTML: it is gone in the end
_BLANK = re.compile(r"\n[ \t]*(?=\n)")


def convert_html(text: str, *, parses: bool, report: Report) -> str:
    """Keep HTML what it is, and Markdown in it Markdown.

    :param parses: kramdown's option ``parse_block_html``
    """
    if "<" not in text:
        return _without(text)
    text = _MADE.sub(_wrap, text)
    skip = [region for region in find_regions(text) if region.kind in CODE]
    done, end = "", 0
    for match in _START.finditer(text):
        if match.start() < end or is_within(skip, match.start()):
            continue
        if not _begins_block(text, match.start()):
            continue
        name = match[1].lower()
        if name in _SPANS:
            done += text[end : match.start()]
            written, end = _joined(text, match.start())
            done += written
            continue
        stop = _end_of(text, match.start(), name)
        if stop is None:
            continue
        element = text[match.start() : stop]
        if name != _WRAPPER:
            element = _element(element, parses, report)
        done += text[end : match.start()] + element
        end = stop
        following = re.compile(r"[ \t]*\n?(?=[ \t]*[^\s<])").match(text, end)
        if following and not text.startswith("\n\n", end):
            done += "\n\n"  # text goes on, and is Markdown
            end = following.end()
    return _without(done + text[end:])


def _wrap(match: re.Match[str]) -> str:
    made = match["made"].strip("\n")
    return f'{match["indent"]}<{_WRAPPER} markdown="1">\n{made}\n</{_WRAPPER}>'


def _without(text: str) -> str:
    """Take away what stood around Markdown that a template made."""
    text = re.sub(rf"[{MARKDOWN_OPEN}{MARKDOWN_CLOSE}]", "", text)
    start, end = rf'<{_WRAPPER} markdown="1">\n', rf"\n</{_WRAPPER}>"
    return re.sub(rf"{start}|<{_WRAPPER}>|{end}|</{_WRAPPER}>", "", text)


def _begins_block(text: str, offset: int) -> bool:
    """Say whether HTML here is a block: it begins a line."""
    before = text[:offset].rstrip(" ")
    return not before or before.endswith("\n")


def _end_of(text: str, start: int, name: str) -> int | None:
    """Find where an element ends; ``None`` if it never does."""
    depth = 0
    for tag in _TAG.finditer(text, start):
        if tag[2] is None or tag[2].lower() != name:
            continue
        if tag[1]:
            depth -= 1
        elif not tag[4] and name not in _VOID:
            depth += 1
        if depth <= 0:
            return tag.end()
    return None


def _element(element: str, parses: bool, report: Report) -> str:
    """Write an element: without blank lines, or around its Markdown."""
    opening = _TAG.match(element.lstrip(" "))
    if opening is None:
        return element
    name = opening[2].lower()
    if name in _VERBATIM:
        return element
    has_markdown = parses or _MARKDOWN.search(element) is not None
    has_marks = re.search(rf"^[ \t]*{MARK}[ \t]*$", element, re.MULTILINE) is not None
    if not has_markdown and not has_marks:
        return _without_blank_lines(element)
    report.count("html")
    return _pieces(element, parses, report)


def _without_blank_lines(element: str) -> str:
    if not _BLANK.search(element):
        return element
    parts = re.split(r"(<pre\b.*?</pre\s*>)", element, flags=re.IGNORECASE | re.DOTALL)
    for index, part in enumerate(parts):
        kept = "\n<!-- -->" if index % 2 else ""  # a line of its own in "pre"
        parts[index] = _BLANK.sub(kept, part)
    return "".join(parts)


def _pieces(element: str, parses: bool, report: Report) -> str:
    """Cut HTML where its Markdown begins and ends, with blank lines between."""
    parts: list[tuple[bool, str]] = []  # whether it is Markdown
    position = 0
    for tag in _TAG.finditer(element):
        if tag.start() < position or tag[2] is None or tag[1]:
            continue
        name, attribute = tag[2].lower(), _MARKDOWN.search(tag[3])
        value = next(filter(None, attribute.groups()), "") if attribute else ""
        is_parsed = value in {"1", "block", "span"} or (parses and value != "0")
        stop = _end_of(element, tag.start(), name) if is_parsed else None
        closing = element.rfind("</", tag.end(), stop) if stop else -1
        if not attribute and not is_parsed:
            continue
        start_tag = f"<{tag[2]}{_MARKDOWN.sub('', tag[3])}{tag[4]}>"
        html = element[position : tag.start()] + start_tag
        position = tag.end()
        if closing < 0 or name in _VERBATIM:
            parts.append((False, html))
            continue
        content = element[position:closing]
        if name in _OF_LINES or value == "span" or name in _SPANS:
            parts.append((False, html + _inline(content)))
        else:
            if name == _WRAPPER:
                content = _html_headings(content)
            parts += [(False, html), (True, content)]
        position = closing
    parts.append((False, element[position:]))
    return _write(parts, parses, report)


def _write(parts: list[tuple[bool, str]], parses: bool, report: Report) -> str:
    written: list[str] = []
    html = ""
    for is_markdown, part in parts:
        if not is_markdown:
            html += part
            continue
        markdown = convert_html(_dedent(part), parses=parses, report=report)
        written += [*_html_pieces(html), markdown]
        html = ""
    written += _html_pieces(html)
    return "\n\n".join(piece for piece in written if piece.strip())


def _html_headings(markdown: str) -> str:
    """Write headings as HTML: those of a box are no sections of the page."""
    lines = markdown.split("\n")
    for token, inline in reversed([*pairwise(parse_blocks(markdown))]):
        if token.type == "heading_open" and token.map and not token.level:
            html = f"<{token.tag}>{_inline(inline.content)}</{token.tag}>"
            lines[slice(*token.map)] = ["", html, ""]
    return "\n".join(lines)


def _inline(markdown: str) -> str:
    """Write the Markdown of a line as HTML, where CommonMark would not read it."""
    parser = MarkdownIt("commonmark")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # marks stay
    return str(parser.renderInline(markdown.strip()))


def _html_pieces(html: str) -> list[str]:
    """Cut HTML at lines that a mark has for itself."""
    pieces = re.split(rf"^[ \t]*({MARK})[ \t]*$", html, flags=re.MULTILINE)
    cut = []
    for piece in pieces:
        lines = [line for line in piece.strip().split("\n") if line.strip()]
        if len(pieces) > 1 or "\n" in piece:
            lines = [re.sub(r"^[ \t]+", "", line) for line in lines]
        cut.append("\n".join(lines))
    return cut


def _dedent(markdown: str) -> str:
    lines = markdown.strip("\n").rstrip().split("\n")
    widths = [len(s) - len(s.lstrip(" ")) for s in lines if s.strip()]
    width = min(widths, default=0)
    return "\n".join(line[width:] for line in lines)


def _joined(text: str, start: int) -> tuple[str, int]:
    """Keep a line that begins with a tag of text within its paragraph.

    CommonMark makes a block of HTML of a tag that has a line of its own.
    """
    line_end = text.find("\n", start)
    line = text[start:line_end] if line_end >= 0 else text[start:]
    tag = _TAG.fullmatch(line.strip())
    before = text[:start].rstrip(" ")
    if tag is None or line_end < 0 or (before and not before.endswith("\n\n")):
        return line, start + len(line)
    following = text[line_end + 1 :].split("\n", 1)[0]
    if not following.strip() or following.lstrip().startswith(("<", "{:")):
        return line, start + len(line)
    if _BLOCK_START.match(following):
        return f"{line}\n", start + len(line)
    return f"{line.rstrip()} {following.lstrip()}", line_end + 1 + len(following)
