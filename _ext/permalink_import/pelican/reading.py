"""The parts of a site of Pelican's, put together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from permalink_import.bounds import each_within_limits
from permalink_import.files import is_inside, read_old_text
from permalink_import.model import (
    DocumentKind,
    Finding,
    ImportedDocument,
    OldSite,
    Outcome,
    Topic,
)
from permalink_import.pelican.articles import STATUSES, read_article
from permalink_import.pelican.as_python_markdown import extension_findings
from permalink_import.pelican.content import list_content
from permalink_import.pelican.conversion import PelicanConverter, PlannedArticle
from permalink_import.pelican.documents import front_matter
from permalink_import.pelican.files import static_assets
from permalink_import.pelican.links import SiteLinks
from permalink_import.pelican.lists import PelicanLists
from permalink_import.pelican.markdown import PythonMarkdown
from permalink_import.pelican.slugs import UnknownSlugError
from permalink_import.pelican.texts import RST, split_text
from permalink_import.proposed_targets import draft_target, page_target, post_target
from permalink_import.reasons import AT_LANDING, NO_URL, UNREADABLE
from permalink_import.sources.link_targets import link_targets
from permalink_import.sources.urls import published_urls, why_no_permalink

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from permalink_import.model import Convert, ImportedAsset, Progress, Targets
    from permalink_import.pelican.articles import PelicanArticle
    from permalink_import.pelican.content import PelicanContent
    from permalink_import.pelican.settings import Pelican


_UNIDECODE = (
    "The URL of these articles is known only with the package Unidecode. Install it "
    "(pip install Unidecode) or give them a slug, and import again"
)
_SKIPPED = (
    "Articles with the status skip are not published by Pelican, and not imported"
)
_INCOMPLETE = (
    "Articles without a title or a date are not published by Pelican, and drafts here. "
    "Write what is missing to publish them"
)
_STATUS = (
    "Articles with an unknown status are not published by Pelican, and drafts here. "
    "Correct the status to publish them"
)


class PelicanSiteReader:
    """Reads one site."""

    def __init__(self, root: Path, settings: Pelican, progress: Progress) -> None:
        self._root = root
        self._settings = settings
        self._progress = progress
        names = PythonMarkdown.of(settings).names
        self._findings = [*settings.findings, *extension_findings(names)]

    def read(self) -> OldSite:
        """Read all of it."""
        content = list_content(self._root, self._settings)
        articles = list(self._articles(content))
        found = each_within_limits(
            self._plan,
            articles,
            source_of=lambda article: article.source,
            findings=self._findings,
        )
        planned = [*filter(None, found)]
        files = static_assets(self._root, content, articles, self._settings)
        settings = self._settings.settings()
        found_documents = each_within_limits(
            self._document,
            planned,
            source_of=lambda planned: planned.article.source,
            findings=self._findings,
        )
        documents = tuple(found_documents)
        listed = [x.article for x in planned if x.kind is DocumentKind.POST]
        lists = PelicanLists(self._settings, listed)
        taken = [x.url for x in documents if x.url]
        taken += [x.url for x in files.values() if x.url]
        redirects = lists.redirects().where_free(taken)
        urls_found = {*taken, *redirects, *lists.feeds(), *self._built(), "/"}
        urls_found |= {x.published_url for x in planned if x.published_url}
        return OldSite(
            generator="Pelican",
            settings=settings,
            documents=documents,
            converter=partial(self._converter, planned, files),
            assets=tuple(files.values()),
            redirects=redirects,
            feeds=lists.feeds(),
            urls=tuple(sorted(urls_found)),
            findings=tuple(self._findings),
        )

    def _document(self, planned: PlannedArticle) -> ImportedDocument:
        article = planned.article
        return ImportedDocument(
            kind=planned.kind,
            source=article.source,
            target=planned.target,
            front_matter=front_matter(
                article,
                planned.kind,
                self._settings,
                has_permalink=planned.has_permalink,
            ),
            url=planned.url,
        )

    def _converter(
        self,
        planned: list[PlannedArticle],
        files: Mapping[str, ImportedAsset],
        targets: Targets,
    ) -> Convert:
        links = SiteLinks(
            documents={
                x.article.path: (
                    x.article.public_url or "/",
                    targets.get(x.article.source, ""),
                )
                for x in planned
            },
            files={path: x.url or "/" for path, x in files.items()},
        )
        urls = [x.article.public_url for x in planned if x.article.public_url]
        return PelicanConverter(
            {x.article.source: x for x in planned},
            links,
            link_targets(files.values(), urls, self._settings.settings()),
            self._settings,
        ).convert

    def _articles(self, content: PelicanContent) -> Iterator[PelicanArticle]:
        plugins = {str(x).rpartition(".")[2] for x in self._settings["PLUGINS"] or ()}
        is_yaml = "yaml_metadata" in plugins

        def read(path: str) -> PelicanArticle | None:
            source = content.source(path)
            suffix = path.rpartition(".")[2].lower()
            try:
                text = read_old_text(self._root, source)
                split = split_text(text, suffix, is_yaml=is_yaml)
                kind = content.texts[path]
                return read_article(
                    self._root, source, path, kind, split, self._settings
                )
            except UnknownSlugError as error:
                self._add_finding(
                    Outcome.FAILED, source, f"{path} ({error})", _UNIDECODE
                )
            except UnicodeDecodeError:
                self._add_finding(
                    Outcome.FAILED, source, f"{path} (not UTF-8)", UNREADABLE
                )
            except (OSError, ValueError) as error:
                self._add_finding(
                    Outcome.FAILED, source, f"{path} ({error})", UNREADABLE
                )
            return None

        paths = list(content.texts)
        shown = self._progress(paths, len(paths), "reading the old site")
        found = each_within_limits(
            read, shown, source_of=content.source, findings=self._findings
        )
        yield from filter(None, found)

    def _plan(self, article: PelicanArticle) -> PlannedArticle | None:
        if article.status == "skip":
            topic = Topic.UNPUBLISHED
            self._add_finding(
                Outcome.FAILED, article.source, article.path, _SKIPPED, topic
            )
            return None
        kind = self._kind(article)
        url = article.public_url
        problem = why_no_permalink(url) if url else None
        if url == "/":
            self._add_finding(
                Outcome.LEFT, article.source, url, AT_LANDING, Topic.REPLACED
            )
        elif problem:
            what = f"{url} ({problem})"
            self._add_finding(Outcome.LEFT, article.source, what, NO_URL, Topic.MISSING)
        return PlannedArticle(
            article=article,
            kind=kind,
            target=self._target(article, kind),
            has_permalink=url not in {None, "/"} and problem is None,
        )

    def _kind(self, article: PelicanArticle) -> DocumentKind:
        missing = [] if article.title else ["title"]
        if article.kind == "ARTICLE" and not article.date and article.status != "draft":
            missing.append("date")
        if missing:
            what = f"{article.path} (without {' and '.join(missing)})"
            self._add_finding(
                Outcome.LEFT, article.source, what, _INCOMPLETE, Topic.UNPUBLISHED
            )
        elif article.status not in STATUSES:
            what = f"status: {article.status}"
            self._add_finding(
                Outcome.LEFT, article.source, what, _STATUS, Topic.UNPUBLISHED
            )
        if missing or article.status not in {"published", "hidden"}:
            return DocumentKind.DRAFT
        is_post = article.kind == "ARTICLE" and article.status == "published"
        return DocumentKind.POST if is_post else DocumentKind.PAGE

    def _target(self, article: PelicanArticle, kind: DocumentKind) -> str:
        suffix = "rst" if article.suffix in RST else "md"
        stem = article.path.rpartition(".")[0]
        name = f"{stem.rpartition('/')[2]}.{suffix}"
        if kind is DocumentKind.DRAFT:
            return draft_target(name)
        if kind is DocumentKind.POST and article.date:
            return post_target(name, article.date)
        for folder in self._settings.names("PAGE_PATHS"):
            stem = stem.removeprefix(f"{folder}/")
        return page_target(f"{stem}.{suffix}")

    def _built(self) -> Iterator[str]:
        folder = self._root / str(self._settings["OUTPUT_PATH"])
        if folder.is_dir() and is_inside(self._root, folder):
            # What a theme brought is of no use without it.
            urls = published_urls(folder)
            yield from (url for url in urls if not url.startswith("/theme/"))

    def _add_finding(
        self,
        outcome: Outcome,
        source: str,
        what: str,
        reason: str,
        topic: Topic | None = None,
    ) -> None:
        self._findings.append(
            Finding(
                outcome=outcome,
                source=source,
                line=0,
                what=what,
                reason=reason,
                topic=topic,
            )
        )
