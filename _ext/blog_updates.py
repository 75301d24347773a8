"""Write pages again when the posts that they list have changed.

Landing pages, sidebars, "previous" and "next" show other posts: their titles, dates,
tags and first paragraphs. Sphinx writes a page again when its own source changes, and
ABlog does not tell it more, so these would keep what they said. Here a digest of what
posts show on other pages is kept in the output folder; when it differs from that of the
last build, all pages are written again (none is read again).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

RECORD = ".blog-digest"
_SHOWN = (
    *("section", "order", "date", "update", "title", "tags", "author", "category"),
    *("location", "language", "canonical_link", "external_link"),
)


def digest_of(posts: Mapping[str, Iterable[Mapping[str, Any]]]) -> str:
    """Make a digest of what posts show on other pages.

    :param posts: docname to ABlog's notes on the posts in it (``env.ablog_posts``)
    """
    shown = [
        (
            docname,
            [str(post.get(key)) for key in _SHOWN],
            [node.pformat() for node in post["excerpt"]],
        )
        for docname in sorted(posts)
        for post in posts[docname]
    ]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def find_outdated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give all documents if the posts have changed since (``env-updated``)."""
    if app.builder.format != "html":
        return []
    digest = digest_of(getattr(env, "ablog_posts", {}))
    return [] if _read(app) == digest else sorted(env.all_docs)


def remember(app: Sphinx, exception: Exception | None) -> None:
    """Keep the digest once all pages are written (``build-finished``)."""
    written = exception is None and app.statuscode == 0
    if written and app.builder.format == "html":
        digest = digest_of(getattr(app.env, "ablog_posts", {}))
        Path(app.outdir, RECORD).write_text(f"{digest}\n", encoding="ascii")


def _read(app: Sphinx) -> str | None:
    try:
        return Path(app.outdir, RECORD).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("ablog")
    app.connect("env-updated", find_outdated)
    app.connect("build-finished", remember)
    return {
        "version": "0.1.0",
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
