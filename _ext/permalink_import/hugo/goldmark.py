"""Goldmark, Hugo's Markdown, made MyST: both are CommonMark, and differ in the rest.

See https://gohugo.io/configuration/markup/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from permalink_import.hugo.attributes import move_attributes
from permalink_import.hugo.blocks import as_commonmark
from permalink_import.hugo.code import convert_fences
from permalink_import.hugo.extras import EXTRAS, write_extras
from permalink_import.hugo.spans import TYPOGRAPHIC, URL, autolink, typographic
from permalink_import.markup.emoji import emoji_pattern, known_emoji
from permalink_import.markup.footnotes import hide_unused
from permalink_import.markup.foreign import (
    escape_attributes,
    escape_block_attributes,
    escape_tildes,
)
from permalink_import.markup.regions import (
    CODE,
    RegionKind,
    find_regions,
    is_within,
    pieces,
    replace_in_prose,
)
from permalink_import.markup.report import TextReport
from permalink_import.markup.tildes import write_deleted
from permalink_import.sources.headings import hugo_id, keep_anchors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from permalink_import.hugo.config import HugoConfig

_WITHIN = r"(?:(?!\n\s*\n).)+?"  # one paragraph
_AMS = re.compile(r"(?<!\\)\\(?=begin\{)")
_TAG = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>"
    r"|\{\{%\s*(?:figure|gist|highlight|instagram|qr|tweet|vimeo|x|youtube)\b[^{}]*%\}\}"
)


_OMITTED = (
    "HTML, and shortcodes with %, are shown here. Hugo leaves them out, since the site "
    "does not set unsafe. Remove what nobody should see"
)


_BACKTICK = (
    "Backticks in bare URLs begin code here. Write these URLs in angle brackets, and "
    "compare what follows"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goldmark:
    """How a site has set Goldmark.

    :param block_attributes: lines of attributes below blocks are read
    :param dollars: ``$x$`` is a formula, and not text
    :param formulas: ``$$`` and backslashes with brackets are formulas
    :param unsafe: raw HTML is published
    :param extras: names of those that are on
    """

    heading_ids: str = "github"
    typographer: bool = True
    block_attributes: bool = False
    linkify: bool = True
    emoji: bool = False
    dollars: bool = False
    formulas: bool = False
    unsafe: bool = False
    extras: frozenset[str] = frozenset()
    strikethrough: bool = True

    @classmethod
    def of(cls, config: HugoConfig, params: Mapping[str, Any]) -> Goldmark:
        """Read the configuration.

        :param params: of the page; many themes ask "math: true" of these, and let a
            script draw what is between dollars
        """
        path = ("markup", "goldmark")
        passthrough = config.mapping(*path, "extensions", "passthrough")
        delimiters = passthrough.get("delimiters")
        pairs = delimiters.get("inline") if isinstance(delimiters, dict) else None
        inline = [pair[0] for pair in pairs or ()]
        is_on = bool(passthrough.get("enable"))
        asked = {**config.mapping("params"), **params}
        by_script = any(asked.get(key) for key in ("math", "katex", "mathjax"))
        kind = config.at(*path, "parser", "autoidtype")
        kind = kind or config.at(*path, "parser", "autoheadingidtype", default="github")
        return cls(
            heading_ids=str(kind),
            typographer=not config.at(
                *path, "extensions", "typographer", "disable", default=False
            ),
            block_attributes=bool(config.at(*path, "parser", "attribute", "block")),
            linkify=bool(config.at(*path, "extensions", "linkify", default=True)),
            emoji=bool(config.at("enableemoji")),
            dollars=by_script or (is_on and "$" in inline),
            formulas=by_script or is_on,
            extras=frozenset(
                name
                for name in EXTRAS
                if config.at(*path, "extensions", "extras", name, "enable")
            ),
            strikethrough=bool(
                config.at(*path, "extensions", "strikethrough", default=True)
                or config.at(*path, "extensions", "extras", "delete", "enable")
            ),
            unsafe=bool(config.at(*path, "renderer", "unsafe", default=False)),
        )

    def report_html(self, text: str, report: TextReport) -> None:
        """Report HTML that Hugo leaves out, once for a page.

        :param text: as its author wrote it
        """
        if self.unsafe or not _TAG.search(text):
            return
        for piece, is_code in pieces(text, CODE):
            if not is_code and (match := _TAG.search(piece)):
                report.leave(match[0], _OMITTED)
                return

    def keep_braces(self, text: str) -> str:
        """Keep braces as text that are attributes in MyST alone.

        :param text: as its author wrote it
        """
        if not self.block_attributes:
            text = escape_block_attributes(text)
        return escape_attributes(text)

    def prepared(self, text: str) -> str:
        """Return a text as its author wrote it, without what no parser here reads.

        It is the text that :mod:`.as_goldmark` reads, to compare.

        :param text: of the page, without front matter; words stand for shortcodes
        """
        spare = TextReport("", source="", first_line=1)
        text = write_extras(as_commonmark(text, spare), self.extras)
        if self.block_attributes:
            text = move_attributes(text, spare)
        text = escape_tildes(self._math(text, spare))
        return _linkified(text, spare) if self.linkify else text

    def convert(self, text: str, report: TextReport, *, title: str = "") -> str:
        """Make MyST of a text, its shortcodes converted.

        :param text: of the page, without front matter
        :param title: of the page
        """
        text = convert_fences(text, report)
        text = write_extras(as_commonmark(text, report), self.extras)
        text = hide_unused(text)
        if self.linkify:
            text = _linkified(text, report)
        if self.block_attributes:
            text = move_attributes(text, report)
        make = partial(hugo_id, kind=self.heading_ids, typographer=self.typographer)
        text = keep_anchors(text, make, report, title=title)
        text = self._math(text, report)
        if self.strikethrough:
            text = write_deleted(text, report)
        text = escape_tildes(text)
        if self.typographer:
            text = _replace("quotation mark", text, TYPOGRAPHIC, typographic, report)
        if self.emoji:
            text = _replace("emoji", text, emoji_pattern(), _emoji, report)
        return text

    def _math(self, text: str, report: TextReport) -> str:
        """Write formulas between dollars, and escape the dollars that begin none."""
        parts = []
        if self.formulas:
            parts.append(rf"(?P<block>\$\${_WITHIN}\$\$)")
            parts.append(rf"\\\[(?P<square>{_WITHIN})\\\]")
            parts.append(rf"\\\((?P<round>{_WITHIN})\\\)")
        if self.dollars:
            parts.append(r"(?P<inline>(?<!\\)\$(?!\s)[^$\n]+?(?<!\s)\$(?!\d))")
        else:
            text = replace_in_prose(text, _AMS, lambda _: "\\\\")
        if "$" not in text and not (parts and "\\" in text):
            return text
        parts += [r"(?P<escape>\\.)", r"(?P<dollar>\$)"]

        def write(match: re.Match[str]) -> str:
            kind = match.lastgroup or ""
            if kind in {"square", "round"}:
                report.count("math")
            if kind == "square":
                return f"$${match[kind]}$$"
            if kind == "round":
                return f"${match[kind].strip()}$"
            return "\\$" if kind == "dollar" else match[0]

        return replace_in_prose(text, re.compile("|".join(parts), re.DOTALL), write)


def _replace(
    name: str,
    text: str,
    pattern: re.Pattern[str],
    rule: Callable[[re.Match[str]], str],
    report: TextReport,
) -> str:
    if not pattern.search(text):
        return text  # most have none, and are not parsed then

    def replace(match: re.Match[str]) -> str:
        new = rule(match)
        report.count(name, new != match[0])
        return new

    return replace_in_prose(text, pattern, replace)


def _linkified(text: str, report: TextReport) -> str:
    """Write bare URLs as links. Backticks in them are no code to Goldmark."""
    for match in URL.finditer(text) if "`" in text else ():
        url = match["url"] or match["www"] or ""
        if url.count("`") % 2 and not _in_code(text, match.start()):
            report.leave(url, _BACKTICK)
    return _replace("link", text, URL, autolink, report)


def _in_code(text: str, offset: int) -> bool:
    kinds = {RegionKind.FENCE, RegionKind.INDENTED, RegionKind.HTML}
    return is_within((x for x in find_regions(text) if x.kind in kinds), offset)


def _emoji(match: re.Match[str]) -> str:
    return known_emoji()[match["name"]]
