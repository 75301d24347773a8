"""Names that Sphinx's classes have in their instances alone."""

from __future__ import annotations

from sphinx.environment import BuildEnvironment


def environment_lacks(name: str) -> str:
    """Return that environments have no such attribute; "" if they have.

    :param name: of the attribute
    """
    known = BuildEnvironment.__init__.__code__.co_names
    return "" if name in known else f"BuildEnvironment has no {name}"
