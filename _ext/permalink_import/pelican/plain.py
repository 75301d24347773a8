"""What CommonMark reads as markup, and Python-Markdown as text: it stays text.

See https://python-markdown.github.io/#differences and the parsers in
https://github.com/Python-Markdown/markdown.
"""

from __future__ import annotations

import re

from permalink_import.markup.regions import (
    CODE,
    find_regions,
    is_within,
    parse_blocks,
    replace_in_prose,
)

_ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!|")
# Formulas first, whose backslashes are LaTeX's.
_FORMULA = r"\$\$.+?\$\$|(?<!\\)\$[^$\n]+\$|\\\(.+?\\\)|\\\[.+?\\\]"
_BACKSLASH = r"\\(?P<char>[!-/:-@\[-`{-~\n])"
_BOX = re.compile(
    r"^(?P<before>[ \t>]*(?:[-*+]|\d+\.)[ \t]+)(?=\[[ xX]\]\s)", re.MULTILINE
)
_PARENTHESIS = re.compile(r"^(?P<before>[ \t>]*\d{1,9})(?=\)(?:[ \t]|$))", re.MULTILINE)
_MARKER = re.compile(r"^(?P<before>[ \t]*(?:\d{1,9}(?=\.\s)|(?=[-*+]\s)))")
_HTML = re.compile(
    r"^<(?P<tag>article|aside|blockquote|center|details|div|dl|fieldset|figure|footer"
    r"|form|h[1-6]|header|iframe|nav|object|ol|p|section|table|ul|video)\b"
    r"(?![^>]*\bmarkdown\s*=)[^>]*>",
    re.MULTILINE | re.IGNORECASE,
)
_VERBATIM = re.compile(r"<(?:pre|script|style|textarea)\b", re.IGNORECASE)
# Text begins on the line below, behind other tags such as those of a script.
_BEHIND = re.compile(r"(?P<tags>(?:[ \t]*</?[a-zA-Z][^<>\n]*>)*[ \t]*)\n(?=[^\s<])")
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")


def keep_text(text: str, *, math: bool) -> str:
    """Escape what would be markup, and end HTML where Python-Markdown ends it.

    :param text: Markdown as its author wrote it
    :param math: a plugin reads formulas between dollars
    """
    text = _html_blocks(text)
    pattern = f"{_FORMULA}|{_BACKSLASH}" if math else _BACKSLASH
    text = replace_in_prose(text, re.compile(pattern, re.DOTALL), _backslash)
    text = replace_in_prose(text, _BOX, _with_backslash)
    text = replace_in_prose(text, _PARENTHESIS, _with_backslash)
    return _lists_in_paragraphs(text)


def _backslash(match: re.Match[str]) -> str:
    char = match["char"]
    if char is None or char in _ESCAPABLE:
        return match[0]
    return f"\\{match[0]}"


def _with_backslash(match: re.Match[str]) -> str:
    return f"{match['before']}\\"


def _lists_in_paragraphs(text: str) -> str:
    """Escape the marks of lists that have no blank line before them."""
    lines, is_changed, end = text.split("\n"), False, 0
    for token in parse_blocks(text):
        if token.level or token.map is None:
            continue
        first, last = token.map
        if token.type == "paragraph_open":
            end = last
        elif token.type.endswith("_list_open") and first and first == end:
            for number in range(first, last):
                if not lines[number].strip():
                    break
                lines[number] = _MARKER.sub(_with_backslash, lines[number])
            is_changed = True
    return "\n".join(lines) if is_changed else text


def _html_blocks(text: str) -> str:
    """Write elements without blank lines in them, and with one behind them."""
    if not _HTML.search(text):
        return text
    code = [region for region in find_regions(text) if region.kind in CODE]
    result, position = [], 0
    unclosed: set[str] = set()  # each is looked for once, to stay linear
    while match := _HTML.search(text, position):
        name = match["tag"].lower()
        is_code = is_within(code, match.start())
        end = None if is_code or name in unclosed else _end_of(text, match)
        if end is None:
            if not is_code:
                unclosed.add(name)
            end = match.end()
            result.append(text[position:end])
        else:
            inner = text[match.start() : end]
            if not _VERBATIM.search(inner):
                inner = _BLANK.sub("\n", inner)
            result += [text[position : match.start()], inner]
            if behind := _BEHIND.match(text, end):
                result += [behind["tags"], "\n"]
                end = behind.end("tags")
        position = end
    return "".join([*result, text[position:]])


def _end_of(text: str, opening: re.Match[str]) -> int | None:
    """Return where an element ends; ``None`` if nothing closes it."""
    depth = 0
    tags = re.compile(rf"<(?P<close>/?){opening['tag']}\b[^>]*>", re.IGNORECASE)
    for match in tags.finditer(text, opening.start()):
        depth += -1 if match["close"] else 1
        if not depth:
            return match.end()
    return None
