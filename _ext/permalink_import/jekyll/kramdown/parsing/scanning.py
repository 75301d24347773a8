"""The loop over the text of a block."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from permalink_import.jekyll.kramdown.parsing.state import Parser
    from permalink_import.jekyll.kramdown.parsing.tree import Element


_STARTS = (
    r"[*_`\[$&<\ufdd2\ufdd3]|!\[|[^\\]?[\"']|\{:|--|\.\.\.|(?:\\| )?(?:<<|>>)"
    r"|(?:  |\\\\)(?=\n)|\\|~~"
)
_SYMBOLS = r"--|\.\.\.|(?:\\| )?(?:<<|>>)|"


@lru_cache(maxsize=512)
def _pattern(rules: str, stop: str, flags: int) -> re.Pattern[str]:
    starts = {"code": "`", "html": "<", "code html": "[`<]"}.get(rules, _STARTS)
    ends = f"(?i:{stop})" if flags & re.IGNORECASE else stop
    return re.compile(f"{ends}|{starts}" if stop else starts)


def parse_spans(
    parser: Parser,
    element: Element,
    stop: re.Pattern[str] | None = None,
    accept: Callable[[re.Match[str]], bool] | None = None,
    *,
    rules: str = "",
) -> bool:
    """Parse text into an element, up to its end or up to a stop.

    :param stop: a pattern where it may end
    :param accept: decides about each such place
    :param rules: "code", "html" or "code html" for these alone
    :return: whether it came to a stop
    """
    parser.ancestors.append(parser.tree)
    parser.tree = element
    pattern = _pattern(rules, stop.pattern if stop else "", stop.flags if stop else 0)
    found = False
    text = parser.text
    while parser.position < len(text):
        match = pattern.search(text, parser.position) if parser.may_go_on() else None
        if match is None:
            break
        start = match.start()
        if start > parser.position:
            parser.add_text(text[parser.position : start], parser.position, start)
            parser.position = start
        if stop is not None and (end := stop.match(text, start)) is not None:
            found = accept(end) if accept else True
            if found:
                break
        if not _parse_one(parser, rules):
            parser.add_text(text[start], start, start + 1)
            parser.position = start + 1
    if stop is None and parser.position < len(text):
        parser.add_text(parser.rest(), parser.position, len(text))
        parser.position = len(text)
    parser.tree = parser.ancestors.pop()
    return found


def _parse_one(parser: Parser, rules: str) -> bool:
    """Try the rules for a character, in their order."""
    table = parser.span_rules
    char = parser.text[parser.position]
    if rules:
        names = {"`": "only `", "<": "only <"}
        tried = table.get(names.get(char, ""), ())
    else:
        tried = table.get(char, table[""])
    return any(rule(parser) for rule in tried)
