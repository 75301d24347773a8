"""Where the old site's feeds are: feed readers do not follow redirects of pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permalink_import.model import OldSite


_FEED = re.compile(r"/.*/?atom\.xml")
_LABEL = re.compile(r"/[^/]+/(?:tag|category)/[^/]+/atom\.xml")


def feeds_at_old_paths(site: OldSite, blog_path: str) -> dict[str, str]:
    """Return the value of ``blog_feed_also_at``: old paths, and the feed for each.

    Feeds of what has none here, an author say, are the blog's.

    :param blog_path: folder of the archives and feeds here
    """
    whole = f"{blog_path}/atom.xml"
    found = dict.fromkeys(site.feeds, whole)
    for old, new in site.redirects.items():
        if is_feed(new):
            found[old] = unquote(new).strip("/") if _LABEL.fullmatch(new) else whole
    return {unquote(path).strip("/"): found[path] for path in sorted(found)}


def page_redirects(site: OldSite) -> Mapping[str, str]:
    """Return the redirects that lead to pages."""
    return {old: new for old, new in site.redirects.items() if not is_feed(new)}


def is_feed(target: str) -> bool:
    """Return whether a redirect leads to a feed of this site.

    :param target: of the redirect: a path of this site
    """
    return _FEED.fullmatch(target) is not None
