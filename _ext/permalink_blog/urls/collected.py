"""Pages of other extensions, kept as long as a clean build would make them.

A handler of ``html-collect-pages`` may yield all its pages in each build, or only those
that are new. Sphinx deletes nothing, so both do well there. Here a page of the last
build that is not yielded any more is removed if a clean build would not have it. That
depends on what the handler yields
(:class:`~permalink_blog.urls.handler_kinds.HandlerKind`):

``ALL``
    the page is removed;
``MISSING``
    the handler is called again while the page's file is hidden, and writes it again;
    the page is removed if it does not;
``READ``
    all documents are read in each build that has changes, so that the handler yields
    all there is; the page is removed if the handler yields others of the last build;
``OWN``, or not known
    the page is kept, unless the environment is new or the handler yields others of the
    last build while all documents are read.

A page that is written at another moment, by whichever extension, is treated like those
of a handler that yields what is read. What ``sphinx.ext.viewcode`` makes is known from
the environment (:mod:`permalink_blog.urls.viewcode`).
"""

from __future__ import annotations

import json
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.environment import CONFIG_NEW
from sphinx.errors import ExtensionError, SphinxError

from permalink_blog.core.files import string_digest
from permalink_blog.urls.extra_files import other_spelling
from permalink_blog.urls.generated import is_known, outdated_pages
from permalink_blog.urls.handler_kinds import HandlerKind, HandlerKinds, name_of
from permalink_blog.urls.hidden_files import hidden_files, put_back
from permalink_blog.urls.navigation import navigation, theme_file_digests
from permalink_blog.urls.viewcode import HANDLER as VIEWCODE
from permalink_blog.urls.viewcode import module_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from permalink_blog.urls.builders import PermalinkHTMLBuilder
    from permalink_blog.urls.handler_kinds import Handler, Page


_EVENT = "html-collect-pages"
_NOBODY = ""
"""In place of a handler's name: pages that are written at another moment."""


