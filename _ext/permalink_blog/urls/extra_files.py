"""Files besides the pages: redirects, URL variants, the sitemap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from xml.sax.saxutils import escape

from permalink_blog.urls.paths import quote_path
from permalink_blog.urls.redirects import Redirect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from permalink_blog.urls.paths import Layout, Location


def other_spelling(location: Location, layout: Layout) -> Redirect | None:
    """Return a redirect from the other common URL of a page.

    For ``/x.html`` that is ``/x/`` (and so ``/x``, which hosts lead there), for ``/x/``
    it is ``/x.html``.

    :returns: ``None`` for the root and for files that are not HTML
    """
    suffix = layout.file_suffix
    folder, _, name = location.file.rpartition("/")
    # The file and not the URI, which may have no suffix: some hosts would lead that
    # to the very folder of the redirect.
    page = location.uri if location.uri.endswith("/") else quote_path(location.file)
    if name == f"index{suffix}":
        file = folder + suffix
        return Redirect(file, quote_path(file), page) if folder else None
    if name.endswith(suffix):
        uri = location.file.removesuffix(suffix) + "/"
        return Redirect(f"{uri}index{suffix}", quote_path(uri), page)
    return None


def sitemap(pages: Mapping[str, str | None], base_url: str) -> str:
    """Make ``sitemap.xml`` (https://www.sitemaps.org/protocol.html).

    :param pages: URI, relative to the site's root, to ISO 8601 date of the last change
    :param base_url: of the site
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for uri, lastmod in sorted(pages.items()):
        changed = f"<lastmod>{escape(lastmod)}</lastmod>" if lastmod else ""
        lines.append(f"<url><loc>{escape(urljoin(base_url, uri))}</loc>{changed}</url>")
    lines.append("</urlset>")
    return "\n".join(lines) + "\n"


def robots_txt(base_url: str) -> str:
    """Return a ``robots.txt`` (RFC 9309) that allows all and has the sitemap's URL.

    :param base_url: of the site; ends in a slash
    """
    return f"User-agent: *\nAllow: /\n\nSitemap: {urljoin(base_url, 'sitemap.xml')}\n"


def host_redirects(
    redirects: Iterable[Redirect], base_url: str, pages: Iterable[str] = ()
) -> str:
    """Return ``_redirects``, which Netlify and Cloudflare Pages answer from.

    :param pages: the URIs of the pages of the site
    """
    root = urlsplit(base_url).path or "/"
    known = sorted(redirects)
    uris = {*pages, *(redirect.uri for redirect in known)}
    lines = []
    for redirect in known:
        target = redirect.target if redirect.external else root + redirect.target
        lines += [
            f"{root}{uri} {target} 301" for uri in _host_spellings(redirect.uri, uris)
        ]
    return "\n".join(lines) + "\n"


# https://developers.cloudflare.com/pages/configuration/redirects/#placeholders; for
# Netlify only a whole part of a path is one.
_PLACEHOLDER = re.compile(r"%3A([A-Za-z]\w*)")


def _host_spellings(uri: str, others: AbstractSet[str]) -> Iterator[str]:
    """Yield a path as rules of hosts have to have it to match.

    Browsers send a colon as it is, but in a rule it begins a placeholder. A rule that
    would match another path of the site, too, is left out.
    """
    yield uri
    plain = uri.replace("%3A", ":")
    pieces = _PLACEHOLDER.split(uri)
    matching = re.compile("[^/]+".join(map(re.escape, pieces[::2])))
    matched = {other for other in others if matching.fullmatch(other)}
    if plain != uri and matched <= {uri}:
        yield plain


EXCLUDED = ["404", "genindex", "genindex-*", "search", "*/drafts", "*/drafts/page/*"]
