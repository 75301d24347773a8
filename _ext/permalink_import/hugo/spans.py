"""Parts of a line that Goldmark reads, and MyST does not: rules for their replacement.

See https://github.github.com/gfm/ for strikethrough and links, and
https://gohugo.io/configuration/markup/#typographer.
"""

from __future__ import annotations

import re

# What may be in a URL, as Goldmark has it: backticks and brackets, but no asterisk.
_HOST = r"[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?::\d+)?"
_PATH = r"(?:[/#?][-a-zA-Z0-9@:%_+.~#!?&/=();,'\"\^{}\[\]`]*)?"
_MAIL = r"[a-zA-Z0-9.!#$%&+/=?^_{|}~-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+(?![\w-])"
# Links, HTML and definitions before bare URLs, which are found outside of them alone.
URL = re.compile(
    r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
    r"(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]]*\](?:\([^()\n]*\))?)"
    r"|<[^<>]*>|^[ ]{0,3}\[[^\]]+\]:[^\n]*|\\."
    rf"|(?:^|(?<=[\s*_~(\"'>`]))(?:(?P<url>(?:https?|ftp)://{_HOST}{_PATH})"
    rf"|(?P<www>www\.{_HOST}{_PATH})|(?P<mail>{_MAIL}))",
    re.MULTILINE,
)
_ENTITY = re.compile(r"&[a-zA-Z0-9]+;\Z")
_SPECIAL = re.compile(r"[\\*_~`\[\]<>&]")
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


def autolink(match: re.Match[str]) -> str:
    """Return a bare URL in angle brackets, and what comes behind it without."""
    found = match["url"] or match["www"]
    if match["mail"]:
        mail = match["mail"].rstrip(".")
        return f"<{mail}>{match['mail'][len(mail) :]}"
    if not found:
        return match[0]
    url = _without_end(found)
    if match["url"]:
        return f"<{url}>{found[len(url) :]}"
    shown = _SPECIAL.sub(r"\\\g<0>", url)
    return f"[{shown}](<http://{url}>){found[len(url) :]}"


def _without_end(url: str) -> str:
    """Return a URL without what is behind it (``linkifyParser.Parse`` of Goldmark)."""
    if url.endswith("."):
        url = url[:-1]
    elif url.endswith(")"):
        extra = url.count(")") - url.count("(")
        bare = url.rstrip(")")
        url = url[: max(len(bare), len(url) - max(extra, 0))]
    elif match := _ENTITY.search(url):
        url = url[: match.start()]
    return url.rstrip("?!.,:*_~")


def typographic(match: re.Match[str]) -> str:
    """Return two angle brackets as the quotation mark that Goldmark makes of them."""
    mark = match["mark"]
    return _GUILLEMETS[mark] if mark else match[0]
