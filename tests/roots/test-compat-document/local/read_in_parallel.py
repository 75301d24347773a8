"""Reads documents in parallel although ABlog says that it cannot be, as sites do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def merge_posts(
    app: Sphinx, env: BuildEnvironment, docnames: AbstractSet[str], other: Any
) -> None:
    """Take over the posts that another process has read."""
    found = getattr(other, "ablog_posts", {})
    if not hasattr(env, "ablog_posts"):
        env.ablog_posts = {}  # type: ignore[attr-defined]
    env.ablog_posts.update(found)


def setup(app: Sphinx) -> dict[str, Any]:
    """Set the extension up."""
    app.connect("env-merge-info", merge_posts)
    app.extensions["ablog"].parallel_read_safe = True
    return {"parallel_read_safe": True, "parallel_write_safe": True}
