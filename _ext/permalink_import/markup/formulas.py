"""Which formulas a script drew on the pages of the old site: MathJax, or KaTeX.

https://docs.mathjax.org/en/latest/options/input/tex.html,
https://docs.mathjax.org/en/v2.7-latest/options/preprocessors/tex2jax.html,
https://katex.org/docs/autorender
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


MAY_LOAD = re.compile(
    r"mathjax|katex|tex2jax|inlineMath|displayMath|delimiters", re.IGNORECASE
)
"""What a page has in it that loads such a script, or sets it."""

_COMMENT = re.compile(r"<!--(?!\[if).*?-->", re.DOTALL)
_MATHJAX = re.compile(
    r"<script\b[^>]*\bsrc\s*=\s*[\"']?[^\"'>\s]*(?:mathjax|/tex-[\w-]*\.js)"
    r"|\.src\s*=\s*[\"'][^\"']*mathjax|import\b[^;\n]*mathjax",
    re.IGNORECASE,
)
_KATEX = re.compile(
    r"<script\b[^>]*\bsrc\s*=\s*[\"']?[^\"'>\s]*katex|import\b[^;\n]*katex",
    re.IGNORECASE,
)
_AUTO_RENDER = re.compile(r"auto-render|renderMathInElement", re.IGNORECASE)
_VERSION_3 = re.compile(
    r"mathjax(?:@|/)(?:3|4)|/es5/tex-|/tex-[\w-]*\.js", re.IGNORECASE
)
_STRING = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
_PAIR = re.compile(rf"\[\s*({_STRING})\s*,\s*({_STRING})\s*,?\s*\]")
_PAIRS = rf"\[\s*(?:{_PAIR.pattern}\s*,?\s*)*\]"
_SET = re.compile(
    rf"\b(?P<kind>inline|display)Math[\"']?\s*:\s*"
    rf"(?P<more>\{{\s*[\"']?\[\+\][\"']?\s*:\s*)?(?P<pairs>{_PAIRS})"
)
_LEFT_RIGHT = re.compile(
    rf"left[\"']?\s*:\s*(?P<left>{_STRING})\s*,\s*[\"']?right[\"']?\s*:\s*"
    rf"(?P<right>{_STRING})\s*(?:,\s*[\"']?display[\"']?\s*:\s*(?P<display>\w+|!\d))?"
)
_FLAG = r"[\"']?\s*:\s*(?P<value>true|false|!0|!1|1|0)\b"
_ESCAPES = re.compile(r"processEscapes" + _FLAG)
_ENVIRONMENTS = re.compile(r"processEnvironments" + _FLAG)
_NUMBERS = re.compile(
    r"(?:autoNumber|\btags)[\"']?\s*:\s*\[?\s*[\"'](?:AMS|all)[\"']", re.IGNORECASE
)
_TRUE = frozenset({"true", "!0", "1"})

Pairs = tuple[tuple[str, str], ...]
_ROUND: Pairs = (("\\(", "\\)"),)
_SQUARE: Pairs = (("\\[", "\\]"),)
_DOLLARS: Pairs = (("$$", "$$"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delimiters:
    r"""What is around formulas.

    :param inline: pairs around those within a line
    :param display: pairs around those of their own
    :param environments: ``\begin{…}`` begins one, too
    :param numbers: formulas in such an environment have numbers beside them
    :param escapes: a dollar behind a backslash begins none, and is shown without that
    :param escapes_backslashes: of two backslashes one is shown, as in MathJax 3; in
        MathJax 2 only before a dollar
    """

    inline: Pairs = _ROUND
    display: Pairs = (*_DOLLARS, *_SQUARE)
    environments: bool = True
    numbers: bool = True
    escapes: bool = False
    escapes_backslashes: bool = False


def delimiters_of(html: str) -> Delimiters | None:
    """Read what a page loads.

    :param html: of the page, or those parts of it that may load a script
    :return: ``None`` if it loads neither MathJax nor KaTeX
    """
    html = _COMMENT.sub(" ", html)
    if _MATHJAX.search(html):
        return _of_mathjax(html)
    if _KATEX.search(html):
        return _of_katex(html)
    return None


def _of_mathjax(html: str) -> Delimiters:
    found = {"inline": _ROUND, "display": (*_DOLLARS, *_SQUARE)}
    for match in _SET.finditer(html):
        pairs = tuple(_pairs(match["pairs"]))
        found[match["kind"]] = (
            *(found[match["kind"]] if match["more"] else ()),
            *pairs,
        )
    is_new = _VERSION_3.search(html) is not None
    return Delimiters(
        inline=found["inline"],
        display=found["display"],
        environments=_flag(_ENVIRONMENTS, html, default=True),
        numbers=_NUMBERS.search(html) is not None,
        escapes=_flag(_ESCAPES, html, default=is_new),
        escapes_backslashes=is_new,
    )


def _of_katex(html: str) -> Delimiters:
    if not _AUTO_RENDER.search(html):
        return Delimiters(display=_SQUARE, environments=False)
    pairs = [*_LEFT_RIGHT.finditer(html)]
    if not pairs:
        return Delimiters()
    display = [_both(match) for match in pairs if match["display"] in _TRUE]
    inline = [_both(match) for match in pairs if match["display"] not in _TRUE]
    environments = any(left.startswith("\\begin") for left, _ in display)
    return Delimiters(
        inline=tuple(inline), display=tuple(display), environments=environments
    )


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    for match in _PAIR.finditer(text):
        yield _string(match[1]), _string(match[2])


def _both(match: re.Match[str]) -> tuple[str, str]:
    return _string(match["left"]), _string(match["right"])


def _string(literal: str) -> str:
    """Read a string of JavaScript."""
    return re.sub(r"\\(.)", r"\1", literal[1:-1])


def _flag(pattern: re.Pattern[str], html: str, *, default: bool) -> bool:
    match = pattern.search(html)
    return default if match is None else match["value"] in _TRUE
