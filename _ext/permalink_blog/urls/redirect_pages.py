"""The HTML of a redirect: short, for any host, below any path."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sphinx.util.osutil import relative_uri

if TYPE_CHECKING:
    from permalink_blog.urls.redirects import Redirect


SCRIPT = "permalinks-redirect.js"

# The script keeps query and fragment, which the refresh would lose; it stands before
# the refresh, which is for readers without JavaScript. Nothing is inline, so that a
# strict Content-Security-Policy holds.
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
<script src="{script}" data-target="{target}"></script>
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body>
<p><a href="{target}">{title}</a></p>
</body>
</html>
"""


def redirect_page(redirect: Redirect, *, base_url: str, language: str) -> str:
    """Make the page that leads from an old URL to the one that answers.

    :param base_url: of the site, for the canonical link, or ""
    :param language: of the site, as BCP 47 has it
    """
    target = canonical = redirect.target
    if not redirect.external:
        path = re.split(r"[?#]", redirect.target, maxsplit=1)[0]
        tail = redirect.target[len(path) :]
        target = (relative_uri(redirect.uri, path) or "./") + tail
        canonical = urljoin(base_url, redirect.target) if base_url else target
    return _PAGE.format(
        language=escape(language),
        title="This page has moved",
        canonical=escape(canonical),
        script=escape(relative_uri(redirect.uri, f"_static/{SCRIPT}")),
        target=escape(target),
    )
