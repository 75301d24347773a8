"""Which texts are documents, which are lists, and which something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.core.values import labels
from permalink_import.jekyll.extra_files import raw_url, source_map
from permalink_import.jekyll.listings import listing_target
from permalink_import.jekyll.model import Listing, Sorted
from permalink_import.jekyll.plugins import used_plugins
from permalink_import.jekyll.special import (
    Special,
    as_built,
    ids_of,
    is_copied,
    why_not,
)
from permalink_import.jekyll.tree import Role
from permalink_import.model import Finding, Outcome, Topic
from permalink_import.reasons import AT_LANDING

if TYPE_CHECKING:
    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.listings import Layouts
    from permalink_import.jekyll.planning import PlannedText
    from permalink_import.jekyll.urls import JekyllLocation


_LANDING = (
    "The home page lists posts, as the landing page here does. Put into index.md what "
    "else it said"
)
_BLANK = (
    "Pages without a text of their own are blank here: what they showed was in a "
    "layout, and layouts are not imported. Write a text, or delete the page"
)
_UNPUBLISHED = (
    "The collection has no pages in Jekyll (output: true), so that nothing of it is "
    "imported. Copy by hand what you need"
)
_UNKNOWN = "Nothing here reads files of this kind. Copy by hand what you need"


class Sorter:
    """Sorts the texts of a site, one by one.

    :param shared: layouts of posts
    """

    def __init__(
        self, config: JekyllConfig, layouts: Layouts, shared: set[str]
    ) -> None:
        self.config = config
        self.layouts = layouts
        self.shared = shared
        self.sorted = Sorted()
        self.unpublished: dict[str, int] = {}

    def add(self, planned: PlannedText) -> None:
        """Sort in one text."""
        text, place, found = planned.text, planned.place, self.sorted
        label = text.file.collection
        if label and not self.config.collections[label].published:
            self.unpublished[label] = self.unpublished.get(label, 0) + 1
        elif planned.special in {Special.NOT_FOUND, Special.MARKUP}:
            is_replaced = planned.special is Special.NOT_FOUND
            if planned.is_published and place:
                found.urls.append(f"/{place.file}" if is_replaced else place.url)
                plugins = used_plugins(self.config)
                raw = raw_url(text, self.config, plugins, planned.when)
                found.urls += [raw] if raw else []
            topic = Topic.REPLACED if is_replaced else Topic.MISSING
            self._add_finding(planned, why_not(planned.special), topic)
        elif planned.special is Special.FEED and place:
            found.feeds[place.url] = ids_of(text.body)
        elif planned.special is Special.REPLACED and place:
            found.urls.append(place.url)
        elif planned.special and place:
            self._made(planned, place)
        elif planned.special:
            self._add_finding(planned, _UNKNOWN)
        elif planned.is_published and self._is_list(planned):
            pass
        else:
            is_blank = not text.body.strip() and not text.get("redirect_to")
            if planned.is_landing:
                found.urls.append("/")
                if is_blank:  # a layout showed it all
                    self._add_finding(planned, _LANDING, Topic.REPLACED)
                    return
                self._add_finding(planned, AT_LANDING, Topic.REPLACED, Outcome.LEFT)
            if is_blank:
                what = f"{planned.place.url if planned.place else text.file.path}"
                what = f"{what} (layout: {text.get('layout')})"
                self._add_finding(planned, _BLANK, Topic.TEXT, Outcome.LEFT, what)
            found.documents.append(planned)

    def _made(self, planned: PlannedText, place: JekyllLocation) -> None:
        """Sort in what Jekyll made of a text, and the source map of a style sheet."""
        text, found = planned.text, self.sorted
        asset, finding = as_built(text, place, self.config)
        if finding:
            found.findings.append(finding)
        if asset:
            found.assets[text.file.path] = asset
        elif planned.is_published:
            found.urls.append(place.url)
        extra = source_map(text, place, self.config)
        if extra is None or is_copied(text):
            return
        asset, finding = as_built(text, extra, self.config)
        if finding:
            found.findings.append(finding)
        if asset:
            found.assets[f"{text.file.path}.map"] = asset
        elif planned.is_published:
            found.urls.append(extra.url)

    def finish(self) -> Sorted:
        """Report collections that Jekyll does not publish."""
        for label, count in self.unpublished.items():
            folder = f"{self.config.collections_dir}/_{label}".lstrip("/")
            self.sorted.findings.append(
                Finding(
                    outcome=Outcome.FAILED,
                    source=self.config.origin(folder),
                    line=0,
                    what=f"{label}: {count} {'file' if count == 1 else 'files'}",
                    reason=_UNPUBLISHED,
                    topic=Topic.UNPUBLISHED,
                )
            )
        return self.sorted

    def _is_list(self, planned: PlannedText) -> bool:
        """Make a redirect of a page that lists posts."""
        text = planned.text
        if text.file.role not in {Role.PAGE, Role.ENTRY} or planned.place is None:
            return False
        url = planned.place.url
        target = listing_target(text, self.layouts, self.shared)
        if target is None:
            return False
        options = text.get("pagination")
        options = options if isinstance(options, dict) else {}
        self.sorted.listings.append(Listing(url, options))
        for old in labels(text.own.get("redirect_from")):
            self.sorted.redirects[old] = target
        if planned.is_landing:
            self.sorted.urls.append(url)
            self._add_finding(planned, _LANDING, Topic.REPLACED)
        else:
            self.sorted.redirects[url] = target
            self.sorted.lists[url] = self.config.origin(text.file.path)
        return True

    def _add_finding(
        self,
        planned: PlannedText,
        reason: str,
        topic: Topic = Topic.MISSING,
        outcome: Outcome = Outcome.FAILED,
        what: str = "",
    ) -> None:
        path = planned.text.file.path
        self.sorted.findings.append(
            Finding(
                outcome=outcome,
                source=self.config.origin(path),
                line=0,
                what=what or (planned.place.url if planned.place else path),
                reason=reason,
                topic=topic,
            )
        )
