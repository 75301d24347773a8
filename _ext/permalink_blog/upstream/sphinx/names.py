"""Names that Sphinx's classes have in their instances alone."""

from __future__ import annotations

from sphinx.environment import BuildEnvironment


def environment_lacks(name: str) -> str:
    """Return that environments do not have an attribute; "" if they have it."""
    known = BuildEnvironment.__init__.__code__.co_names
    return "" if name in known else f"BuildEnvironment has no {name}"
