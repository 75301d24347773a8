"""ABlog's Atom feeds with absolute links, and without the clock.

ABlog leaves links in the full text relative to the page of the archive, which no feed
reader knows; it takes the time of the build as the feed's date, and the machine's time
zone for the posts' dates. Here its files are mended after it has written them: links
become absolute (RFC 4287 has them resolved against the feed's own URL otherwise), the
feed is as old as its latest entry, and dates are in the time zone of the site.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from ablog.blog import Blog
from lxml import etree, html
from sphinx.builders.html import StandaloneHTMLBuilder

from jekyll_frontmatter.dates import site_zone
from jekyll_frontmatter.timezone import add_timezone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_ATOM = "{http://www.w3.org/2005/Atom}"
_NEVER = "1970-01-01T00:00:00+00:00"  # a feed must have a date (RFC 4287, 4.2.15)


def mend_feeds(app: Sphinx) -> Iterator[tuple[str, dict[str, object], str]]:
    """Mend the feeds when ABlog has written them (``html-collect-pages``)."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and app.config.blog_baseurl:
        zone = site_zone(app.config.permalink_timezone)
        outdir = Path(app.outdir)
        archives = set(_archives(app))
        for path in sorted((outdir / app.config.blog_path).rglob("*.xml")):
            pagename = path.parent.relative_to(outdir).as_posix()
            if pagename not in archives:
                _remove_feed(path)
                continue
            page = urljoin(app.config.blog_baseurl, builder.get_target_uri(pagename))
            content = path.read_bytes()
            mended = mend_feed(content, page_url=page, zone=zone)
            if mended != content:
                path.write_bytes(mended)
    yield from ()


def _archives(app: Sphinx) -> Iterator[str]:
    """Name the pages that have a feed."""
    blog = Blog(app)
    yield str(blog.posts.path)
    if blog.blog_feed_archives:
        for catalog in (*blog.catalogs.values(), blog.archive):
            yield from (str(collection.path) for collection in catalog if collection)


def _remove_feed(path: Path) -> None:
    """Remove the feed of an archive that is gone; ABlog leaves it."""
    if b'<generator uri="https://ablog.readthedocs.io/"' in path.read_bytes():
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def mend_feed(content: bytes, *, page_url: str, zone: tzinfo) -> bytes:
    """Mend one feed.

    :param content: Atom as ABlog writes it; what is not Atom stays as it is
    :param page_url: of the archive's page, to which ABlog made the links relative
    :param zone: of the site
    """
    try:
        feed = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return content
    if feed.tag != f"{_ATOM}feed":
        return content
    for entry in feed.iterfind(f"{_ATOM}entry"):
        link = entry.find(f"{_ATOM}link")
        post_url = page_url if link is None else link.get("href", page_url)
        for text in entry.iterfind(f"{_ATOM}content[@type='html']"):
            text.text = absolute_links(text.text or "", page_url, post_url)
        for name in ("published", "updated"):
            for date in entry.iterfind(_ATOM + name):
                date.text = _in_zone(date.text or _NEVER, zone)
    updated = feed.find(f"{_ATOM}updated")
    if updated is not None:
        dates = [date.text for date in feed.iterfind(f"{_ATOM}entry/{_ATOM}updated")]
        updated.text = max(dates, key=datetime.fromisoformat, default=_NEVER)
    mended = etree.tostring(feed, encoding="UTF-8", xml_declaration=True)
    return bytes(mended) + b"\n"


def absolute_links(fragment: str, page_url: str, post_url: str) -> str:
    """Make all links of an HTML fragment absolute.

    :param page_url: base of its links
    :param post_url: base of those to an anchor in the post itself
    """

    def absolute(link: str) -> str:
        try:
            return urljoin(post_url if link.startswith("#") else page_url, link)
        except ValueError:  # "//[", which is no URL
            return link

    root = html.fragment_fromstring(fragment, create_parent="div")
    root.rewrite_links(absolute)
    text = html.tostring(root, encoding="unicode")
    return str(text).removeprefix("<div>").removesuffix("</div>")


def _in_zone(text: str, zone: tzinfo) -> str:
    """Take a date as the site's, whose time ABlog took for the machine's."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).isoformat()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("ablog")
    add_timezone(app)
    app.connect("html-collect-pages", mend_feeds, priority=900)  # ABlog's are before
    return {
        "version": "0.1.0",
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
