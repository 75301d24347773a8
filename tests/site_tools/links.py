"""A checker of links in a folder of built pages. It reads files, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Attributes that hold one URL, of any element.
URL_ATTRIBUTES = ("href", "src", "action", "poster", "data", "cite")
#: ``<meta>`` elements whose content is a URL.
URL_METADATA = ("og:url", "og:image", "twitter:image")
#: Folders whose HTML is not a page but a part that the theme ships.
NOT_PAGES = ("_static", "_sources")
CSS_URL = re.compile(r"""url\(\s*(['"]?)(.+?)\1\s*\)""")


@dataclass(frozen=True, order=True)
class Broken:
    """A link that leads nowhere: the page it is on, as it is written, and why."""

    page: str
    link: str
    why: str

    def __str__(self) -> str:
        return f"{self.page}: {self.link!r}: {self.why}"


@dataclass
class Page:
    """The links of a page as they are written, and the anchors it offers.

    ``redirect`` is the link that the page sends its readers on to, if it does.
    """

    links: list[str] = field(default_factory=list)
    redirect: str | None = None
    anchors: set[str] = field(default_factory=set)


class _PageParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attrs if value is not None}
        if "id" in values:
            self.page.anchors.add(values["id"])
        if tag == "a" and "name" in values:
            self.page.anchors.add(values["name"])
        links = [values[key] for key in URL_ATTRIBUTES if key in values]
        links += srcset_urls(values.get("srcset", ""))
        if tag == "meta":
            links += self._metadata_links(values)
        self.page.links += links

    def _metadata_links(self, values: dict[str, str]) -> list[str]:
        content = values.get("content", "")
        if values.get("property", values.get("name")) in URL_METADATA:
            return [content]
        if values.get("http-equiv", "").lower() == "refresh":
            _, found, url = content.partition("url=")
            if found:
                self.page.redirect = url.strip("'\" ")
                return [self.page.redirect]
        return []


def srcset_urls(srcset: str) -> list[str]:
    """Give the URLs of a ``srcset`` (HTML standard, "srcset attributes")."""
    return [part.split()[0] for part in srcset.split(", ") if part.strip()]


def parse_page(html: str) -> Page:
    """Collect the links and anchors of a page."""
    parser = _PageParser()
    parser.feed(html)
    parser.close()
    return parser.page


@dataclass(frozen=True)
class Site:
    """A folder of built pages, and the URL that it is published at.

    A link to a path of that host, or to that URL in full, is one into the folder.
    """

    folder: Path
    base_url: str = "https://example.org/"

    @cached_property
    def pages(self) -> dict[str, Page]:
        """All pages, by their path below the folder."""
        found = {}
        for path in sorted(self.folder.rglob("*.html")):
            name = path.relative_to(self.folder)
            if name.parts[0] not in NOT_PAGES:
                found[name.as_posix()] = parse_page(path.read_text("utf-8"))
        return found

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths of all files; unlike some file systems they mind their case."""
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return frozenset(path.relative_to(self.folder).as_posix() for path in paths)

    def url(self, path: str) -> str:
        """Give the URL that a file is read at: that of ``x/index.html`` is ``x/``."""
        if path == "index.html" or path.endswith("/index.html"):
            path = path.removesuffix("index.html")
        return urljoin(self.base_url, quote(path))

    def absolute(self, page: str, link: str) -> str:
        """Give the whole URL that a link on a page means."""
        return urljoin(self.url(page), link.strip())

    def target(self, page: str, link: str) -> SplitResult | None:
        """Resolve a link on a page; the path of what it gives is a file's.

        ``None`` stands for what this site does not answer: another host, ``mailto:``.
        """
        url = urlsplit(self.absolute(page, link))
        base = urlsplit(self.base_url)
        if (url.scheme, url.netloc) != (base.scheme, base.netloc):
            return None
        path = unquote(url.path)
        if path.endswith("/"):
            path += "index.html"
        return url._replace(path=path.removeprefix(base.path))

    def why_broken(self, page: str, link: str) -> str | None:
        """Tell what is wrong with a link on a page, or ``None`` for nothing."""
        target = self.target(page, link)
        if target is None:
            return None
        if target.path.startswith("/"):
            return f"leaves the site, which is below {urlsplit(self.base_url).path}"
        if self._climbs_out(page, link):
            return "climbs above the site's root"
        if target.path not in self.files:
            if f"{target.path}/index.html" in self.files:
                return "is a folder: the slash at the end is missing"
            return f"no such file: {target.path}"
        return self._why_no_anchor(target.path, target.fragment)

    def _climbs_out(self, page: str, link: str) -> bool:
        """Tell whether a relative link has more ``..`` than its page has folders.

        At the root of a host these go nowhere (RFC 3986, 5.2.4), so that the link
        arrives there, and nowhere else.
        """
        url = urlsplit(link.strip())
        if url.scheme or url.netloc or url.path.startswith("/"):
            return False
        depth = self.url(page).removeprefix(self.base_url).count("/")
        for segment in url.path.split("/"):
            depth += {"..": -1, ".": 0}.get(segment, 1)
            if depth < 0:
                return True
        return False

    def _why_no_anchor(self, path: str, fragment: str) -> str | None:
        # HTML standard, "scroll to the fragment": empty and "top" are the page's top;
        # the identifier is tried as it is, then percent-decoded.
        if fragment.startswith(":~:") or fragment.lower() in ("", "top"):
            return None
        if path not in self.pages:
            return None
        anchors = self.pages[path].anchors
        if fragment in anchors or unquote(fragment) in anchors:
            return None
        return f"no such anchor in {path}"

    def links(self) -> Iterator[tuple[str, str]]:
        """Give each file with links and each link on it, as it is written."""
        for name, page in self.pages.items():
            for link in page.links:
                yield name, link
        for name in sorted(self.files):
            if name.endswith(".css"):
                css = (self.folder / name).read_text("utf-8")
                for match in CSS_URL.finditer(css):
                    yield name, match[2]

    def broken(self) -> list[Broken]:
        """Check all links, and give those that lead nowhere, sorted."""
        found = set()
        for page, link in self.links():
            if why := self.why_broken(page, link):
                found.add(Broken(page, link, why))
        return sorted(found)
