"""Feeds at the paths where an old site had them: ``blog_feed_also_at``.

A static site's redirects are pages, and feed readers follow none of them: an old path
has to answer with a feed. It is the same file as the feed's own, which names its own
URL (``rel="self"``) as the one to ask from now on (RFC 4287, 4.1.1).
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx.util import logging

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.urls.paths import parse_permalink
from permalink_blog.urls.pattern import PostValues

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config


KEY = "blog_feed_also_at"

logger = logging.getLogger(__name__)


def old_file(path: str) -> str:
    """Return the file that answers an old path.

    :param path: from the site's root, percent-encoded or not; hosts answer one that
        ends with a slash by the ``index.html`` there
    :returns: relative to the output folder
    :raises InvalidPermalinkError: for what no static host can answer
    """
    file = parse_permalink(path, PostValues()).path
    if ":" in path:  # which a permalink may have, for placeholders
        raise InvalidPermalinkError(
            "has a ':', which not every file system can store", remedy="leave it out"
        )
    return f"{file}index.html" if not file or file.endswith("/") else file


def read_old_paths(value: object) -> tuple[dict[str, str], list[str]]:
    """Parse the setting ``blog_feed_also_at``.

    :param value: of the setting, of any type
    :returns: old file to the path of a feed, both relative to the output folder; and
        what is wrong with the entries that are not among them
    """
    found: dict[str, str] = {}
    problems: list[str] = []
    for old, feed in value.items() if isinstance(value, dict) else ():
        if not isinstance(old, str) or not isinstance(feed, str):
            problems.append(
                f"{old!r}: {feed!r} are not two paths; write them as text, such as "
                "'feed.xml': 'blog/atom.xml'"
            )
            continue
        try:
            file = old_file(old)
        except InvalidPermalinkError as error:
            problems.append(f"{old!r} {error}")
            continue
        path = feed.strip().lstrip("/")
        if found.setdefault(file, path) != path:
            problems.append(f"{old!r} is there twice; leave one of them out")
    return found, problems


def copies_of(
    value: object, feeds: Collection[str]
) -> tuple[dict[str, str], list[str]]:
    """Return the paths at which feeds are written again.

    :param value: the setting
    :param feeds: paths of all feeds of this build, relative to the output folder
    :returns: as :func:`read_old_paths`, of feeds that there are
    """
    copies: dict[str, str] = {}
    problems: list[str] = []
    for old, path in read_old_paths(value)[0].items():
        feed = next((name for name in (path, unquote(path)) if name in feeds), None)
        if old in feeds:
            problems.append(f"{old!r} is already the path of a feed; leave it out")
        elif feed is not None:
            copies[old] = feed
        else:
            remedy = _remedy(path, feeds)
            problems.append(f"{old!r}: {path!r} is not a feed of this site; {remedy}")
    return copies, problems


def _remedy(path: str, feeds: Collection[str]) -> str:
    if not feeds:
        return "set blog_baseurl, without which no feed is written"
    near = get_close_matches(path, sorted(feeds), cutoff=0.3) or sorted(feeds)[:3]
    return f"write {' or '.join(map(repr, near))}"


def check_old_paths(_app: Sphinx, config: Config) -> None:
    """Warn of paths that cannot be (``config-inited``)."""
    warn(read_old_paths(config[KEY])[1])


def warn(problems: Iterable[str]) -> None:
    """Log the problems of the setting; its valid entries are used.

    :param problems: a sentence each
    """
    for problem in problems:
        logger.warning("%s: %s", KEY, problem, type="blog_feeds", subtype="config")
