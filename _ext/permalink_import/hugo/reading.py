"""The parts of a site of Hugo's, put together."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from permalink_blog.urls.paths import quote_path
from permalink_import.bounds import each_within_limits
from permalink_import.files import is_inside, own_folder
from permalink_import.hugo.additions import aliases_of, changes_of
from permalink_import.hugo.content import list_content
from permalink_import.hugo.conversion import HugoConverter, PagePaths
from permalink_import.hugo.files import Resources, static_assets
from permalink_import.hugo.lists import HugoLists
from permalink_import.hugo.pages import PageReader
from permalink_import.hugo.planning import HugoPlanner, PlannedPage
from permalink_import.markup.shown.smart import is_smart
from permalink_import.model import (
    DocumentKind,
    Finding,
    ImportedDocument,
    OldSite,
    Outcome,
    Topic,
)
from permalink_import.sources.link_targets import link_targets
from permalink_import.sources.urls import published_urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from permalink_import.hugo.config import HugoConfig
    from permalink_import.model import Progress


class HugoSiteReader:
    """Reads one site."""

    def __init__(self, root: Path, config: HugoConfig, progress: Progress) -> None:
        self._root = root
        self._config = config
        self._progress = progress
        self._findings: list[Finding] = [*config.findings]

    def read(self) -> OldSite:
        """Read all of it."""
        content = list_content(self._root, self._config)
        reader = PageReader(self._root, self._config, content)
        files = self._progress(
            content.files, len(content.files), "reading the old site"
        )
        pages = list(reader.read(files))
        planner = HugoPlanner(self._config, datetime.now(UTC))
        lists = HugoLists(self._config, reader, content)
        # A page of another kind without a text is a list, and nothing else.
        texts = [page for page in pages if page.kind == "page" or page.body.strip()]
        found = each_within_limits(
            planner.plan,
            texts,
            source_of=lambda page: page.file.source,
            findings=self._findings,
        )
        planned = [*filter(None, found)]
        self._findings += [*reader.findings, *planner.findings]
        resources = Resources(content, planned, self._config)
        assets = [
            *static_assets(self._root, self._config),
            *resources.assets(lists.section_urls(pages)),
        ]
        self._findings += resources.findings
        converter = HugoConverter(
            config=self._config,
            planned={x.page.file.source: x for x in planned},
            paths=PagePaths(planned),
            targets=link_targets(
                assets,
                {*lists.urls(pages), *(x.page.url for x in planned)},
                self._config.settings(),
            ),
            own=self._own_shortcodes(),
            smart=is_smart(self._config.settings().language),
        )
        documents = tuple(self._documents(planned))
        self._report_days(planned)
        self._report_assets()
        taken = [x.url for x in documents if x.url] + [x.url for x in assets if x.url]
        redirects = lists.redirects(pages, planned).where_free(taken)
        aliases = [x for each in planned if each.is_published for x in aliases_of(each)]
        feeds = lists.feeds(pages)
        urls = {*taken, *map(quote_path, aliases), *lists.urls(pages), *self._built()}
        urls |= {*redirects, *feeds, *planner.lost, "/sitemap.xml"}
        return OldSite(
            generator="Hugo",
            settings=self._config.settings(),
            documents=documents,
            converter=lambda _targets: converter.convert,
            assets=tuple(assets),
            redirects=redirects,
            feeds=feeds,
            urls=tuple(sorted(urls)),
            findings=tuple(self._findings),
        )

    def _documents(self, planned: list[PlannedPage]) -> Iterator[ImportedDocument]:
        spelling = _spelling(planned)

        def document(planned: PlannedPage) -> ImportedDocument:
            page = planned.page
            changes = changes_of(planned, self._config, spelling=spelling)
            return ImportedDocument(
                kind=planned.kind,
                source=page.file.source,
                target=planned.target,
                front_matter=page.matter.with_changes(changes),
                url=page.url if planned.is_published and planned.permalink else None,
            )

        return each_within_limits(
            document,
            planned,
            source_of=lambda planned: planned.page.file.source,
            findings=self._findings,
        )

    def _own_shortcodes(self) -> dict[str, str]:
        found = {}
        for folder in ("layouts/shortcodes", "layouts/_shortcodes"):
            for path in sorted((self._root / folder).rglob("*")):
                name = path.relative_to(self._root / folder).as_posix()
                if path.is_file():
                    source = path.relative_to(self._root).as_posix()
                    found[name.partition(".")[0]] = source
        return found

    def _report_assets(self) -> None:
        """Report files that only templates publish, except styles and scripts."""
        name = self._config.folder("assetdir", "assets")
        folder = self._root / own_folder(
            self._root, name, f"{self._config.source}: assetDir"
        )
        made = {".css", ".scss", ".sass", ".js", ".ts", ".jsx", ".map"}
        files = [x for x in folder.rglob("*") if x.is_file() and x.suffix not in made]
        if files:
            example = min(files).relative_to(self._root).as_posix()
            self._findings.append(
                Finding(
                    outcome=Outcome.FAILED,
                    source=example,
                    line=0,
                    what=f"{folder.name}: {len(files)} files",
                    reason=_ASSETS,
                    topic=Topic.UNPUBLISHED,
                )
            )

    def _built(self) -> Iterable[str]:
        folder = self._root / self._config.folder("publishdir", "public")
        is_here = folder.is_dir() and is_inside(self._root, folder)
        return published_urls(folder) if is_here else ()

    def _report_days(self, planned: list[PlannedPage]) -> None:
        """Report posts whose day differs in the time zone of the site."""
        zone = self._config.zone
        dates = [(x.page, x.page.date[1]) for x in planned if x.page.date]
        moved = [p for p, d in dates if d.astimezone(zone).date() != d.date()]
        self._findings += [
            Finding(
                outcome=Outcome.LEFT,
                source=page.file.source,
                line=0,
                what=f"date: {page.values.get('date')}",
                reason=_OTHER_DAY,
                topic=Topic.SETTINGS,
            )
            for page in moved
        ]


_ASSETS = (
    "Files in the asset folder are published by templates only. Copy to public/ by "
    "hand what you need"
)
_OTHER_DAY = (
    "Dates are on another day in the time zone of the site. Set permalink_timezone in "
    "conf.py to that of your dates"
)


def _spelling(planned: list[PlannedPage]) -> dict[str, str]:
    """Return for each label the spelling that most posts have.

    For Hugo "Python" and "python" are the same; here they would be two.
    """
    counts = Counter(
        label
        for each in planned
        if each.kind is DocumentKind.POST
        for key in ("tags", "categories")
        for label in each.page.labels(key)
    )
    spelling: dict[str, str] = {}
    for label, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        spelling.setdefault(label.lower(), label)
    return spelling
