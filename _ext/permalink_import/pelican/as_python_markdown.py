"""What Pelican made of a text in Markdown, to compare with what is written here.

Python-Markdown itself says it, with the extensions that are part of it. Others are code
of the old site's plugins, and are not loaded.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.inlinepatterns import InlineProcessor  # type: ignore[import-untyped]

from permalink_import.markup.shown.html import HtmlReader
from permalink_import.model import Finding, Outcome, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from permalink_import.markup.shown.events import Item


EXTENSIONS = frozenset(
    (
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra"),
        *("fenced_code", "footnotes", "legacy_attrs", "legacy_em", "md_in_html"),
        *("nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"),
    )
)
"""Extensions of Python-Markdown; the lines of ``meta`` are no part of a text."""
_CONFIGURED = frozenset({"sane_lists", "nl2br", "smarty", "wikilinks"})
_FORMULA = r"\$\$(?P<block>.+?)\$\$|(?<!\\)\$(?P<inline>[^$\n]+)\$"
_BEFORE_ESCAPES = 185
"""Priority of a pattern before that of backslashes and code (180, 190)."""
_FOOTNOTE = re.compile(
    r"<sup id=\"fnref\d*:[^\"]*\"><a class=\"footnote-ref\"[^>]*>[^<]*</a></sup>"
    r"|(?:&#160;)?<a class=\"footnote-backref\"[^>]*>[^<]*</a>"
    r"|<li id=\"fn:[^\"]*\">|<div class=\"footnote\">\s*<hr\s*/?>\s*<ol>"
)
_NUMBERED = re.compile(
    r"<div class=\"[^\"]*\"><table class=\"[^\"]*table\"><tr>"
    r"<td class=\"linenos\">.*?</td><td class=\"code\">(.*?)</td></tr></table>"
    r"\s*</div>",
    re.DOTALL,
)
_CONTENTS = re.compile(r"<div class=\"toc\">.*?</div>", re.DOTALL)


_UNKNOWN = (
    "Extensions that are not part of Python-Markdown are not known here, and their "
    "markup is shown as it was written. Write in MyST what they output"
)


def extension_findings(names: Iterable[str]) -> list[Finding]:
    """Return what to report of extensions that are not part of Python-Markdown.

    :param names: of extensions, as in Pelican's ``MARKDOWN``
    """
    unknown = sorted({*names} - EXTENSIONS - {"meta"})
    if not unknown:
        return []
    return [
        Finding(
            outcome=Outcome.LEFT,
            source="pelicanconf.py",
            line=0,
            what=f"MARKDOWN: {', '.join(unknown)}",
            reason=_UNKNOWN,
            topic=Topic.TEXT,
        )
    ]


class PythonMarkdownReader:
    """Reads texts as Pelican does.

    :param names: of the extensions, short
    :param options: of extensions, by their short names
    :param math: a plugin reads formulas between dollars
    """

    def __init__(
        self, names: Iterable[str], options: Mapping[str, Any], *, math: bool
    ) -> None:
        known = sorted(set(names) & EXTENSIONS)
        configs: dict[str, dict[str, Any]] = {
            name: dict(options[name])
            for name in known
            if name in _CONFIGURED and isinstance(options.get(name), dict)
        }
        if "codehilite" in known:
            configs["codehilite"] = {"guess_lang": False}
        self._markdown = Markdown(
            extensions=known, extension_configs=configs, output_format="html"
        )
        if math:
            self._markdown.inlinePatterns.register(
                _Formula(_FORMULA), "formula", _BEFORE_ESCAPES
            )

    def html(self, text: str) -> str:
        """Return the HTML of a text, without marks of footnotes and contents.

        :param text: Markdown without metadata
        """
        self._markdown.reset()
        html = str(self._markdown.convert(text))
        html = _NUMBERED.sub(r"\1", _CONTENTS.sub("", html))
        body, begin, notes = html.rpartition('<div class="footnote">')
        if not begin:
            return html
        notes = re.sub(r"</li>\s*(?=<li id=\"fn:|</ol>\s*</div>)", "", begin + notes)
        notes = re.sub(r"</ol>\s*</div>", "", notes, count=1)
        return _FOOTNOTE.sub("", body + notes)

    def page(self, text: str) -> list[Item]:
        """Return the items of a text.

        :param text: Markdown without metadata
        :raises Exception: whatever Python-Markdown raises for texts that it cannot read
        """
        return [*HtmlReader(is_final=True).items(self.html(text))]


class _Formula(InlineProcessor):  # type: ignore[misc]
    """Keeps a formula from the other patterns."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: N802 - Python-Markdown names it
        """Return the formula as one word, as it is compared.

        :param m: match of a formula, in a line or a block
        :param data: the whole text, which is not read
        """
        formula = "".join((m["block"] or m["inline"]).split())
        return self.md.htmlStash.store(f" {escape(formula)} "), m.start(0), m.end(0)
