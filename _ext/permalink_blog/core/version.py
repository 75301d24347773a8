"""The version of all extensions, and the metadata that Sphinx requires of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def extension_metadata(*, env_version: int | None = None) -> ExtensionMetadata:
    """Return what ``setup()`` of an extension returns.

    :param env_version: of what it keeps in the environment; another number makes Sphinx
        read all documents again
    """
    metadata: ExtensionMetadata = {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
    if env_version is not None:
        metadata["env_version"] = env_version
    return metadata
