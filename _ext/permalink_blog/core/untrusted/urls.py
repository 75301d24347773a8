"""Schemes of URLs, and those that run a script."""

from __future__ import annotations

import re

SCHEMES = frozenset(
    {"http", "https", "mailto", "tel", "ftp", "ftps", "sftp", "xmpp", "irc", "ircs"}
    | {"news", "nntp", "geo", "sms", "sip", "sips", "magnet", "doi", "urn", "feed"}
    | {"matrix", "webcal", "gopher", "gemini", "ssh", "git", "bitcoin"}
    | {"jekyll"}
)
"""Schemes of URLs that a browser, or another program, opens.

Of "jekyll" are links that were Liquid, until permalink_blog.links replaces them.
"""

# What browsers leave out of a URL before they read it (WHATWG URL, 4.4, "basic URL
# parser", 1-3), and what some left out in former times.
_IGNORED = re.compile("[\x00-\x20\x7f\u00a0\u00ad\u200b-\u200f\u2028\u2029\ufeff]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)  # RFC 3986, 3.1


def scheme_of(url: str) -> str | None:
    """Return the scheme of a URL in lower case, as browsers read it; or ``None``.

    :param url: as its author wrote it; browsers ignore control characters within
    """
    found = _SCHEME.match(_IGNORED.sub("", url))
    return found[1].lower() if found else None


def is_script(url: str) -> bool:
    """Return whether a browser runs a URL as a script.

    :param url: as its author wrote it
    """
    return scheme_of(url) in {"javascript", "vbscript"}


def is_harmless(url: str, more: frozenset[str] = frozenset()) -> bool:
    """Return whether a link may lead to a URL: it has no scheme, or a known one.

    :param more: schemes that the owner allows
    """
    scheme = scheme_of(url)
    return scheme is None or scheme in SCHEMES or scheme in more
