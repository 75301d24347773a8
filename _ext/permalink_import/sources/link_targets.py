"""Where a link of the old site leads: to a page, or to a file that is here now."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath, relpath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin

from permalink_blog.urls.paths import quote_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from permalink_import.model import ImportedAsset, Settings


_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|\?|\Z", re.IGNORECASE)
_TAIL = re.compile(r"[?#]")
UNQUOTED = "/~!$&'*+,;=@"
"""Characters that are not percent-encoded in a path that Markdown links to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTargets:
    """What the old site published, and where it is here.

    :param pages: URLs of pages, percent-encoded, from the root of the site
    :param files: URLs of files, not encoded
    :param sources: file of the old site to its URL
    :param beside: files here that are beside documents, or where a reader proposed to
        put these
    :param host: scheme and host of the old site, or ``None``
    :param base: path below the host, or ""
    """

    pages: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    sources: Mapping[str, str] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()
    host: str | None = None
    base: str = ""

    def own_path(self, target: str) -> str | None:
        """Return the path of a target within the site; ``None`` for one elsewhere.

        :param target: as it was written, without query and fragment
        """
        if self.host and target.startswith(f"{self.host}/"):
            target = target.removeprefix(self.host)
        elif _ELSEWHERE.match(target):
            return None
        if self.base and f"{target}/".startswith(f"{self.base}/"):
            target = target.removeprefix(self.base) or "/"
        return target

    def page(self, path: str, page_url: str) -> str | None:
        """Find the page that a path leads to, whichever its spelling is.

        :param path: may be relative to the page
        :param page_url: of the page that has the link
        """
        whole = quote_path(unquote(urljoin(page_url, path)))
        bare = whole.rstrip("/").removesuffix(".html").removesuffix("/index")
        spellings = (whole, f"{bare}/", f"{bare}.html", bare)
        return next((url for url in spellings if url in self.pages), None)

    def file(self, path: str, page_url: str) -> str | None:
        """Find the file that a path leads to; gives its URL.

        :param path: percent-encoded or not; it may be relative to the page
        :param page_url: of the page that has the link
        """
        url = normpath(unquote(urljoin(page_url, path)))
        return quote_path(url) if url in self.files else None


def split_tail(target: str) -> tuple[str, str]:
    """Split off query and fragment.

    :param target: of a link, as it was written
    """
    path = _TAIL.split(target, maxsplit=1)[0]
    return path, target[len(path) :]


def is_elsewhere(target: str) -> bool:
    """Return whether a target is not a path: a URL, an anchor, or empty.

    :param target: of a link, as it was written
    """
    return bool(_ELSEWHERE.match(target))


def link_targets(
    assets: Iterable[ImportedAsset], pages: Iterable[str], settings: Settings
) -> LinkTargets:
    """Collect what links can lead to.

    :param pages: URLs of all pages, of lists too
    """
    published = [(asset, asset.url) for asset in assets if asset.url is not None]
    return LinkTargets(
        pages=frozenset(pages),
        files=frozenset(unquote(url) for _, url in published),
        sources={asset.source: url for asset, url in published},
        beside=frozenset(asset.target for asset in assets if asset.url is None),
        host=settings.url,
        base=settings.baseurl,
    )


def link_to(
    targets: LinkTargets,
    target: str,
    *,
    page_url: str,
    source: str,
    proposed: str,
    document: str,
    is_image: bool,
) -> str | None:
    """Return the target that a link or image is written with.

    It is the path of its URL, which stays however files move; an image that is beside
    the document keeps its own, but for a document that is not where its reader proposed
    to put it.

    :param source: the file of the old site that has it
    :param proposed: the file that the reader proposed for the document that has it
    :param document: the file here that has it
    :returns: the new target, the old one if nothing is to be changed; ``None`` if
        nothing is there
    """
    path, tail = split_tail(target)
    own = targets.own_path(path)
    if own is None:
        return target
    if is_image and (beside := _joined(proposed, own)) in targets.beside:
        if dirname(document) == dirname(proposed):
            return target
        return quote(relpath(beside, dirname(document) or "."), safe=UNQUOTED) + tail
    # A path to a file may be right in the sources alone, as editors complete it.
    found = targets.file(own, page_url) or targets.sources.get(_joined(source, own))
    if found:
        return found + tail
    page = None if is_image else targets.page(own, page_url)
    if page is None and own != path and is_elsewhere(path):
        return target  # of the same host, and of another site there
    return page + tail if page else None


def _joined(file: str, path: str) -> str:
    return normpath(join(dirname(file), unquote(path)))
