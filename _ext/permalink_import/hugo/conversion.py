"""Texts of Hugo's pages, converted, and what links in them lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from html import escape
from posixpath import join, normpath
from typing import TYPE_CHECKING, Any

from permalink_import.hugo.as_goldmark import read_as_hugo
from permalink_import.hugo.content import HTML
from permalink_import.hugo.goldmark import Goldmark
from permalink_import.hugo.rules import Shortcodes
from permalink_import.hugo.shortcodes import Replacement, replace_shortcodes
from permalink_import.markup.backslashes import keep_backslashes
from permalink_import.markup.directives import directive
from permalink_import.markup.foreign import keep_as_text
from permalink_import.markup.report import TextReport
from permalink_import.markup.shown.pages import ShownPageReader
from permalink_import.markup.shown.reporting import (
    Typography,
    report_difference,
    typography_finding,
)
from permalink_import.model import Conversion, Topic
from permalink_import.reasons import NOWHERE
from permalink_import.sources.link_targets import link_to, split_tail
from permalink_import.sources.links import SourceLink, rewrite_links
from permalink_import.sources.urls import relative_url

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from permalink_import.hugo.config import HugoConfig
    from permalink_import.hugo.pages import HugoPage
    from permalink_import.hugo.planning import PlannedPage
    from permalink_import.hugo.shortcodes import Call
    from permalink_import.model import ImportedDocument
    from permalink_import.sources.link_targets import LinkTargets


_DIRECTIVE_IMAGE = re.compile(
    r"^(?P<lead>[ \t>]*`{3,}\{(?:figure|image)\} )(.+)$", re.MULTILINE
)


_IN_HTML = (
    "Shortcodes in pages in HTML are shown as they were written. Write in their places "
    "what the old pages show there"
)
_PLAIN = frozenset({"param", "ref", "relref"})
"""Shortcodes whose output is a word."""


def _mark(call: Call, own: Mapping[str, str]) -> Replacement:
    """Return a word in the place of a shortcode, as Hugo does, with its caption."""
    word = f"SHORTCODE{call.offset}"
    if call.name == "figure" and call.name not in own and call.get("caption"):
        return Replacement(f"{word}\n\n{call.get('caption')}", is_block=True)
    return Replacement(word)


class PagePaths:
    """Finds pages by the paths that ``ref`` and links to files have.

    See https://gohugo.io/methods/page/getpage/.
    """

    def __init__(self, planned: list[PlannedPage]) -> None:
        self._urls: dict[str, str] = {}
        self._names: dict[str, set[str]] = {}
        for each in planned:
            file, url = each.page.file, each.page.url
            name = "" if file.is_branch else file.name
            path = normpath(join("/", file.folder, name)).lower()
            for key in (path, f"{path.rstrip('/')}.{file.suffix}"):
                self._urls.setdefault(key, url)
            if file.bundle is not None or file.is_branch:
                index = "_index" if file.is_branch else "index"
                self._urls.setdefault(f"{path.rstrip('/')}/{index}.{file.suffix}", url)
            self._names.setdefault(path.rpartition("/")[2], set()).add(url)

    def find(self, path: str, folder: str) -> str | None:
        """Return a page's URL.

        :param path: with or without a suffix, from the top with a slash at its start
        :param folder: of the page that asks
        """
        asked = path.strip().lower().replace(" ", "-")
        for base in ("/",) if asked.startswith("/") else (f"/{folder}", "/"):
            key = normpath(join(base.lower(), asked))
            for variant in (key, key.replace(" ", "-")):
                if variant in self._urls:
                    return self._urls[variant]
        name = re.sub(r"(/_?index)?\.\w+$", "", asked).rpartition("/")[2]
        found = self._names.get(name, set())
        return next(iter(found)) if len(found) == 1 and "/" not in asked else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HugoConverter:
    """Converts pages.

    :param planned: source of each document to its page
    :param own: shortcodes that the site has templates for, to these files
    :param smart: Sphinx makes dashes of hyphens, in the language of the site
    """

    config: HugoConfig
    planned: Mapping[str, PlannedPage]
    paths: PagePaths
    targets: LinkTargets
    own: Mapping[str, str]
    smart: bool = True

    def convert(self, document: ImportedDocument) -> Conversion:
        """Convert the text of a document."""
        planned = self.planned[document.source]
        page = planned.page
        report = TextReport(page.body, source=page.file.source, first_line=page.line)
        typography = Typography()
        if page.file.suffix in HTML:
            body = self._html(planned, report)
        else:
            body = self._text(planned, document, report, typography)
        was_smart = Goldmark.of(self.config, {}).typographer
        return Conversion(
            text=body,
            converted=report.counts,
            findings=report.findings,
            once=typography_finding(typography, "Hugo", was_smart=was_smart),
        )

    def _html(self, planned: PlannedPage, report: TextReport) -> str:
        """Write a page in HTML, with the output of shortcodes that are words."""
        shortcodes = self._shortcodes(planned, report)

        def write(call: Call) -> Replacement | None:
            if call.name in _PLAIN:
                new = shortcodes(call)
                if new is None:
                    return None
                if call.name == "param":
                    return Replacement(escape(new.text, quote=False))
                url, tail = split_tail(new.text)
                return Replacement(relative_url(url, planned.page.url) + tail)
            report.leave(call.text, _IN_HTML, offset=call.offset)
            return None

        report.count("html")
        body = replace_shortcodes(planned.page.body, write)
        return directive("raw", "html", body=body.strip("\n"))

    def _shortcodes(self, planned: PlannedPage, report: TextReport) -> Shortcodes:
        page = planned.page
        folder = page.file.bundle or page.file.folder
        return Shortcodes(
            report=report,
            text=page.body,
            params={**self.config.mapping("params"), **_params(page)},
            find_page=lambda path: self.paths.find(path, folder),
            own=self.own,
        )

    def _text(
        self,
        planned: PlannedPage,
        document: ImportedDocument,
        report: TextReport,
        typography: Typography,
    ) -> str:
        page = planned.page
        goldmark = Goldmark.of(self.config, _params(page))
        rewrite = self._rewriter(planned, document, report)

        def caption(text: str) -> str:
            text = goldmark.convert(text, report)
            text = keep_backslashes(text) if self.smart else text
            return rewrite_links(text, rewrite)

        shortcodes = self._shortcodes(planned, report)
        shortcodes.markdown = caption
        goldmark.report_html(page.body, report)
        text = goldmark.keep_braces(keep_as_text(page.body, report))
        text = replace_shortcodes(text, shortcodes)
        text = goldmark.convert(text, report, title=page.title)
        text = keep_backslashes(text) if self.smart else text
        text = rewrite_links(text, rewrite)
        self._compare(planned, document, text, goldmark, report, typography)

        def figure(match: re.Match[str]) -> str:
            link = SourceLink(match[2].strip(), 0, is_image=True)
            return f"{match['lead']}{rewrite(link) or match[2]}"

        return _DIRECTIVE_IMAGE.sub(figure, text)

    def _compare(
        self,
        planned: PlannedPage,
        document: ImportedDocument,
        converted: str,
        goldmark: Goldmark,
        report: TextReport,
        typography: Typography,
    ) -> None:
        """Report what of a text reads differently; shortcodes are no part of it."""
        mark = partial(_mark, own=self.own)
        marked = replace_shortcodes(planned.page.body, mark)
        if marked != planned.page.body:
            spare = TextReport(marked, source="", first_line=1)
            kept = goldmark.keep_braces(keep_as_text(marked, spare))
            converted = goldmark.convert(kept, spare)
            converted = keep_backslashes(converted) if self.smart else converted
            converted = rewrite_links(
                converted, self._rewriter(planned, document, spare)
            )
        old = read_as_hugo(goldmark.prepared(marked), goldmark)
        new = ShownPageReader(smart=self.smart).page(converted)
        report_difference(old, new, report, typography)

    def _rewriter(
        self, planned: PlannedPage, document: ImportedDocument, report: TextReport
    ) -> Callable[[SourceLink], str | None]:
        def rewrite(link: SourceLink) -> str | None:
            path, tail = split_tail(link.target)
            if link.is_raw:
                return None
            new = link_to(
                self.targets,
                link.target,
                page_url=planned.page.url,
                source=planned.page.file.source,
                proposed=planned.target,
                document=document.target,
                is_image=link.is_image,
            )
            if new is None and not link.is_image:
                folder = planned.page.file.bundle or planned.page.file.folder
                url = self.paths.find(path, folder)
                new = url + tail if url else None
            if new is None:
                report.leave(link.target, NOWHERE, topic=Topic.LINKS)
            elif new != link.target:
                report.count("link")
            return new

        return rewrite


def _params(page: HugoPage) -> dict[str, Any]:
    own = page.values.get("params")
    return {**page.values, **(own if isinstance(own, dict) else {})}
