"""Parts of a line that Goldmark reads, and MyST does not: rules for their replacement.

See https://github.github.com/gfm/ for strikethrough and links, and
https://gohugo.io/configuration/markup/#typographer.
"""

from __future__ import annotations

import re

_WITHIN = r"(?:(?!\n\s*\n|(?<=\s)~(?=[^\s~])).)+?"  # one paragraph, from the last mark
# Tildes open before a word, and close behind one (CommonMark, 6.2).
_OPENS = r"(?<![~\\])(?P<tildes>~{1,2})(?:(?=\w)|(?<!\w~)(?<!\w~~)(?=[^\s~]))"
_CLOSES = r"(?<!\\)(?:(?<=\w)(?P=tildes)|(?<=[^\s~])(?P=tildes)(?!\w))(?!~)"
DEL = re.compile(
    rf"<[a-zA-Z/][^<>]*>|\]\([^()\n]*\)|{_OPENS}(?P<inside>{_WITHIN}){_CLOSES}",
    re.DOTALL,
)
# Links, HTML and definitions before bare URLs, which are found outside of them alone.
URL = re.compile(
    r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
    r"(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]]*\])"
    r"|<[^<>]*>|^[ ]{0,3}\[[^\]]+\]:[^\n]*"
    r"|(?<![\w/\"'=])(?P<url>https?://[^\s<>`\\|]*[^\s<>`\\|.,:;!?'\"*_~)\]])",
    re.MULTILINE,
)
_ENTITIES = re.compile(r"(?:[.,:!?'\"*_~)\]]*&#?\w+;?)+\Z")
# Quotations, HTML, formulas and what is escaped before the marks.
TYPOGRAPHIC = re.compile(
    r"^[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+|>[ \t]?)+|\\.|\$\$?[^$]+\$\$?"
    r"|(?P<mark><<|>>)|<[a-zA-Z/!][^<>]*>",
    re.MULTILINE,
)

_GUILLEMETS = {
    "<<": "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}",
    ">>": "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}",
}


def deleted(match: re.Match[str]) -> str:
    """Return text between tildes as HTML."""
    return f"<del>{match['inside']}</del>" if match["tildes"] else match[0]


def autolink(match: re.Match[str]) -> str:
    """Return a bare URL in angle brackets, and what comes behind it without."""
    url = match["url"]
    if not url:
        return match[0]
    behind = (
        _ENTITIES.search(url) if match.string.startswith(";", match.end()) else None
    )
    end = behind.start() if behind else len(url)
    return f"<{url[:end]}>{url[end:]}"


def typographic(match: re.Match[str]) -> str:
    """Return two angle brackets as the quotation mark that Goldmark makes of them."""
    mark = match["mark"]
    return _GUILLEMETS[mark] if mark else match[0]
