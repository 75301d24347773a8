"""Texts of Pelican's articles, converted, and what links in them lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_import.bounds import describe
from permalink_import.markup.backslashes import keep_backslashes
from permalink_import.markup.directives import directive
from permalink_import.markup.foreign import escape_tildes, keep_as_text
from permalink_import.markup.regions import CODE, find_regions, is_within
from permalink_import.markup.report import TextReport
from permalink_import.markup.shown.comparison import QUOTE
from permalink_import.markup.shown.pages import ShownPageReader
from permalink_import.markup.shown.reporting import (
    Typography,
    report_difference,
    typography_finding,
)
from permalink_import.markup.shown.smart import is_smart
from permalink_import.model import Conversion, DocumentKind, ImportedDocument, Topic
from permalink_import.pelican import rst
from permalink_import.pelican.as_python_markdown import PythonMarkdownReader
from permalink_import.pelican.links import KINDS, MARK, SiteLinks
from permalink_import.pelican.markdown import PythonMarkdown
from permalink_import.pelican.plain import keep_text
from permalink_import.pelican.texts import HTML, RST
from permalink_import.reasons import NOWHERE, PLUGIN_TAG
from permalink_import.sources.link_targets import link_to
from permalink_import.sources.links import SourceLink, rewrite_links
from permalink_import.sources.urls import relative_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permalink_import.pelican.articles import PelicanArticle
    from permalink_import.pelican.settings import Pelican
    from permalink_import.sources.link_targets import LinkTargets


_TAG = re.compile(r"\{%[^\n]*?%\}")
_QUOTED = re.compile(rf"(?P<quote>[\"'])(?P<target>[{{|](?:{KINDS})[}}|].*?)(?P=quote)")


_NOT_READ = (
    "Python-Markdown cannot read these texts, and they are not compared with what is "
    "written here. Compare the pages"
)


@dataclass(frozen=True, slots=True)
class PlannedArticle:
    """An article, and what becomes of it."""

    article: PelicanArticle
    kind: DocumentKind
    target: str
    has_permalink: bool

    @property
    def published_url(self) -> str | None:
        """Return the URL at which the article was published."""
        is_published = self.article.is_published and self.kind is not DocumentKind.DRAFT
        return self.article.public_url if is_published else None

    @property
    def url(self) -> str | None:
        """The same, if it can be its URL here."""
        return self.published_url if self.has_permalink else None


class PelicanConverter:
    """Converts articles.

    :param planned: source of each document to its article
    """

    def __init__(
        self,
        planned: Mapping[str, PlannedArticle],
        links: SiteLinks,
        targets: LinkTargets,
        settings: Pelican,
    ) -> None:
        self._planned = planned
        self._links = links
        self._targets = targets
        self._settings = settings
        self._markdown = PythonMarkdown.of(settings)
        names = self._markdown.names
        self._pelican = PythonMarkdownReader(
            names, self._markdown.options, math=self._markdown.math
        )
        language = str(settings["DEFAULT_LANG"] or "")
        self._is_smart = is_smart(language)
        self._here = ShownPageReader(smart=self._is_smart)
        self._was_smart = bool(settings["TYPOGRIFY"]) or "smarty" in names

    def convert(self, document: ImportedDocument) -> Conversion:
        """Convert the text of a document."""
        planned = self._planned[document.source]
        article = planned.article
        text = article.text
        report = TextReport(text.body, source=article.source, first_line=text.line)
        typography = Typography()
        if article.suffix in RST:
            body = rst.convert(
                text.body,
                report,
                self._links,
                path=article.path,
                url=article.public_url or "/",
            )
            body = f"{text.title}\n\n{body}" if text.title else body
            body = rst.make_text_safe(body, report)
            if QUOTE.search(text.body):
                typography.quotes = article.source
            if body[:1].isspace():  # it would be of the last field
                body = f"..\n\n{body}"
        elif article.suffix in HTML:
            body = self._html(planned, report)
        else:
            self._report_tags(text.body, report)
            body = keep_text(text.body, math=self._markdown.math)
            body = escape_tildes(keep_as_text(body, report))
            body = self._markdown.convert(body, report, title=article.title)
            body = keep_backslashes(body) if self._is_smart else body
            body = self._with_links(body, planned, document, report)
            self._compare(text.body, body, report, typography)
        return Conversion(
            text=body,
            converted=report.counts,
            findings=report.findings,
            once=typography_finding(typography, "Pelican", was_smart=self._was_smart),
        )

    def _compare(
        self, old: str, new: str, report: TextReport, typography: Typography
    ) -> None:
        """Report what of a text reads differently."""
        try:
            items = self._pelican.page(old)
        except Exception as error:
            report.leave("", _NOT_READ, detail=describe(error), offset=-1)
            return
        report_difference(items, self._here.page(new), report, typography)

    def _report_tags(self, text: str, report: TextReport) -> None:
        """Report tags of plugins such as liquid_tags, which stay as they are."""
        plugins = self._settings["PLUGINS"]
        names = " ".join(map(str, plugins or ())).lower()
        if plugins is not None and not any(x in names for x in ("liquid", "jinja")):
            return  # Pelican shows them, too
        regions = [x for x in find_regions(text) if x.kind in CODE]
        for match in _TAG.finditer(text):
            if not is_within(regions, match.start()):
                report.leave(match[0], PLUGIN_TAG, offset=match.start())

    def _with_links(
        self,
        text: str,
        planned: PlannedArticle,
        document: ImportedDocument,
        report: TextReport,
    ) -> str:
        article = planned.article

        def rewrite(link: SourceLink) -> str | None:
            if MARK.fullmatch(link.target):
                new = self._marked(link, planned)
            elif link.is_raw:
                return None
            else:
                new = link_to(
                    self._targets,
                    link.target,
                    page_url=article.public_url or "/",
                    source=article.source,
                    proposed=planned.target,
                    document=document.target,
                    is_image=link.is_image,
                )
            if new is None:
                report.leave(link.target, NOWHERE, topic=Topic.LINKS)
            elif new != link.target:
                report.count("link")
            return new

        return rewrite_links(text, rewrite)

    def _marked(self, link: SourceLink, planned: PlannedArticle) -> str | None:
        found = self._links.find(link.target, planned.article.path)
        if found is None:
            return None
        if link.is_raw:
            return (
                relative_url(found.url, planned.article.public_url or "/") + found.tail
            )
        return found.url + found.tail

    def _html(self, planned: PlannedArticle, report: TextReport) -> str:
        """Write the links of a text in HTML, which no parser here reads."""
        report.count("html")

        def write(match: re.Match[str]) -> str:
            link = SourceLink(match["target"], match.start("target"), is_raw=True)
            new = self._marked(link, planned)
            if new is None:
                report.leave(link.target, NOWHERE, topic=Topic.LINKS)
            return f"{match['quote']}{new or link.target}{match['quote']}"

        body = _QUOTED.sub(write, planned.article.text.body)
        return directive("raw", "html", body=body)
