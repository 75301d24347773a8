"""Print the strictest Content-Security-Policy with which a built site works.

Usage: ``python tools/security_policy.py [--for HOST] FOLDER``; HOST is one of
``header`` (its value alone), ``netlify``, ``nginx``, ``apache`` and ``meta``.

The policy is made of what the pages have: other sites in it are those of their frames,
images, comments and counter. Inline scripts and styles are allowed by their hashes, if
every page has them: they are the theme's. Any other is named, and is blocked. The
addresses in pages are untrusted text: only the scheme, the host and the port that are
parsed from them are written to the policy.

Sources: Content Security Policy Level 3 (https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import argparse
import re
import sys
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Policy = dict[str, list[str]]
"""Sources by directive."""

PLAYERS = ("https://player.vimeo.com", "https://www.youtube-nocookie.com")
"""Where played videos come from, in whichever post the next one is."""

_DATA_BLOCKS = ("application/json", "application/ld+json", "text/template")
_UNUSED_IN_META = "frame-ancestors"  # CSP 3, 3.3
_SCHEMES = frozenset({"http", "https"})
_HOST = re.compile(  # RFC 1123, 2.1, and an IPv6 address (RFC 3986, 3.2.2)
    r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
    r"|\[[0-9a-f:]+\]"
)


@dataclass(frozen=True)
class Page:
    """What of a page a policy has to allow.

    :ivar scripts: hashes of its inline scripts
    :ivar styles: hashes of its ``<style>`` elements
    :ivar has_style_attributes: whether an element has a ``style``
    :ivar origins: of other sites, by directive
    :ivar bad_urls: addresses without a host that a policy can allow
    """

    name: str
    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    has_style_attributes: bool = False
    origins: Mapping[str, frozenset[str]] = field(default_factory=dict)
    bad_urls: tuple[str, ...] = ()


def read_page(name: str, text: str) -> Page:
    """Read a page.

    :param name: what messages call it
    :param text: HTML
    """
    root = html.document_fromstring(text.encode(), html.HTMLParser(encoding="utf-8"))
    scripts = [
        script
        for script in root.iter("script")
        if not script.get("src") and script.get("type") not in _DATA_BLOCKS
    ]
    origins = {
        "frame-src": [frame.get("src") for frame in root.iter("iframe")],
        "img-src": [image.get("src") for image in root.iter("img")],
        "script-src": [script.get("src") for script in root.iter("script")],
        "connect-src": root.xpath(
            "//script/@data-url"
        ),  # permalink_blog.comments's counter
    }
    for server in root.xpath("//*[@id='post-comments']/@data-server"):
        for directive in ("script-src", "style-src", "frame-src"):
            origins.setdefault(directive, []).append(server)
    allowed: dict[str, frozenset[str]] = {}
    bad_urls: list[str] = []
    for directive, urls in origins.items():
        found, bad = _origins(urls)
        allowed[directive] = found
        bad_urls += bad
    return Page(
        name,
        scripts=frozenset(map(_hash, scripts)),
        styles=frozenset(map(_hash, root.iter("style"))),
        has_style_attributes=bool(root.xpath("//@style")),
        origins=allowed,
        bad_urls=tuple(dict.fromkeys(bad_urls)),
    )


def _hash(element: Any) -> str:
    digest = sha256((element.text or "").encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


def _origins(urls: Iterable[str | None]) -> tuple[frozenset[str], list[str]]:
    """Return the origins of absolute URLs, and the URLs that have no valid one."""
    found, bad = set(), []
    for url in urls:
        try:
            if source := origin(url or ""):
                found.add(source)
        except ValueError:
            bad.append(url or "")
    return frozenset(found), bad


def origin(url: str) -> str | None:
    """Return the origin of a URL as a source of a policy (CSP 3, 2.3.1).

    :param url: from a page: of this site, of another one, or no URL at all
    :returns: scheme, host and port; ``None`` for a URL of this site, and for ``data:``
    :raises ValueError: if the scheme is not http or https, or host or port are invalid
    """
    parts = urlsplit(url.strip("\0\t\n\f\r "))
    if not parts.netloc:
        return None
    scheme = parts.scheme or "https"
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = host.encode("idna").decode("ascii")
    if scheme not in _SCHEMES or not _HOST.fullmatch(host):
        raise ValueError(url)
    port = parts.port
    return f"{scheme}://{host}" if port is None else f"{scheme}://{host}:{port}"


def make_policy(pages: Sequence[Page]) -> tuple[Policy, list[str]]:
    """Make the policy of a site.

    :param pages: all of it
    :returns: the policy, and what it blocks
    """
    scripts = _of_all([page.scripts for page in pages])
    styles = _of_all([page.styles for page in pages])
    policy: Policy = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *sorted(scripts)],
        "style-src": ["'self'", *sorted(styles)],
        "img-src": ["'self'", "data:"],  # the icons in style sheets
        "font-src": ["'self'"],
        "connect-src": ["'self'"],  # the search reads the pages that it has found
        "frame-src": [*PLAYERS],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    if any(page.has_style_attributes for page in pages):
        policy["style-src-attr"] = ["'unsafe-inline'"]
    for directive, sources in policy.items():
        found = {x for page in pages for x in page.origins.get(directive, ())}
        sources += sorted(found.difference(sources))
    blocked = [
        f"{page.name}: an inline {kind} is blocked: put it into a file"
        for page in pages
        for kind, own, shared in (
            ("script", page.scripts, scripts),
            ("style", page.styles, styles),
        )
        if own - shared
    ]
    blocked += [
        f"{page.name}: {url!a} is blocked: its host is not valid; correct the address"
        for page in pages
        for url in page.bad_urls
    ]
    return policy, blocked


def _of_all(found: Iterable[frozenset[str]]) -> frozenset[str]:
    """Give what all have that have any: a redirect has nothing inline."""
    several = [each for each in found if each]
    return frozenset.intersection(*several) if several else frozenset()


def header(policy: Policy, *, without: str = "") -> str:
    """Write the value of the header.

    :param without: a directive that is left out
    """
    parts = (f"{k} {' '.join(v)}" for k, v in policy.items() if k != without)
    return "; ".join(parts)


def _netlify(policy: Policy) -> str:
    return f"/*\n  Content-Security-Policy: {header(policy)}"


def _nginx(policy: Policy) -> str:
    return f'add_header Content-Security-Policy "{header(policy)}" always;'


def _apache(policy: Policy) -> str:
    return f'Header always set Content-Security-Policy "{header(policy)}"'


def _meta(policy: Policy) -> str:
    text = escape(header(policy, without=_UNUSED_IN_META), quote=False)
    return f'<meta http-equiv="Content-Security-Policy" content="{text}"/>'


FORMS: dict[str, Callable[[Policy], str]] = {
    "header": header,
    "netlify": _netlify,
    "nginx": _nginx,
    "apache": _apache,
    "meta": _meta,
}
"""How hosts are told, by the name of the option ``--for``."""


def policy_of(folder: Path) -> tuple[Policy, list[str]]:
    """Make the policy of a built site.

    :param folder: of the output
    :returns: the policy, and what it blocks
    :raises OSError: if a page cannot be read
    """
    pages = [
        read_page(path.relative_to(folder).as_posix(), path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.html"))
        if "_static" not in path.relative_to(folder).parts
    ]
    return make_policy(pages)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    summary = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser("security_policy.py", description=summary)
    parser.add_argument("folder", type=Path, help="of the built site: _build/html")
    parser.add_argument("--for", dest="form", choices=FORMS, default="header")
    options = parser.parse_args(arguments)
    if not (options.folder / "index.html").is_file():
        print(f"{options.folder}: no site is here; make html first", file=sys.stderr)
        return 1
    policy, blocked = policy_of(options.folder)
    for message in blocked:
        print(message, file=sys.stderr)
    print(FORMS[options.form](policy))
    return 0


if __name__ == "__main__":
    sys.exit(main())
