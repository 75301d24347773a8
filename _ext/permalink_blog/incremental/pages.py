"""The selection of pages to write: those with changed dependencies.

While a page is made, everything that it shows of the blog and of other documents is
noted (:mod:`.proxies`, :mod:`.links`); the record of it is kept in the output folder.
The next build compares (:mod:`.dependencies`) and writes again what differs: documents
through Sphinx's ``env-updated``, archives by rendering only those.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from permalink_blog.core.build import build_of
from permalink_blog.incremental.dependencies import (
    CONFIG,
    TOCTREE,
    Dependencies,
    Dependency,
    is_of_posts,
)
from permalink_blog.incremental.excerpts import ExcerptStore, render_excerpts
from permalink_blog.incremental.proxies import BlogView, ListedPostView, Viewer
from permalink_blog.incremental.record import (
    PageRecord,
    PageRecordSections,
    digest_of_page,
    grouped,
    put_sections,
    put_unfinished,
    read_sections,
)
from permalink_blog.incremental.worker_notes import WorkerNotes
from permalink_blog.posts.blog import Blog
from permalink_blog.posts.placeholders import documents_at
from permalink_blog.posts.summaries import summary_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from permalink_blog.incremental.record import Groups
    from permalink_blog.posts.blog import Post


_IMPLIED = (CONFIG, TOCTREE)  # what every page shows
_LATE = ("archive", "shown")  # kinds of dependencies that no document shows


class Pages:
    """The pages of one build.

    :param app: its application, with an HTML builder
    :param builder: that builder
    """

    def __init__(self, app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
        self._app = app
        self._builder = builder
        self._addresses = build_of(app).addresses
        self._outdir = Path(app.outdir)
        folder = Path(app.doctreedir, "blog_scaling", builder.name)
        self.notes = WorkerNotes(folder / "notes")
        self.store = ExcerptStore(folder / "excerpts-with-text", builder)
        self._process = os.getpid()
        self._last = read_sections(build_of(app).output)
        self._shown: dict[str, set[Dependency]] = defaultdict(set)
        self._written: dict[str, frozenset[Dependency]] = {}
        self._kept: set[str] = set()
        self._summaries: dict[tuple[str, int], str] = {}
        self._early: set[Dependency] = set()
        self._begun: frozenset[str] = frozenset()
        self._dependencies: Dependencies | None = None

    # -- before anything is written

    def settle(self, blog: Blog) -> Dependencies:
        """Begin with the blog as it is after reading."""
        self._dependencies = Dependencies(self._builder, blog, self.store)
        return self._dependencies

    @property
    def dependencies(self) -> Dependencies:
        """The dependencies of this build."""
        return self._dependencies or self.settle(Blog(self._app))

    @cached_property
    def _old(self) -> PageRecord:
        """All that the last build left, which takes its time to read."""
        return self._last.record()

    def last_shown(self, dependencies: AbstractSet[Dependency]) -> set[str]:
        """Return the pages that had any of these dependencies when they were written.

        :param dependencies: that have changed
        """
        return self._old.pages_with(dependencies) if dependencies else set()

    def outdated_documents(self) -> list[str]:
        """Return the documents with changed dependencies."""
        last, documents = self._last, self._app.env.all_docs
        changed = self.last_shown(self._changed(late=False))
        found = changed | last.unfinished | (documents.keys() - last.shown.keys())
        return sorted(found & documents.keys())

    def _changed(self, *, late: bool) -> set[Dependency]:
        """Find the dependencies that are not what they were.

        :param late: those that are known when all documents are written, too; ask for
            the others first
        """
        known = self._last.digests if self._same_posts else self._old.digests
        found = {
            dependency
            for dependency, digest in known.items()
            if (dependency[0] in _LATE) is late and self._digest(dependency) != digest
        }
        self._early = self._early if late else found
        return found | self._early

    @cached_property
    def _same_posts(self) -> bool:
        """Return whether the posts are unchanged, apart from their text."""
        return self._last.posts == self.dependencies.posts

    def _digest(self, dependency: Dependency) -> str:
        """Return a digest; those of excerpts change with the pages of their posts."""
        known = None
        if is_of_posts(dependency):
            known = self._old.digests.get(dependency) if self._same_posts else None
        elif (
            dependency[0] == "shown"
            and dependency[1] not in self._written
            and dependency[1] in self._app.env.all_docs
        ):
            known = self._last.digests.get(dependency)
        return self.dependencies.digest(dependency) if known is None else known

    def begin(self, docnames: AbstractSet[str]) -> None:
        """Record the pages to write before they are written: a build may be killed."""
        self._begun = frozenset(docnames) | self._last.unfinished
        if docnames:
            store = build_of(self._app).output
            put_unfinished(store, self._begun)
            store.commit()

    # -- while pages are written

    def seen(self, pagename: str, *dependencies: Dependency) -> None:
        """Note what a page shows."""
        self._shown[pagename].update(dependencies)

    def add_views(
        self, pagename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Replace the blog in the context of a page's template by tracking proxies.

        :param doctree: of a document; an archive may have the name of one
        """
        viewer = self._viewer(pagename, is_document=doctree is not None)
        context["ablog"] = BlogView(viewer, self.dependencies.blog)
        for key in ("collection", "catalog", "post"):
            if key in context:
                context[key] = viewer.view(context[key])
        self._add_paths(self._shown[pagename], context)
        if doctree is not None:
            render_excerpts(self.store, self._builder, pagename, doctree)

    def listed(self, pagename: str, post: Post) -> ListedPostView:
        """Return the proxy of a listed post that has a dependency of its own."""
        is_document = pagename in self._app.env.all_docs
        return ListedPostView(self._viewer(pagename, is_document=is_document), post)

    def _viewer(self, pagename: str, *, is_document: bool) -> Viewer:
        store = None if is_document else self.store
        seen = self._shown[pagename].add
        return Viewer(seen, pagename, store, summary=self._summary)

    def _summary(self, post: Post) -> str:
        """Return the summary of a post, whose page may not have been written yet."""
        options = post.options
        if options.get("excerpt_refers") is False:
            return str(options["summary"])
        place = (post.docname, post.order)
        if place not in self._summaries:
            env = self._app.env
            doctree = env.get_doctree(post.docname)
            # Sphinx keeps the files that it reads in memory, for the same build.
            env._pickled_doctree_cache.pop(post.docname, None)
            self._summaries[place] = summary_of(
                self._app, self._builder, options, doctree
            )
        return self._summaries[place]

    def _add_paths(self, shown: set[Dependency], context: dict[str, Any]) -> None:
        """Note the documents that a template links to."""
        for name in context.keys() & {"pathto", "hasdoc"}:
            function = context[name]

            def noted(
                target: str,
                *args: Any,
                _call: Callable[..., Any] = function,
                **more: Any,
            ) -> Any:
                shown.add(("uri", target))
                return _call(target, *args, **more)

            context[name] = noted

    def page_written(self, pagename: str) -> None:
        """Add what a page shows to its record, now that it is complete.

        A page may be written more than once in a build: what it depends on only grows.
        """
        shown = frozenset(self._shown.pop(pagename, ()))
        if os.getpid() == self._process:
            self._add_written(pagename, shown)
        else:
            self.notes.leave(pagename, shown)

    def collect_notes(self) -> None:
        """Read what workers have left."""
        for pagename, shown in self.notes.collect():
            self._add_written(pagename, shown)

    def _add_written(self, pagename: str, shown: frozenset[Dependency]) -> None:
        known = self._written.get(pagename, frozenset())
        if pagename in self._app.env.all_docs:
            known |= {("source", pagename)}
        self._written[pagename] = known | shown

    # -- when all documents are written

    def outdated_archives(
        self, archives: Iterable[tuple[str, dict[str, Any], str]]
    ) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Choose the archives that are written again.

        :param archives: pagename, context and template, as for ``html-collect-pages``
        """
        pages = list(archives)
        for pagename, context, template in pages:
            self.dependencies.archives[pagename] = (template, context)
        changed = self.last_shown(self._changed(late=True))
        everything = self._written.keys() >= self._app.env.all_docs.keys()
        for pagename, context, template in pages:
            if "redirect" in context and self._is_redirect(pagename):
                continue
            if (
                everything
                or pagename not in self._last.shown
                or pagename in changed
                or pagename in self._begun
                or self._is_over_written_page(pagename)
                or self._is_missing(pagename)
            ):
                # What a document of this name shows is written over: it is not left.
                self._written.pop(pagename, None)
                self.seen(pagename, ("archive", pagename))
                yield pagename, context, template
            else:
                self.keep(pagename)

    def _is_over_written_page(self, pagename: str) -> bool:
        """Return whether this build wrote a document where an archive goes."""
        return not self._written.keys().isdisjoint(documents_at(self._app, pagename))

    def _is_redirect(self, pagename: str) -> bool:
        """Return whether a redirect is written in place of a page."""
        return bool(self._addresses and self._addresses.is_redirect(pagename))

    def _is_missing(self, pagename: str) -> bool:
        return not os.path.isfile(self._path_of(pagename))  # noqa: PTH113 - text

    def _path_of(self, pagename: str) -> str | Path:
        """Return a page's file, without a ``Path`` if permalinks are enabled."""
        if self._addresses is None:
            return self._builder.get_output_path(pagename)
        return f"{self._outdir}/{self._addresses.location(pagename).file}"

    def keep(self, pagename: str, *, written: bool = False) -> None:
        """Record a page that another process or build has written.

        :param written: whether a worker has
        """
        self._kept.add(pagename)
        if self._addresses:
            self._addresses.keep_generated(pagename, written=written)

    def outdated_among(self, pagenames: Iterable[str]) -> list[str]:
        """Return the generated pages with changed dependencies.

        Call it when all documents are written, and not for archives.

        :param pagenames: of the generated pages
        """
        return [
            pagename
            for pagename in pagenames
            if any(
                self._digest(dependency) != self._old.digests[dependency]
                for group in self._old.pages.get(pagename, ())
                for dependency in group
            )
        ]

    # -- at the end

    def finish(self) -> None:
        """Leave the record of what all pages show."""
        if not self._written and not self._begun and self._last.shown:
            return  # nothing was to be written
        names = {*self._app.env.all_docs, *self._kept, *self._written}
        names |= {*filter(self._is_left_as_it_was, self._last.shown.keys() - names)}
        written = {
            name: grouped(shown.union(_IMPLIED))
            for name, shown in self._written.items()
        }
        sections = self._as_before(names, written)
        if sections is None:
            sections = PageRecordSections.of(self._record(names, written))
        put_sections(build_of(self._app).output, sections)

    def _is_left_as_it_was(self, pagename: str) -> bool:
        """Return whether another extension's page is still there, from a last build."""
        if self._addresses:
            return pagename in self._addresses.generated
        return Path(self._path_of(pagename)).is_file()

    def _as_before(
        self, names: set[str], written: Mapping[str, Groups]
    ) -> PageRecordSections | None:
        """Return the last record's sections, if no page has other dependencies."""
        last = self._last
        if (
            self._same_posts
            and names == last.shown.keys()
            and all(last.shown[x] == digest_of_page(written[x]) for x in written)
        ):
            digests = {
                dependency: self._digest(dependency) for dependency in last.digests
            }
            return replace(last, digests=digests)
        return None

    def _record(self, names: set[str], written: Mapping[str, Groups]) -> PageRecord:
        known, nothing = self._old.pages, grouped(_IMPLIED)
        pages = {name: known.get(name, nothing) for name in names}
        record = PageRecord({**pages, **written}, posts=self.dependencies.posts)
        dependencies = frozenset[Dependency]().union(*record.groups)
        return replace(
            record,
            digests={
                dependency: self._digest(dependency) for dependency in dependencies
            },
        )


def pages_of(app: Sphinx) -> Pages | None:
    """Return the pages of this build; ``None`` for a builder without HTML pages."""
    tracker = build_of(app).tracker
    return tracker if isinstance(tracker, Pages) else None
