"""Redirect resolution: chains are shortened, and loops rejected."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from posixpath import splitext
from typing import TYPE_CHECKING
from urllib.parse import quote

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.urls.variants import UrlVariants

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from permalink_blog.urls.paths import Location


_EXTERNAL = re.compile(r"https?://[^/?#]+", re.IGNORECASE)
_NO_URL = re.compile(r'[\x00-\x20\x7f\\"<>]')
_CONTROL = re.compile("%(?:[01][0-9a-f]|7f)", re.IGNORECASE)


class CircleError(InvalidPermalinkError):
    """A redirect loop.

    :param is_part: whether the first one is one of these, and does not lead to them
    """

    def __init__(self, reason: str, *, remedy: str, is_part: bool) -> None:
        super().__init__(reason, remedy=remedy)
        self.is_part = is_part


@dataclass(frozen=True, slots=True)
class RedirectTarget:
    """The target of a redirect.

    :param path: of this site, percent-encoded, or an http(s) URL
    :param tail: query and fragment, with their ``?`` and ``#``
    :param external: it is a URL of another site
    """

    path: str
    tail: str = ""
    external: bool = False


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect as it is declared; its target may be a redirect, too.

    :param source: where it is
    :param target: where it leads
    :param every_spelling: other spellings of its path lead to it, as to any document
    """

    source: Location
    target: RedirectTarget
    every_spelling: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Redirect:
    """A redirect page with its final target.

    :param file: of the redirect, relative to the output folder
    :param uri: of the redirect, relative to the site's root
    :param target: a URI relative to the site's root, or an http(s) URL
    :param external: the target is a URL of another site
    :param docname: of the document that says so
    :param key: of its front matter
    """

    file: str
    uri: str
    target: str
    external: bool = False
    docname: str | None = field(default=None, compare=False, repr=False)
    key: str = field(default="", compare=False, repr=False)


def parse_target(text: str) -> RedirectTarget:
    """Parse a redirect's target: ``/path/``, ``/path/#anchor`` or an http(s) URL.

    :param text: as its author wrote it
    :raises InvalidPermalinkError: for anything else, such as ``javascript:``
    """
    text = text.strip()
    if not text or _NO_URL.search(text):
        raise InvalidPermalinkError(
            "is no URL", remedy="write /path/ or https://…, without spaces"
        )
    url = quote(text, safe="/:?#[]@!$&'()*+,;=%~")  # RFC 3986, 2.2, and % as it is
    if _EXTERNAL.match(url):
        return RedirectTarget(url, external=True)
    if re.match(r"//|[^/?#]*:", url):
        raise InvalidPermalinkError(
            "is neither a path of this site nor an http(s) URL",
            remedy="write /path/ or https://…",
        )
    path = re.split("[?#]", url)[0]
    if _CONTROL.search(path):
        raise InvalidPermalinkError("has a control character", remedy="remove it")
    # A link to it may be relative, and "javascript:x" would be none to this site.
    return RedirectTarget(path.lstrip("/").replace(":", "%3A"), url[len(path) :])


def resolve(hop: Hop, hops: Mapping[str, Hop], urls: UrlVariants) -> Redirect:
    """Follow a redirect to where it ends.

    :param hops: all redirects, by their files
    :param urls: all pages and all redirects
    :raises CircleError: if it leads in a circle
    """
    trail = [hop.source]
    target = hop.target
    place = None if target.external else urls.find(target.path)
    while place and (following := hops.get(place.file)):
        if following.source in trail:
            names_a_file = target.path.endswith("/") or splitext(target.path)[1]
            is_other = names_a_file and urls.find_exactly(target.path) is None
            if is_other and not following.every_spelling:
                place = None  # another spelling of the redirect, which is no page
                break
            uris = " → ".join(f"/{source.uri}" for source in [*trail, place])
            raise CircleError(
                f"is a redirect loop: {uris}",
                remedy="let one of them end at a page",
                is_part=following.source == hop.source,
            )
        trail.append(following.source)
        tail = following.target.tail or target.tail
        target = replace(following.target, tail=tail)
        place = None if target.external else urls.find(target.path)
    path = place.uri if place else target.path
    end = path if target.external else path + target.tail
    return Redirect(hop.source.file, hop.source.uri, end, external=target.external)


def index(pages: Iterable[Location], hops: Iterable[Hop]) -> UrlVariants:
    """Return pages and redirects by their URLs; pages go first for URL variants.

    :param pages: locations of all pages
    :param hops: redirects
    """
    return UrlVariants.of([*pages, *(hop.source for hop in hops)])
