"""The URLs of the old site, for the lists of what was ever published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_blog.urls.url_list.anchor_file import ANCHORS, without_pages
from permalink_blog.urls.url_list.file import (
    URL_LIST,
    NotAPathError,
    add_paths,
    parse_path,
    unknown_paths,
)
from permalink_blog.urls.url_list.sources import BaseAddress, SourceError, read_source
from permalink_blog.urls.variants import bare_key
from permalink_import.files import is_inside, read_here
from permalink_import.model import Finding, ImportFailedError, Outcome, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


SITEMAPS = (
    *("sitemap.xml", "_site/sitemap.xml", "public/sitemap.xml", "output/sitemap.xml"),
)
"""Where an old site may have one: its own, and what its generator wrote."""


@dataclass(frozen=True, slots=True)
class UrlListPlan:
    """What happens to the list.

    :param text: of the new file; ``None`` if it stays
    :param added: how many URLs
    :param findings: what is no URL of a static site
    :param anchors: text of the list of published anchors; ``None`` if it stays
    """

    text: str | None
    added: int
    findings: tuple[Finding, ...]
    anchors: str | None = None


def find_sitemap(root: Path) -> Path | None:
    """Find the sitemap of an old site, unless it is only a template of one."""
    for name in SITEMAPS:
        path = root / name
        if path.is_file() and is_inside(root, path) and not _is_template(path):
            return path
    return None


def _is_template(path: Path) -> bool:
    try:
        return path.read_bytes().startswith(b"---")
    except OSError:
        return False  # read_source() tells


def plan_url_list(
    folder: Path,
    urls: Iterable[str],
    sitemap: Path | None,
    baseurl: str,
    *,
    dropped: frozenset[str] = frozenset(),
    has_landing: bool = False,
) -> UrlListPlan:
    """Add the URLs of the source site to the list of published URLs.

    :param folder: the source folder
    :param urls: paths, without ``baseurl``
    :param baseurl: the path that the URLs of the sitemap lay below; their host may be
        any, since sitemaps of sites that moved name the one before
    :param dropped: URLs of the template, which are nobody's any more
    :param has_landing: the landing page is the template's, too, and is replaced
    :raises ImportFailedError: if the sitemap or the list cannot be read
    """
    paths: list[str] = []
    findings: list[Finding] = []
    for url in sorted(set(urls)):
        try:
            paths.append(parse_path(url))
        except NotAPathError as error:
            findings.append(_finding("", url, str(error)))
    if sitemap is not None:
        try:
            more, unusable = read_source(sitemap, BaseAddress.parse(f"{baseurl}/"))
        except (SourceError, NotAPathError) as error:
            raise ImportFailedError(str(error)) from error
        paths += more
        findings += [_finding(bad.where, bad.text, bad.reason) for bad in unusable]
    text = _read(folder / URL_LIST)
    kept = _without_template(text, dropped, paths)
    added = unknown_paths(kept, paths)
    new = add_paths(kept, added) if added or kept != text else None
    anchors = _read(folder / ANCHORS)
    gone = dropped | {""} if has_landing else dropped
    left = without_pages(anchors, lambda path: _is_of_template(path, gone))
    return UrlListPlan(
        *(new, len(added), tuple(findings), left if left != anchors else None)
    )


def _read(path: Path) -> str:
    """Return the text of a list; "" if there is none.

    :raises ImportFailedError: if it cannot be read
    """
    try:
        return (read_here(path) or b"").decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path} cannot be read: {error}"
        raise ImportFailedError(msg) from error


def _is_of_template(path: str, dropped: frozenset[str]) -> bool:
    """Return whether a URL is the template's: of a page, or an archive of its posts."""
    key = bare_key(path)
    return bool(dropped) and (key in dropped or key.startswith(("blog/", "guide/")))


def _without_template(text: str, dropped: frozenset[str], paths: Iterable[str]) -> str:
    """Leave out the template's pages, and the archives of its posts."""
    if not dropped:
        return text
    wanted = {bare_key(path) for path in paths}

    def is_dropped(line: str) -> bool:
        path = line.strip()
        return _is_of_template(path, dropped) and bare_key(path) not in wanted

    lines = text.split("\n")
    return "\n".join(
        line for line in lines if not line.startswith("/") or not is_dropped(line)
    )


_NOT_RECORDED = (
    "These are not paths that a web host answers, and are not in published-urls.txt. "
    "Nothing needs to be done unless somebody links to them"
)


def _finding(where: str, url: str, reason: str) -> Finding:
    file, _, line = where.rpartition(":")
    return Finding(
        outcome=Outcome.LEFT,
        source=file or where or str(URL_LIST),
        line=int(line) if line.isdigit() else 0,
        what=f"{url} ({reason})",
        reason=_NOT_RECORDED,
        topic=Topic.SETTINGS,
    )
