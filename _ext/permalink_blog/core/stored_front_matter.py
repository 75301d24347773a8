"""Front matter as the environment keeps it, after all documents are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.environment import BuildEnvironment


def front_matter_of(env: BuildEnvironment, docname: str) -> Mapping[str, str]:
    """Give the fields of a document's front matter that are text."""
    metadata = env.metadata.get(docname, {})
    return {key: value for key, value in metadata.items() if isinstance(value, str)}
