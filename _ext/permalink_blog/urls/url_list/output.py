"""The pages of a built site, and the URLs that a static host serves from it."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from sphinx.util.matching import compile_matchers

from permalink_blog.core.store import STORE, Store
from permalink_blog.urls.extra_files import EXCLUDED
from permalink_blog.urls.record import BuildRecord, read_record
from permalink_blog.urls.url_list.file import (
    NotAPathError,
    parse_path,
    place,
    without_index,
)
from permalink_blog.urls.variants import bare_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_FEED_TYPES = {"application/atom+xml", "application/rss+xml", "application/feed+json"}
_FOR_MACHINES = {"sitemap.xml", "robots.txt", "_redirects"}
_SITEMAP = re.compile(r"^Sitemap: (.*)sitemap\.xml$", re.MULTILINE)
_LOCATION = re.compile(r"<loc>(.*?)</loc>")


@dataclass(slots=True)
class PageHead:
    """The URLs and flags in the head of a page.

    :param redirect: where the page sends its readers, or ""
    :param feeds: links to feeds (https://www.rssboard.org/rss-autodiscovery)
    :param noindex: search engines are asked to leave the page out
    """

    redirect: str = ""
    feeds: list[str] = field(default_factory=list)
    noindex: bool = False


class _HeadParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.head = PageHead()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect feeds, ``noindex`` and the redirect from the tags of the head.

        :param tag: name in lower case
        :param attrs: names and values
        """
        values = {name: value or "" for name, value in attrs}
        content = values.get("content", "")
        if tag == "link" and values.get("type") in _FEED_TYPES:
            if "alternate" in values.get("rel", "").lower().split():
                self.head.feeds.append(values.get("href", ""))
        elif tag == "meta" and values.get("name", "").lower() == "robots":
            self.head.noindex |= "noindex" in content.lower()
        elif tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.head.redirect = content.partition("url=")[2].strip("'\" ")


def read_head(html: str) -> PageHead:
    """Return what the head of a page contains about its URL.

    :param html: of the page
    """
    parser = _HeadParser()
    parser.feed(html.partition("</head>")[0])
    parser.close()
    return parser.head


def answering_files(path: str) -> tuple[str, ...]:
    """Return the files from which a static host may serve a path, the first one first.

    ``/x`` is answered by ``x``, ``x.html`` or ``x/index.html``, ``/x/`` by
    ``x/index.html`` and ``/x.html`` by itself alone. So do GitHub Pages, Netlify and
    others. Upper and lower case differ.

    :param path: percent-encoded
    :returns: relative to the output folder
    """
    name = place(path).lstrip("/")
    if not name or name.endswith("/"):
        return (f"{name}index.html",)
    if name.endswith(".html"):
        return (name,)
    return (name, f"{name}.html", f"{name}/index.html")


def url_path(file: str) -> str:
    """Return the path that a file is served at: ``/x/`` for ``x/index.html``.

    :param file: relative to the output folder, ``/``-separated
    :raises NotAPathError: if the file's name cannot be in a URL
    """
    return without_index(parse_path(quote(f"/{file}", errors="surrogateescape")))


def pages_in(folder: Path) -> Iterator[str]:
    """Yield the pages in the folder of any built site.

    They are its HTML files but for ``404.html``, what lies in folders such as
    ``_static``, and redirects that nobody wrote.
    """
    output = OutputFolderPages.of(folder)
    for file in sorted(output.files):
        is_hidden = any(part.startswith(("_", ".")) for part in file.split("/"))
        if is_hidden or not file.endswith(".html") or file == "404.html":
            continue
        if file in output.record.unasked:
            continue
        if not is_spelling(file, output.head(file).redirect):
            yield file


def is_spelling(file: str, target: str) -> bool:
    """Return whether a page only redirects to a variant of its own URL.

    :param file: relative to the output folder
    :param target: where it leads; "" if it is no redirect
    """
    if not target:
        return False
    own = f"/{quote(file, errors='surrogateescape')}"
    return bare_key(urljoin(own, target)) == bare_key(own)


def _is_made_up(file: str) -> bool:
    """Return whether a generated page is not worth a reader's bookmark."""
    name = file.removesuffix("/index.html").removesuffix(".html")
    excluded = any(matches(name) for matches in compile_matchers(EXCLUDED))
    return excluded or file.startswith("_") or file in _FOR_MACHINES


@dataclass(frozen=True)
class OutputFolderPages:
    """The output folder of a build.

    :param folder: its path
    :param files: relative to it, ``/``-separated
    :param record: which pages the build made
    """

    folder: Path
    files: frozenset[str]
    record: BuildRecord

    @classmethod
    def of(cls, folder: Path) -> OutputFolderPages:
        """Read the names of the files in a folder.

        :param folder: output of a build; need not be Sphinx's
        """
        # By the names as they are stored: not every file system minds case, hosts do.
        files = (path for path in folder.rglob("*") if path.is_file())
        names = frozenset(path.relative_to(folder).as_posix() for path in files)
        return cls(folder, names, read_record(Store(folder / STORE)))

    def answers(self, path: str) -> bool:
        """Return whether a static host serves a path from this folder.

        :param path: percent-encoded
        """
        if not self.files.isdisjoint(answering_files(path)):
            return True
        return place(path) in self._rules

    @cached_property
    def _rules(self) -> frozenset[str]:
        """The paths of the redirects that the host makes, by ``_redirects``."""
        if "_redirects" not in self.record.made:
            return frozenset()
        match = _SITEMAP.search(self.text("robots.txt"))
        root = urlsplit(match[1]).path if match else "/"
        lines = self.text("_redirects").splitlines()
        sources = (line.split()[0].removeprefix(root) for line in lines if line)
        return frozenset(place(f"/{source}") for source in sources)

    @cached_property
    def documents(self) -> dict[str, str]:
        """File to docname, of the pages that have a source."""
        return {file: docname for docname, file in self.record.pages.items()}

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Return the files of pages by the key that all variants of a URL share."""
        made = sorted(self.record.made.keys() - self.record.unasked)
        pages = [*self.documents, *made]
        return {bare_key(x): x for x in reversed(pages) if x in self.files}

    def published(self) -> frozenset[str]:
        """Return the paths that this build promises to its readers.

        These are documents, archives, redirects and feeds; not drafts, not pages such
        as 404 and search, and not the redirects from other spellings of a page's URL,
        which nobody asked for.
        """
        found: set[str] = set()
        listed = self._listed()
        for file in sorted({*self.documents, *self.record.made} & self.files):
            with suppress(NotAPathError):
                found.update(self._promised_by(file, listed))
        return frozenset(found)

    def published_documents(self) -> Iterator[tuple[str, str, str]]:
        """Yield path, docname and file of each page that is the text of a document.

        These are the pages of documents in :meth:`published` that are not redirects.
        """
        listed = self._listed()
        for file in sorted(self.documents.keys() & self.files):
            if self.head(file).redirect:
                continue
            with suppress(NotAPathError):
                for path in [*self._promised_by(file, listed)][:1]:
                    yield path, self.documents[file], file

    def _promised_by(self, file: str, listed: frozenset[str]) -> Iterator[str]:
        own, head = url_path(file), self.head(file)
        docname = self.documents.get(file)
        if docname is not None:
            uri = self.record.uris.get(docname, quote(file))
            linked = without_index(parse_path(f"/{uri}"))
            if self._is_draft(docname, linked, head, listed) and not head.redirect:
                return
        elif (
            _is_made_up(file)
            or file in self.record.unasked
            or is_spelling(file, head.redirect)
        ):
            return
        else:
            short = parse_path(quote(f"/{file}")).removesuffix(".html")
            linked = short if short in listed else own  # html_link_suffix = ""
        yield linked
        if own.endswith("/"):
            yield own
        for link in head.feeds:
            feed = unquote(urljoin(f"/{file}", link)).removeprefix("/")
            if feed in self.files:
                yield url_path(feed)

    def _is_draft(
        self, docname: str, path: str, head: PageHead, listed: frozenset[str]
    ) -> bool:
        """Return whether a document is a draft.

        :param path: of its URL
        :param listed: the paths in the sitemap; all documents but drafts were in it
            when builds did not record which documents are drafts
        """
        if self.record.drafts is not None:
            return docname in self.record.drafts
        return head.noindex or (bool(listed) and path not in listed)

    def _listed(self) -> frozenset[str]:
        """Return the paths in the sitemap of this build; none without a sitemap.

        They are those of all documents but drafts and redirects. ``robots.txt``, which
        is written together with it, has the site's base URL.
        """
        if not {"robots.txt", "sitemap.xml"} <= self.record.made.keys():
            return frozenset()
        match = _SITEMAP.search(self.text("robots.txt"))
        base = match[1] if match else ""
        found: set[str] = set()
        for location in _LOCATION.findall(self.text("sitemap.xml")):
            with suppress(NotAPathError):
                path = parse_path("/" + unescape(location).removeprefix(base))
                found.add(without_index(path))
        return frozenset(found)

    def head(self, file: str) -> PageHead:
        """Return the head of a page; an empty one if there is no such page.

        :param file: relative to the output folder
        """
        return read_head(self.text(file))

    def text(self, file: str) -> str:
        """Return the HTML of a page; "" if there is no such page.

        :param file: relative to the output folder
        """
        try:
            return (self.folder / file).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
