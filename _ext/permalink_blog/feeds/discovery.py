"""Feeds in the context of templates, and references to them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.util import logging
from sphinx.util.osutil import relative_uri
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from permalink_blog.core.page_head import HEAD_LINKS, HeadLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.builders import Builder


logger = logging.getLogger(__name__)

REFERENCE = "blog-feed"
ATOM_TYPE = "application/atom+xml"
JSON_TYPE = "application/feed+json"
_TYPES = ("ref", "any", "myst")


class FeedLink(NamedTuple):
    """A feed as templates see it: ``pathto(feed.path, 1)`` is the link to it.

    :param path: percent-encoded, relative to the site's root
    :param type: media type
    """

    title: str
    path: str
    type: str


def add_feed_links(
    context: dict[str, Any],
    main: Sequence[FeedLink],
    archive: Sequence[FeedLink] = (),
    *,
    atom_folder: str = "",
    title: str = "",
) -> None:
    """Add the feeds to the context of a page.

    ``feeds`` lists them, for templates; what these do not link to is added to the
    page's head. ABlog's own ``page.html`` makes a link of ``feed_path`` and
    ``feed_title``, its archives a second one if ``archive_feed``.

    :param main: the blog's feeds
    :param archive: feeds of the archive that the page is of
    :param atom_folder: of the ``atom.xml`` that ABlog's templates link to, if any;
        they write it as it is
    :param title: of that
    """
    context["feeds"] = [*main, *archive]
    context[HEAD_LINKS] = [
        HeadLink(context["pathto"](feed.path, 1), feed.type, feed.title)
        for feed in context["feeds"]
    ]
    context["feed_path"] = quote(atom_folder)
    context["feed_title"] = escape(title)  # ABlog's template writes it as it is
    context["archive_feed"] = bool(archive and atom_folder)


def feed_reference(
    builder: Builder,
    node: nodes.Element,
    content: nodes.Element,
    *,
    path: str,
    url: str,
    title: str,
) -> nodes.Element | None:
    """Resolve the reference ``blog-feed`` to the feed itself (sunpy/ablog#291).

    :param node: a reference without a target
    :param content: of the link, if the author gave any
    :param path: of the feed, if the builder writes it; "" for another builder
    :param url: of the feed; "" if there is none
    """
    if node["reftarget"] != REFERENCE or node["reftype"] not in _TYPES:
        return None
    if not url:
        logger.warning(
            "reference %r has no target: without a base URL no feed is written. Set "
            "blog_baseurl in conf.py",
            REFERENCE,
            type="blog_feeds",
            subtype="ref",
            location=node,
        )
        return content
    if path:
        base = builder.get_target_uri(node["refdoc"])
        uri, internal = relative_uri(base, quote(path)), True
    else:
        uri, internal = url, False
    if not node.get("refexplicit"):
        content = nodes.emphasis("", title)
    return nodes.reference("", "", content, refuri=uri, internal=internal)


def as_website(builder: Builder) -> StandaloneHTMLBuilder | None:
    """Return a builder that makes a website, or ``None``.

    This is ABlog's own rule (``ablog.builder_support``), but for books and help
    viewers: nobody subscribes to those.
    """
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.embedded:
        return None
    if isinstance(builder, (SingleFileHTMLBuilder, SerializingHTMLBuilder)):
        return None
    return builder