class CollectedPages:
    """The pages that other extensions make in one build.

    :param builder: that writes them
    """

    def __init__(self, builder: PermalinkHTMLBuilder) -> None:
        self._builder = builder
        self._outdir = Path(builder.outdir)
        self._old = builder.last_record.collected
        self._kinds = HandlerKinds(builder)
        self._is_new = True  # the environment
        self._reads_all = False
        self.pages: dict[str, dict[str, str]] = {}
        """By handler: pagename to a digest of what decides what is on the page."""

    # -- before documents are read

    def begin(self) -> None:
        """Classify the handlers, while nothing has changed yet."""
        self._is_new = self._builder.env.config_status == CONFIG_NEW
        for handler in map(attrgetter("handler"), self._listeners()):
            pages = self._old_pages(name_of(handler))
            if not pages or is_known(handler):
                continue
            files = {pagename: [*self._files([pagename])] for pagename in pages}
            put_back(self._outdir, [x for found in files.values() for x in found])
            if not self._is_new:
                self._kinds.classify(handler, files)

    def need_all_documents(self, *, changed: bool) -> bool:
        """Return whether a handler yields all its pages only when all are read.

        :param changed: whether any document was added, changed or removed
        """
        handlers = {x.handler: name_of(x.handler) for x in self._listeners()}
        names = {
            name
            for handler, name in handlers.items()
            if not is_known(handler)
            and self._kinds.kind_of(handler) is HandlerKind.READ
        }
        return any(
            pages and (changed or {*pages.values()} != {self._appearance_digest})
            for name, pages in self._old.items()
            if name in names | {_NOBODY}
        )

    def note_reading(self, docnames: Iterable[str]) -> None:
        """Note which documents are read."""
        self._reads_all = self._builder.env.found_docs <= {*docnames}

    # -- when documents are written

    def write(self, *, changed: bool) -> None:
        """Write them, and keep those that stay as they are.

        :param changed: whether a document was read or written in this build
        """
        handlers: list[Handler] = [x.handler for x in self._listeners()]
        called = [(handler, *self._call(handler)) for handler in handlers]
        for handler, yielded, written in called:
            if name_of(handler) == VIEWCODE:
                self._write_modules(yielded)
            elif is_known(handler):
                self._write(yielded)
            else:
                written |= self._write(yielded)
                self._keep(handler, written, changed=changed)

    def _call(self, handler: Handler) -> tuple[Iterable[Page], set[str]]:
        """Call a handler, as Sphinx does.

        :returns: what it yields, and the names of pages that it has written itself
        """
        written = {*self._builder.written}
        try:
            yielded = handler(self._builder.sphinx_app)
        except SphinxError:
            raise
        except Exception as error:
            message = f"Handler {handler!r} for event {_EVENT!r} threw an exception"
            module = getattr(handler, "__module__", "") or ""
            raise ExtensionError(message, error, modname=module) from error
        return yielded or (), self._builder.written - written

    def _write(self, pages: Iterable[Page]) -> set[str]:
        """Write pages, and return the names of all that were written meanwhile."""
        names = set()
        known = {*self._builder.written}
        for pagename, context, template in pages:
            self._builder.handle_page(pagename, context, template)
            names.add(pagename)
        return names | (self._builder.written - known)

    def _keep(self, handler: Handler, written: set[str], *, changed: bool) -> None:
        """Keep pages of the last build that a handler has not made again."""
        old = self._old_pages(name_of(handler))
        kept = old.keys() - written
        kind = self._kinds.kind_of(handler)
        if kept and kind is not HandlerKind.ALL:
            again = self._make_again(handler, kept, write=changed)
            if changed:
                written |= again
            is_gone = kind is HandlerKind.MISSING or self._is_new
            if not is_gone and self._reads_all:
                is_gone = not written.isdisjoint(old)
                if not is_gone and kind is HandlerKind.READ:
                    self._kinds.set(handler, HandlerKind.OWN)
            if is_gone:
                kept &= again
        else:
            kept = set()
        self._note(name_of(handler), kept - written, written)

    def _make_again(
        self, handler: Handler, pagenames: AbstractSet[str], *, write: bool
    ) -> set[str]:
        """Call a handler while it does not find pages that it has made.

        :param write: whether to write what it yields
        :returns: the names of those pages that it makes
        """
        with hidden_files(self._outdir) as hide:
            hide(self._files(pagenames))
            yielded, written = self._call(handler)
            pages = {page[0]: page for page in yielded if page[0] in pagenames}
            if write:
                self._write(pages.values())
        return pages.keys() | (written & pagenames)

    def keep_others(self, written: AbstractSet[str]) -> None:
        """Keep pages that no handler has yielded, written at some other moment.

        Call it when the site is complete.

        :param written: the names of those that this build has written
        """
        old = self._old_pages(_NOBODY)
        kept = old.keys() - written
        if self._is_new or (self._reads_all and not written.isdisjoint(old)):
            kept = set()
        self._note(_NOBODY, kept, written)

    def _note(
        self, name: str, kept: AbstractSet[str], written: AbstractSet[str]
    ) -> None:
        """Note which pages there are."""
        for pagename in kept:
            self._builder.keep_generated(pagename)
        old = self._old.get(name, {})
        pages = {pagename: old[pagename] for pagename in kept}
        pages |= dict.fromkeys(
            written - self._builder.env.all_docs.keys(), self._appearance_digest
        )
        if pages:
            self.pages[name] = pages

    def _write_modules(self, pages: Iterable[Page]) -> None:
        """Write the modules that viewcode would not write again, though they change."""
        builder, old = self._builder, self._old.get(VIEWCODE, {})
        text = json.dumps([self._appearance_digest, navigation(builder)])
        known = module_pages(builder, string_digest(text))
        changed = {name for name, found in known.items() if old.get(name) != found}
        changed |= outdated_pages(builder.events, known.keys())
        changed |= {*filter(self._is_missing, known)}
        with hidden_files(self._outdir) as hide:
            hide(self._files(changed))
            written = self._write(pages)
        for pagename in known.keys() - written:
            if not self._is_missing(pagename):
                builder.keep_generated(pagename)
        self.pages[VIEWCODE] = {**dict.fromkeys(written, ""), **known}

    # -- what is known

    def _old_pages(self, name: str) -> Mapping[str, str]:
        """Return the pages that a handler made in the last build."""
        documents = self._builder.env.all_docs
        pages = self._old.get(name, {})
        return {x: look for x, look in pages.items() if x not in documents}

    def _files(self, pagenames: Iterable[str]) -> Iterator[str]:
        """Yield the files of pages, and the redirects that lead to them.

        An extension that takes the page for ``x.html`` finds such a redirect there.
        """
        for pagename in sorted(pagenames):
            location = self._builder.location(pagename)
            yield location.file
            redirect = other_spelling(location, self._builder.layout)
            if redirect and redirect.file in self._builder.last_record.made:
                yield redirect.file

    def _listeners(self) -> list[Any]:
        listeners = self._builder.events.listeners.get(_EVENT, ())
        return sorted(listeners, key=attrgetter("priority"))  # as Sphinx calls them

    @cached_property
    def _appearance_digest(self) -> str:
        """A digest of what decides how pages look, besides their content."""
        info = self._builder.build_info
        files = theme_file_digests(self._builder)
        text = json.dumps([info.config_hash, info.tags_hash, files])
        return string_digest(text)

    def _is_missing(self, pagename: str) -> bool:
        return not Path(self._outdir, self._builder.location(pagename).file).is_file()
