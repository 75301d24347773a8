"""The parts of a site, put together."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote

from permalink_blog.core.values import labels
from permalink_blog.urls.url_list.file import NotAPathError, parse_path
from permalink_blog.urls.url_list.sources import BaseAddress, read_source
from permalink_import.bounds import each_within_limits
from permalink_import.jekyll.active_images import active_images
from permalink_import.jekyll.archives import PostLabels, archives_of
from permalink_import.jekyll.conflicts import resolve_conflicts
from permalink_import.jekyll.conversion import JekyllConverter, document_of
from permalink_import.jekyll.data import failed, read_data
from permalink_import.jekyll.extra_files import raw_url, redirects_json
from permalink_import.jekyll.files import (
    assets_of,
    kept_files,
    replaced_urls,
    with_role,
)
from permalink_import.jekyll.listings import Layouts
from permalink_import.jekyll.loading import UnreadableError
from permalink_import.jekyll.old_paths import with_own_paths
from permalink_import.jekyll.planning import JekyllPlanner, PlannedText
from permalink_import.jekyll.plugins import feeds_of, used_plugins
from permalink_import.jekyll.redirect_targets import with_targets
from permalink_import.jekyll.settings import settings_of
from permalink_import.jekyll.sorting import Sorter
from permalink_import.jekyll.special import Ids
from permalink_import.jekyll.texts import JekyllText, read_file
from permalink_import.jekyll.tree import Role, SiteFile, walk
from permalink_import.model import (
    DocumentKind,
    Finding,
    ImportedAsset,
    ImportedDocument,
    OldSite,
    Outcome,
    Topic,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.model import Sorted
    from permalink_import.model import Progress
    from permalink_import.sources.archives import Archives


T = TypeVar("T")
R = TypeVar("R")


class JekyllSiteReader:
    """Reads one site."""

    def __init__(self, config: JekyllConfig, progress: Progress) -> None:
        self.config = config
        self.progress = progress
        self.plugins = used_plugins(config)
        folder = config.source / str(config.values["layouts_dir"])
        self.layouts = Layouts(folder, config.encoding)
        self.findings: list[Finding] = []

    def read(self) -> OldSite:
        """Read all of it."""
        tree = walk(self.config)
        self.findings += tree.findings
        names = frozenset(file.path.lower() for file in tree.files)
        files = [with_role(x, self.config, self.plugins, names) for x in tree.files]
        static = [file for file in files if file.role is Role.STATIC]
        texts = list(
            self._texts([file for file in files if file.role is not Role.STATIC])
        )
        found = self._sorted(texts)
        self.findings += active_images(static, texts, self.config)
        assets, findings = assets_of(static, self.config)
        self.findings += findings
        assets |= found.assets
        kept = list(kept_files(self.config))
        published = [
            (unquote(x.url).lstrip("/"), x.source)
            for x in (*assets.values(), *kept)
            if x.url
        ]
        found.urls += [each.url for each in found.documents if each.url]
        found.documents, findings = resolve_conflicts(
            found.documents, published, self.config
        )
        self.findings += findings
        found.urls += replaced_urls(static, self.config)
        places = [file for file, _ in published]
        found.documents, findings = with_own_paths(found.documents, places, self.config)
        self.findings += findings
        posts = [_labels(each) for each in found.documents if _is_listed(each)]
        redirects = archives_of(self.config, self.plugins, posts, found)
        self._add_raw(found, redirects)
        self._add_feeds(posts, found, redirects)
        self._check_redirects(found, redirects, places)
        if "redirects.json" not in {
            x.url.lstrip("/") for x in assets.values() if x.url
        }:
            made = redirects_json(found.documents, self.config, self.plugins)
            assets |= {"": made} if made else {}
        ids = self._ids(found)
        documents = self._documents(found, ids)
        own: list[ImportedDocument | ImportedAsset] = [
            *documents,
            *assets.values(),
            *kept,
        ]
        taken = [each.url for each in own if each.url]
        leads = redirects.where_free(taken)
        lists = {url: redirects.page_at(url) for url in found.lists} | leads
        self.findings += [
            self._list(source, url, target)
            for url, source in found.lists.items()
            if (target := lists.get(url))
        ]
        urls = [*taken, *leads, *found.feeds, *found.urls, *self._redirect_from(found)]
        urls += found.lists
        data, findings = read_data(self.config)
        self.findings += findings
        converter = partial(
            JekyllConverter,
            self.config,
            found.documents,
            ids=ids,
            layouts=self.layouts,
            data=data,
        )
        return OldSite(
            generator="Jekyll",
            settings=settings_of(self.config),
            documents=documents,
            converter=lambda targets: converter(targets).convert,
            assets=(*assets.values(), *kept),
            redirects=leads,
            feeds=tuple(sorted(found.feeds)),
            urls=tuple(sorted({*_paths([*urls, *self._built()])})),
            findings=tuple(self.findings),
        )

    def _check_redirects(
        self, found: Sorted, redirects: Archives, files: list[str]
    ) -> None:
        leads = redirects.where_free(())
        here = {"/", *files, *leads, *leads.values(), *found.urls, *found.feeds}
        here |= {*self._redirect_from(found)}
        found.documents, findings = with_targets(found.documents, here, self.config)
        self.findings += findings

    def _add_raw(self, found: Sorted, redirects: Archives) -> None:
        """Redirect the second URL of a text, at which Jekyll copies it, to its page."""
        for each in found.documents:
            raw = raw_url(each.text, self.config, self.plugins, each.when)
            url = "/" if each.is_landing else each.url
            if raw and url and raw != url:
                redirects.add_page(raw, url)

    def _add_feeds(
        self, posts: list[PostLabels], found: Sorted, redirects: Archives
    ) -> None:
        """Add what jekyll-feed made; a template in the same place goes before it."""
        if "jekyll-sitemap" in self.plugins:
            found.urls += ["/sitemap.xml", "/robots.txt"]
        if "jekyll-feed" not in self.plugins:
            return
        tags = sorted({tag for post in posts for tag in post.tags})
        for feed in feeds_of(self.config, tags):
            if feed.collection != "posts":
                self._add_finding(feed.path, _NO_FEED, Topic.MISSING)
                found.urls.append(feed.path)
            elif feed.kind:
                redirects.add_feed(feed.path, feed.kind, feed.label)
            else:
                found.feeds = {feed.path: Ids.POST_ID, **found.feeds}

    def _texts(self, files: list[SiteFile]) -> Iterator[JekyllText]:
        def read(file: SiteFile) -> JekyllText | None:
            try:
                return read_file(file, self.config)
            except UnreadableError as error:
                self.findings.append(failed(self.config.origin(file.path), error))
                return None

        shown = self.progress(files, len(files), "reading the old site")
        yield from filter(None, self._each(read, shown, lambda file: file.path))

    def _sorted(self, texts: list[JekyllText]) -> Sorted:
        now = datetime.now(self.config.zone).replace(tzinfo=None)
        planner = JekyllPlanner(self.config, now)
        layouts = self.layouts
        shared = {
            name
            for text in texts
            if text.file.role is Role.POST
            for name in (text.get("layout"), *layouts.chain(text.get("layout")))
        }
        sorter = Sorter(self.config, layouts, shared)
        for planned in self._each(planner.plan, texts, lambda text: text.file.path):
            if planned:
                sorter.add(planned)
        found = sorter.finish()
        self.findings += [*planner.findings, *found.findings]
        return found

    def _ids(self, found: Sorted) -> Ids:
        """Return what the old feed had for ids."""
        ids = next((x for x in found.feeds.values() if x is not Ids.OTHER), Ids.OTHER)
        if ids is not Ids.OTHER and not self.config.values.get("url"):
            self._add_finding("url", _NO_URL, Topic.SETTINGS)
        return ids

    def _documents(self, found: Sorted, ids: Ids) -> tuple[ImportedDocument, ...]:
        def document(planned: PlannedText) -> ImportedDocument:
            return document_of(planned, self.config, ids)

        return tuple(
            self._each(
                document, found.documents, lambda planned: str(planned.text.file)
            )
        )

    def _each(
        self, work: Callable[[T], R], items: Iterable[T], path_of: Callable[[T], str]
    ) -> Iterator[R]:
        return each_within_limits(
            work,
            items,
            source_of=lambda item: self.config.origin(path_of(item)),
            findings=self.findings,
        )

    def _list(self, source: str, url: str, target: str) -> Finding:
        return Finding(
            outcome=Outcome.FAILED,
            source=source,
            line=0,
            what=f"{url} → {target}",
            reason=_LIST,
            topic=Topic.REPLACED,
        )

    def _redirect_from(self, found: Sorted) -> Iterator[str]:
        if "jekyll-redirect-from" in self.plugins:
            for each in found.documents:
                yield from labels(each.text.own.get("redirect_from"))

    def _built(self) -> list[str]:
        """Return the URLs of the pages in the built site, if it exists."""
        folder = self.config.destination
        return read_source(folder, BaseAddress())[0] if folder.is_dir() else []

    def _add_finding(self, what: str, reason: str, topic: Topic) -> None:
        self.findings.append(
            Finding(
                outcome=Outcome.LEFT,
                source=self.config.name,
                line=self.config.line("feed") or self.config.line("plugins"),
                what=what,
                reason=reason,
                topic=topic,
            )
        )


_LIST = (
    "Pages that list posts redirect to the archives here. Put into a page of its own "
    "what else they said"
)
_NO_FEED = (
    "Feeds of collections other than posts have no counterpart here. Tell their "
    "readers, or redirect them in permalink_redirects"
)
_NO_URL = (
    "Without url in _config.yml the ids in the old feed are not known, and feed "
    "readers may show all posts as new. Write the site's URL there, and import again"
)


def _is_listed(planned: PlannedText) -> bool:
    return planned.kind is DocumentKind.POST and planned.is_published


def _labels(planned: PlannedText) -> PostLabels:
    when = planned.when or datetime.min
    text = planned.text
    return PostLabels(when.year, when.month, when.day, text.tags, text.categories)


def _paths(urls: Iterable[str]) -> Iterator[str]:
    for url in urls:
        with suppress(NotAPathError):  # no static host could have answered it
            yield parse_path(url if url.startswith("/") else f"/{url}")
